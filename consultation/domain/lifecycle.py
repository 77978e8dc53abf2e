"""The way of a policy that passes through the public: frozen, announced, compiled, frozen again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import gates, papers
from consultation.models import Change, Consultation, Override
from drafts.domain import versions
from drafts.domain.policies import locked, move
from drafts.models import Edition, Policy, Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def freeze_proposal(policy: Policy, *, by: User) -> Version:
    """Freezes the approved draft as a proposal that waits for its consultation.

    Refused while the gate lists anything.
    """
    policy = locked(policy)
    if policy.state != State.APPROVED:
        raise ActRefused(_("A proposal is frozen when its text has been approved."))
    refuse_unmet(gates.before_publishing(policy))
    version = versions.freeze(policy, by=by)
    papers.ask_for(version, Edition.Kind.CLEAN)
    return version


@transaction.atomic
def set_aside(policy: Policy, *, by: User) -> Version:
    """Takes back a proposal that is frozen and not announced: the draft can be written in again.

    The version keeps its number and its text, and is never published. Refused when none waits.
    """
    policy = locked(policy)
    version = policy.versions.waiting().first()
    if version is None:
        raise ActRefused(_("There is no frozen proposal that waits to be announced."))
    version.set_aside_at = timezone.now()
    version.save(update_fields=["set_aside_at"])
    move(policy, State.DRAFT, by=by, set_aside=version.number)
    return version


@transaction.atomic
def announce(
    policy: Policy,
    *,
    opens_at: datetime,
    closes_at: datetime,
    introduction: str = "",
    asks_kind: bool = False,
    kind: str = Consultation.Kind.OPEN,
    by: User,
) -> Consultation:
    """Publishes the newest frozen version and opens a consultation on it, now or at a coming date.

    An internal one publishes nothing: its version is shared with the officials. `closes_at` is the first moment after
    it. Refused when it closes before it opens, or has closed already.
    """
    policy = locked(policy)
    version = policy.versions.newest()
    if version is None or version.set_aside_at or Consultation.objects.filter(version=version).exists():
        raise ActRefused(_("There is no frozen version that waits for a consultation."))
    now = timezone.now()
    if closes_at <= opens_at:
        raise ActRefused(_("The consultation must close after it has opened."))
    if closes_at <= now:
        raise ActRefused(_("The closing date has already passed."))
    consultation = Consultation.objects.create(
        version=version,
        slug=slug_for(policy, version),
        kind=kind,
        opens_at=opens_at,
        closes_at=closes_at,
        introduction=introduction,
        asks_kind=asks_kind,
        announced_at=now,
        announced_by=by,
    )
    if consultation.is_internal:
        share(version, at=now)
    else:
        publish(version, at=now)
    move(policy, State.ANNOUNCED, by=by, consultation=consultation.pk)
    papers.ask_for(version, Edition.Kind.CLEAN)
    return consultation


def slug_for(policy: Policy, version: Version) -> str:
    """The address of a consultation: the policy's; a later round carries its version."""
    base = policy.slug if version.number == 1 else f"{policy.slug}-v{version.number}"
    slug, number = base, 1
    while Consultation.objects.filter(slug=slug).exists():  # "Plan v2" may have had its own before version 2 of "Plan"
        number += 1
        slug = f"{base}-{number}"
    return slug


def publish(version: Version, *, at: datetime) -> None:
    """Makes a frozen version public, and with the first one its policy."""
    version.published_at = at
    version.save(update_fields=["published_at"])
    Policy.objects.filter(pk=version.policy_id, published_at=None).update(published_at=at)
    version.policy.refresh_from_db()


def share(version: Version, *, at: datetime) -> None:
    """Shows a frozen version to officials alone; the public does not know of it."""
    version.shared_at = at
    version.save(update_fields=["shared_at"])


def close_now(policy: Policy) -> None:
    """Closes what is open or to come of a locked policy, in the caller's transaction: nobody writes in vain."""
    now = timezone.now()
    rows = Consultation.objects.select_for_update(of=("self",)).filter(version__policy=policy, closes_at__gt=now)
    for consultation in rows:
        # It closes after it opens, by constraint, also when it never was open.
        consultation.opens_at = min(consultation.opens_at, now - timedelta(seconds=1))
        consultation.closes_at = now
        consultation.save()


@transaction.atomic
def begin_compiling(policy: Policy, *, by: User) -> Policy:
    """Goes from a closed consultation to the work on its comments. Nothing happens if that work is under way."""
    policy = locked(policy)
    if policy.state in (State.COMPILING, State.RETURNED):
        return policy
    consultation = gates.consulted(policy)
    if consultation is None or policy.state != State.ANNOUNCED:
        raise ActRefused(_("There is no consultation whose comments can be answered now."))
    if not consultation.is_closed:
        raise ActRefused(_("The consultation is not closed yet. Comments are answered when it has closed."))
    move(policy, State.COMPILING, by=by)
    return policy


@transaction.atomic
def freeze_revised(policy: Policy, *, by: User) -> Version:
    """Freezes the revised proposal and publishes it with all answers. Refused while the gate lists anything.

    Where the views led to no change, the version before goes on as it stands: only the answers are published. One that
    officials alone have seen does not: the same words become the next version, which is public.
    """
    policy = locked(policy)
    if policy.state not in (State.COMPILING, State.RETURNED):
        raise ActRefused(_("There is no revised proposal to freeze now."))
    asked = gates.before_council(policy)
    refuse_unmet(asked)
    drop_idle_causes(policy)
    if not any(each.passed_over for each in asked):
        # What was missing has been done since: nothing was passed over.
        Override.objects.filter(version=policy.versions.draft()).delete()
    now, version = timezone.now(), policy.versions.newest()
    is_next = versions.has_changed(policy) or not version.is_public
    if is_next:
        version = versions.freeze(policy, by=by)
        publish(version, at=now)
        policy.refresh_from_db()  # after an internal consultation it became public just now
    else:
        Override.objects.filter(version=policy.versions.draft()).update(version=version)
    consultation = gates.consulted(policy)
    consultation.answers_published_at = consultation.answers_published_at or now
    consultation.save()
    if policy.state == State.RETURNED:
        move(policy, State.COMPILING, by=by)
    move(policy, State.PROPOSAL, by=by, version=version.number)
    for kind in (Edition.Kind.CLEAN, Edition.Kind.MARKED) if is_next else ():
        papers.ask_for(version, kind)
    papers.ask_for(consultation.version, Edition.Kind.REPORT)
    return version


@transaction.atomic
def pass_over(policy: Policy, *, reason: str, by: User) -> Override:
    """Lets the revised proposal through the gate although answers, causes or settled conflicts are missing.

    Covers what is missing now and no more; the reason stands in the report. Said again, the later reason holds.
    Refused without a reason, and when nothing that can be passed over is missing.
    """
    policy = locked(policy)
    if not reason.strip():
        raise ActRefused(
            _("Say why the proposal goes on although something is missing. The reason stands in the report.")
        )
    draft = policy.versions.draft()
    Override.objects.filter(version=draft).delete()
    lacking = {each.name: each.count for each in gates.unmet(gates.before_council(policy)) if each.count}
    if policy.state not in (State.COMPILING, State.RETURNED) or not lacking:
        raise ActRefused(_("Nothing is missing that can be passed over."))
    override = Override.objects.create(
        version=draft, lacking=lacking, reason=reason.strip(), by=by, signature=by.signature
    )
    log.record(policy.uuid, "gate passed over", by=by, version=draft.pk, **lacking)
    return override


@transaction.atomic
def send_to_council(policy: Policy, *, by: User) -> Policy:
    """Puts the revised proposal before the council."""
    policy = locked(policy)
    move(policy, State.BEFORE_COUNCIL, by=by)
    return policy


def drop_idle_causes(policy: Policy) -> None:
    """Forgets causes of changes that were taken back: where nothing changed there is nothing to explain."""
    draft = policy.versions.draft()
    for change in Change.objects.filter(descent__version=draft).select_related("descent__before", "descent__after"):
        if not change.descent.is_changed:
            change.delete()


def refuse_unmet(requirements: list[gates.Requirement]) -> None:
    """Stops with the whole list of what is missing."""
    missing = gates.unmet(requirements)
    if missing:
        raise ActRefused(_("This is missing: %(list)s.") % {"list": "; ".join(item.words for item in missing)})
