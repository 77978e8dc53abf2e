"""Where a policy is on its way: eight steps, in words, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Comment, Consultation
from drafts.models import Policy, Version
from drafts.models.policy import State

FIXED = {
    State.DRAFT: 1,
    State.REVIEW: 2,
    State.APPROVED: 3,
    State.COMPILING: 5,
    State.RETURNED: 5,
    State.PROPOSAL: 6,
    State.BEFORE_COUNCIL: 7,
    State.ADOPTED: 8,
    State.REPEALED: 8,
    State.REJECTED: 8,
    State.WITHDRAWN: 8,
}


@dataclass
class Stand:
    """Where one policy stands: what a list of policies needs to know of it, read for all of them at once."""

    policy: Policy
    consultation: Consultation | None = None
    waiting: Version | None = None
    answered: int = 0
    total: int = 0
    held: int = 0

    @property
    def left(self) -> int:
        """Comments that have no answer yet."""
        return self.total - self.answered

    def is_compiling(self, now: datetime) -> bool:
        """Whether the comments are being answered and worked into the draft."""
        return self.consultation is not None and self.step(now) == 5

    def step(self, now: datetime) -> int:
        """1 to 8: draft, review, approved, on consultation, compiling, revised proposal, decision, in force."""
        if self.policy.state != State.ANNOUNCED:
            return FIXED[self.policy.state]
        phase = self.consultation.phase(now) if self.consultation else "open"
        return {"coming": 3, "open": 4, "closed": 5}[phase]

    def words(self, now: datetime) -> str:
        """The step in words."""
        if self.policy.state == State.ANNOUNCED and self.consultation:
            return {
                "coming": _("Consultation announced"),
                "open": _("On consultation"),
                "closed": _("Consultation closed"),
            }[self.consultation.phase(now)]
        if self.policy.state == State.APPROVED and self.waiting:
            return _("Frozen, not announced")
        if self.policy.state == State.ADOPTED and self.policy.in_force_from:
            return adopted_words(self.policy, timezone.localdate(now))
        return words_of(self.policy)


def adopted_words(policy: Policy, today: date) -> str:
    """An adopted text on its way through time: to come, in force, due for review, no longer in force."""
    if today < policy.in_force_from:
        return _("Adopted, not yet in force")
    if policy.in_force_until and policy.in_force_until < today:
        return _("No longer in force")
    if policy.review_is_due(today):
        return _("In force, to be reviewed")
    return _("In force")


def words_of(policy: Policy) -> str:
    """The stored state as a step of the way."""
    return {
        State.DRAFT: _("Draft"),
        State.REVIEW: _("Awaiting approval"),
        State.APPROVED: _("Approved"),
        State.ANNOUNCED: _("On consultation"),
        State.COMPILING: _("Compiling"),
        State.PROPOSAL: _("Revised proposal"),
        State.BEFORE_COUNCIL: _("Before the council"),
        State.RETURNED: _("Returned"),
        State.ADOPTED: _("Adopted"),
        State.REPEALED: _("Repealed"),
        State.REJECTED: _("Rejected"),
        State.WITHDRAWN: _("Dropped"),
    }[policy.state]


def stands(policies: Iterable[Policy]) -> list[Stand]:
    """Where each policy stands, in the order given; the number of queries does not depend on how many there are."""
    rows = {policy.pk: Stand(policy) for policy in policies}
    latest = Consultation.objects.filter(version__policy__in=rows).select_related("version")
    for consultation in latest.order_by("version__number"):
        rows[consultation.version.policy_id].consultation = consultation
    for version in Version.objects.waiting().filter(policy__in=rows):
        rows[version.policy_id].waiting = version
    count(rows)
    return list(rows.values())


def stand(policy: Policy) -> Stand:
    """Where one policy stands."""
    return stands([policy])[0]


def count(rows: dict[int, Stand]) -> None:
    """Fills in how many comments there are on each latest consultation, answered and held."""
    by_consultation = {row.consultation.pk: row for row in rows.values() if row.consultation}
    counts = (
        Comment.objects.to_answer()
        .filter(consultation__in=by_consultation)
        .order_by()
        .values_list("consultation")
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=Q(disposition__isnull=False)),
            held=Count("pk", filter=Q(state=Comment.State.HELD)),
        )
    )
    for pk, total, answered, held in counts:
        row = by_consultation[pk]
        row.total, row.answered, row.held = total, answered, held
