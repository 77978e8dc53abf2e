"""What somebody reads before they answer: the council before its decision, the approver before the council."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain.way import Stand
from drafts.domain import comparison
from drafts.domain.comparison import Row
from drafts.models.policy import State


def before_decision(standing: Stand) -> list[dict]:
    """The proposal, what changed in it and the report, as {words, href}; nothing until there is a revised proposal."""
    policy, consultation = standing.policy, standing.consultation
    if policy.state not in (State.PROPOSAL, State.BEFORE_COUNCIL) or consultation is None:
        return []
    newest, slug, heard = policy.versions.newest(), policy.slug, consultation.version
    found = [{"words": _("The proposal, clean text"), "href": reverse("version", args=[slug, newest.number])}]
    if newest.number != heard.number:
        page = "compare" if heard.is_public else "staff-compare"
        href = reverse(page, args=[slug, heard.number, newest.number])
        found.append({"words": _("What has changed, and why"), "href": href})
    if consultation.answers_published_at and not consultation.is_internal:
        href = reverse("report", args=[consultation.slug])
        found.append({"words": _("Answers to the comments"), "href": href})
    return [*found, {"words": _("Papers"), "href": reverse("papers", args=[slug])}]


@dataclass(frozen=True)
class Covered:
    """What an approval before the council covers beside the text."""

    answers_href: str
    total: int
    changes: list[Row]


def before_approval(standing: Stand) -> Covered | None:
    """The answers and the changes; None where a text is approved that has not been on consultation."""
    policy, consultation = standing.policy, standing.consultation
    if policy.state not in (State.COMPILING, State.RETURNED) or consultation is None:
        return None
    base = policy.versions.newest()
    rows = [row for row in comparison.compare(base, policy.versions.draft()) if row.is_changed] if base else []
    return Covered(reverse("answers-review", args=[consultation.slug]), standing.total, rows)
