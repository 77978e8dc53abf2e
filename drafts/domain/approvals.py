"""Asking somebody else to stand behind a text before it is published."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.domain import texts, versions
from drafts.domain.group_mail import tell
from drafts.domain.policies import locked, move
from drafts.models import Approval, Membership, Paragraph, Policy
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

MANY = 2**31 - 1
STANDING = (Approval.State.ASKED, Approval.State.GIVEN)


@transaction.atomic
def ask(policy: Policy, *, by: User, told: Iterable[User] = ()) -> Approval:
    """Asks for approval of the draft as it reads now, with a mail to each of `told`.

    Refused while it is empty or one is standing.
    """
    policy = locked(policy)
    draft = policy.versions.draft()
    if not draft.paragraphs.exists():
        raise ActRefused(_("There is no text yet. Put the text in before asking for approval."))
    if draft.approvals.filter(state__in=STANDING).exists():
        raise ActRefused(_("Approval has already been asked for."))
    if policy.state == State.DRAFT:
        move(policy, State.REVIEW, by=by)
    elif policy.state not in (State.COMPILING, State.RETURNED):
        raise ActRefused(_("There is nothing to approve now."))
    approval = Approval.objects.create(version=draft, checksum=texts.checksum(draft), asked_by=by)
    said = {"number": versions.coming(policy), "covers_answers": policy.state in (State.COMPILING, State.RETURNED)}
    for person in told:
        tell(person, gettext_lazy("Approve “%(title)s”"), "approval.txt", policy=policy, page="approval", by=by, **said)
    log.record(policy.uuid, "approval asked", by=by, approval=approval.pk)
    return approval


@transaction.atomic
def approve(approval: Approval, *, checksum: str, by: User) -> Approval:
    """Approves the text that was read (`checksum` comes from the page). Refused to who has asked or drafted.

    `Stale` when the text has changed since the page was opened.
    """
    policy = locked(approval.version.policy)
    approval = asked(approval)
    if obstacle(approval, by):
        raise ActRefused(obstacle(approval, by))
    if checksum != approval.checksum or texts.checksum(approval.version) != checksum:
        raise Stale(_("The text has changed since you opened it. Read it again."), approval)
    answer(approval, Approval.State.GIVEN, by=by)
    if policy.state == State.REVIEW:
        move(policy, State.APPROVED, by=by)
    log.record(policy.uuid, "approval given", by=by, approval=approval.pk, checksum=checksum)
    return approval


def obstacle(approval: Approval, person: User) -> str:
    """Why this person cannot give the approval, in a sentence; nothing when they can."""
    policy = approval.version.policy
    if approval.asked_by_id == person.pk:
        return _("Approval is given by somebody else than the one who asks for it.")
    if policy.memberships.filter(user=person, kind=Membership.Kind.DRAFTER).exists():
        return _("You are a drafter in the working group of this policy. Approval is given by somebody who is not.")
    if edits([policy]).filter(history_user=person).exists():
        return _("You have written in this text yourself. Approval is given by somebody who has not.")
    return ""


def writers(policy: Policy) -> set[int]:
    """The keys of those who draft the text: the drafters of the group, and all who wrote in what is unpublished."""
    drafters = policy.memberships.filter(kind=Membership.Kind.DRAFTER).values_list("user", flat=True)
    written = edits([policy]).exclude(history_user=None)
    return set(drafters) | set(written.values_list("history_user", flat=True))


def drafted_by(person: User, policies: Iterable[Policy | int]) -> set[int]:
    """The keys of those among the policies whose text the person drafts: the many-rows form of `writers`."""
    drafted = Membership.objects.filter(user=person, kind=Membership.Kind.DRAFTER, policy__in=policies)
    written = edits(policies).filter(history_user=person)
    return set(drafted.values_list("policy", flat=True)) | set(written.values_list("version__policy", flat=True))


def edits(policies: Iterable[Policy | int]) -> QuerySet:
    """What was written in the drafts of the policies, those that were set aside too; a copied paragraph is no edit."""
    before = Paragraph.objects.filter(
        version__policy=OuterRef("version__policy"),
        lineage=OuterRef("lineage"),
        version__number__lt=Coalesce(OuterRef("version__number"), MANY),
    )
    rows = Paragraph.history.model.objects.filter(version__policy__in=policies, version__published_at=None)
    return rows.exclude(Q(history_type="+") & Exists(before)).order_by()


@transaction.atomic
def send_back(approval: Approval, *, remark: str, by: User) -> Approval:
    """Sends the draft back to its writers with a remark."""
    policy = locked(approval.version.policy)
    approval = asked(approval)
    if not remark.strip():
        raise ActRefused(_("Say in the remark what needs to change."))
    approval.remark = remark
    answer(approval, Approval.State.REFUSED, by=by)
    if policy.state == State.REVIEW:
        move(policy, State.DRAFT, by=by)
    subject = gettext_lazy("Sent back: “%(title)s”")
    tell(approval.asked_by, subject, "sent_back.txt", policy=policy, page="editor", by=by, remark=approval.remark)
    log.record(policy.uuid, "approval refused", by=by, approval=approval.pk)
    return approval


def withdraw_standing(policy: Policy, *, by: User) -> None:
    """Takes back what stands on the draft of a locked policy, since its text is about to change."""
    standing = on_draft(policy, *STANDING)
    if standing:
        answer(standing, Approval.State.WITHDRAWN, by=None)
        log.record(policy.uuid, "approval withdrawn", by=by, approval=standing.pk)
    if policy.state in (State.REVIEW, State.APPROVED):
        move(policy, State.DRAFT, by=by)


def asked(approval: Approval) -> Approval:
    """The request as it is now; refused when it has been answered or withdrawn."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.state != Approval.State.ASKED:
        raise ActRefused(_("This request is not open any more: %(state)s.") % {"state": approval.get_state_display()})
    return approval


def answer(approval: Approval, state: str, *, by: User | None) -> None:
    """Stores what became of the request."""
    approval.state, approval.answered_by, approval.answered_at = state, by, timezone.now()
    approval.save()


def waiting(policy: Policy) -> Approval | None:
    """The request on the draft that waits for an answer, if any."""
    return on_draft(policy, Approval.State.ASKED)


def given(policy: Policy) -> Approval | None:
    """The approval that stands on the draft, if any."""
    return on_draft(policy, Approval.State.GIVEN)


def on_draft(policy: Policy, *states: str) -> Approval | None:
    """The newest request on the draft that is in one of these states."""
    rows = Approval.objects.filter(version__policy=policy, version__number=None, state__in=states)
    return rows.select_related("asked_by", "version__policy").first()
