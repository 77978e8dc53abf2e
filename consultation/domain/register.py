"""The register: every public policy, and where each stands today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.searching import having
from consultation.models import Consultation, Decision
from drafts.models import Policy
from drafts.models.policy import State
from organisation.domain.dates import day

SORTS = {"title": "title", "in_force": "in_force_from", "review": "review_by"}
STANDINGS = ("", "in_force", "under_way", "repealed")


@dataclass(frozen=True)
class Standing:
    """Where a policy stands: `code` is a state of components/status.html, `group` one of STANDINGS."""

    code: str
    words: str
    group: str


@dataclass(frozen=True)
class Row:
    """A line of the register."""

    policy: Policy
    standing: Standing
    decision: Decision | None

    @property
    def review_due(self) -> bool:
        return self.standing.group == "in_force" and self.policy.review_is_due(timezone.localdate())


def public() -> QuerySet[Policy]:
    """Every policy of which the public may know."""
    return Policy.objects.public().select_related("document_type", "unit")


def found(words: str = "", kind: str = "", unit: str = "", sort: str = "title") -> QuerySet[Policy]:
    """Public policies by words in title, summary or diary number, by document type and unit (their pk)."""
    rows = public()
    if words:
        rows = rows.filter(having(words, "title", "summary", "diary_number"))
    if is_key(kind):
        rows = rows.filter(document_type=int(kind))
    if is_key(unit):
        rows = rows.filter(unit=int(unit))
    return rows.order_by(SORTS.get(sort, "title"), "title")


def is_key(asked: str) -> bool:
    """Whether a word of an address can be the pk of a row."""
    return asked.isdecimal() and len(asked) < 10


def rows(policies: QuerySet[Policy], now: datetime, group: str = "") -> list[Row]:
    """The policies with where they stand; without a group all but the repealed and the dropped."""
    every = list(policies)
    consultations, adopted = {}, {}
    latest = Consultation.objects.filter(version__policy__in=every, version__published_at__isnull=False)
    for consultation in latest.select_related("version").order_by("version__number"):
        consultations[consultation.version.policy_id] = consultation
    for decision in Decision.objects.filter(policy__in=every, kind__in=Decision.ADOPTING).order_by("date", "pk"):
        adopted[decision.policy_id] = decision
    made = [Row(each, standing(each, consultations.get(each.pk), now), adopted.get(each.pk)) for each in every]
    if group:
        return [row for row in made if row.standing.group == group]
    return [row for row in made if row.standing.group != "repealed"]


def standing(policy: Policy, consultation: Consultation | None, now: datetime) -> Standing:
    """Where a policy stands at `now`: what was decided, and what the clock makes of it."""
    today = timezone.localdate(now)
    if policy.state == State.ADOPTED:
        return adopted(policy, today)
    if policy.state == State.REPEALED:
        return Standing("ended", _("Repealed"), "repealed")
    if policy.state == State.REJECTED:
        return Standing("ended", _("Rejected"), "repealed")
    if policy.state == State.WITHDRAWN:
        return Standing("ended", _("Dropped"), "repealed")
    if policy.state == State.ANNOUNCED and consultation:
        return on_consultation(consultation, now)
    words = {
        State.PROPOSAL: _("Revised proposal"),
        State.BEFORE_COUNCIL: _("Before the council"),
        State.RETURNED: _("Returned"),
    }
    return Standing("draft", words.get(policy.state, _("Comments are being answered")), "under_way")


def adopted(policy: Policy, today: date) -> Standing:
    """In force, about to be, or no longer."""
    if policy.in_force_from and policy.in_force_from > today:
        return Standing("coming", _("In force from %(day)s") % {"day": day(policy.in_force_from)}, "in_force")
    if policy.in_force_until and policy.in_force_until < today:
        return Standing("ended", _("No longer in force"), "repealed")
    return Standing("decided", _("In force"), "in_force")


def on_consultation(consultation: Consultation, now: datetime) -> Standing:
    """By the clock: announced, open or closed."""
    phase = consultation.phase(now)
    if phase == "coming":
        return Standing("coming", _("Opens %(day)s") % {"day": day(consultation.opens_at)}, "under_way")
    if phase == "open":
        named = consultation.kind == Consultation.Kind.NAMED
        return Standing("open", _("Sent to named bodies") if named else _("On consultation"), "under_way")
    return Standing("closed", _("Consultation closed"), "under_way")
