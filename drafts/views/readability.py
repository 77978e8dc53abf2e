"""Help with plain language: how easy the draft is to read, and which sentences are long."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from drafts.domain import readability as measuring
from drafts.domain.readability import Figures, Reading
from drafts.models import Policy
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import resting

LONG, LEAST, MOST = 25, 5, 200


@dataclass(frozen=True)
class Line:
    """One section now, and as it was in the version before, if it was there."""

    heading: object | None
    now: Figures
    before: Figures | None


@login_required
@require_GET
def readability(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures for the whole and for each section; with `?long=25`, the sentences of more words than that."""
    policy = get_policy_or_deny(request.user, slug)
    reading = measuring.of(draft_of(policy).paragraphs.all(), policy.language)
    newest = policy.versions.newest()
    before = measuring.of(newest.paragraphs.all(), policy.language) if newest else None
    most = limit_of(request.GET.get("long", ""))
    marked = measuring.marked(reading.paragraphs, most) if most else []
    context = {
        "policy": policy,
        "reading": reading,
        "newest": newest,
        "before": before,
        "lines": lines(reading, before),
        "most": most,
        "marked": marked,
        "count": sum(each.count for each in marked),
        "suggested": most or LONG,
        "least_allowed": LEAST,
        "most_allowed": MOST,
        "may_change": may_change(request, policy),
    }
    return render(request, "drafts/readability.html", context)


def lines(reading: Reading, before: Reading | None) -> list[Line]:
    """The sections, each beside the one whose heading has the same lineage."""
    earlier = {lineage(section): section.figures for section in before.sections} if before else {}
    return [Line(section.heading, section.figures, earlier.get(lineage(section))) for section in reading.sections]


def lineage(section):
    return section.heading.lineage if section.heading else None


def limit_of(asked: str) -> int | None:
    """The number of words that was asked for, within reason; None when none was."""
    if not asked.strip().isdecimal() or len(asked) > 9:
        return None
    return min(max(int(asked), LEAST), MOST)


def may_change(request: HttpRequest, policy: Policy) -> bool:
    return can_edit(request.user, policy) and not resting(policy)
