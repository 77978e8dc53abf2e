"""Recording what a body resolved."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consultation.domain import lifecycle, meeting, papers
from consultation.models import Decision
from drafts.domain import versions
from drafts.domain.policies import locked, move
from drafts.models import Edition, Policy
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

LEADS_TO = {
    Decision.Kind.ADOPT: State.ADOPTED,
    Decision.Kind.AMEND: State.ADOPTED,
    Decision.Kind.RETURN: State.RETURNED,
    Decision.Kind.REJECT: State.REJECTED,
    Decision.Kind.WITHDRAW: State.WITHDRAWN,
    Decision.Kind.REPEAL: State.REPEALED,
}


@transaction.atomic
def decide(
    policy: Policy,
    *,
    kind: str,
    body: str,
    date: date,
    section: str,
    minutes: str = "",
    motive: str = "",
    in_force_from: date | None = None,
    in_force_until: date | None = None,
    review_by: date | None = None,
    by: User,
) -> Decision:
    """Records a decision on the newest version; adopting puts it in force, and the text stays as it is.

    Adopted with changes, what was entered as moved at the meeting becomes the next version, frozen, published and
    adopted at once. Postponed, or proposed by one body to the next, the matter stays before the council. Dropping it
    closes a consultation that is open or to come. Refused where the way has no such step, when an adopted text has no
    first day in force, when it ends before it begins, when the text no longer matches its checksum, and when changes
    are entered that it does not adopt.
    """
    policy = locked(policy)
    version = policy.versions.published().order_by("-number").first()
    if version is None:
        raise ActRefused(_("There is no published version to decide on."))
    if kind in Decision.ADOPTING and in_force_from is None:
        raise ActRefused(_("Give the day from which the adopted text is in force."))
    if kind == Decision.Kind.RETURN and not motive.strip():
        raise ActRefused(_("Give the motive for returning the matter."))
    if in_force_from and in_force_until and in_force_until < in_force_from:
        raise ActRefused(_("The text cannot cease to be in force before it begins."))
    if not versions.is_intact(version):
        raise ActRefused(_("The text does not match its checksum. Call a technician."))
    refuse_out_of_turn(policy, kind)
    if kind == Decision.Kind.AMEND:
        version = meeting.adopt(policy, by=by)
    elif kind != Decision.Kind.ENDORSE and meeting.is_changed_before_council(policy):
        raise ActRefused(_("Changes moved at the meeting are entered. Adopt with changes, or take them back first."))
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                policy=policy, version=version, kind=kind, body=body, date=date, section=section,
                minutes=minutes, motive=motive, in_force_from=in_force_from,
                in_force_until=in_force_until, review_by=review_by, recorded_by=by,
                signature=by.signature,
            )  # fmt: skip
    except IntegrityError as error:
        raise ActRefused(_("This decision has already been recorded.")) from error
    carry_out(decision, policy, by=by)
    log.record(policy.uuid, "decision recorded", by=by, decision=decision.pk)
    return decision


def possible(policy: Policy) -> list[str]:
    """The kinds of decision that the matter can take now."""
    kinds = [kind for kind, state in LEADS_TO.items() if policy.may_become(state)]
    return [*kinds, *Decision.STAYING] if policy.state == State.BEFORE_COUNCIL else kinds


def refuse_out_of_turn(policy: Policy, kind: str) -> None:
    """What changes no state, and what makes a version, is refused before anything is written."""
    if kind in (*Decision.STAYING, Decision.Kind.AMEND) and policy.state != State.BEFORE_COUNCIL:
        raise ActRefused(_("A decision can be entered when the proposal is before the council."))


def carry_out(decision: Decision, policy: Policy, *, by: User) -> None:
    """What follows for a locked policy: its state, its days in force, its papers, the end of its consultation."""
    if decision.kind == Decision.Kind.WITHDRAW:
        lifecycle.close_now(policy)
    if decision.kind in Decision.ADOPTING:
        policy.in_force_from, policy.in_force_until = decision.in_force_from, decision.in_force_until
        policy.review_by = decision.review_by
    if decision.kind not in Decision.STAYING:
        move(policy, LEADS_TO[decision.kind], by=by, decision=decision.pk)
    if decision.kind == Decision.Kind.AMEND:
        papers.ask_for(decision.version, Edition.Kind.MARKED)
    if decision.kind in Decision.ADOPTING:
        papers.ask_for(decision.version, Edition.Kind.CLEAN)
        for consulted in policy.versions.filter(consultation__answers_published_at__isnull=False):
            papers.ask_for(consulted, Edition.Kind.REPORT)
