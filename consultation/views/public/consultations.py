"""About one consultation: dates, letter, how to take part, numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.domain import course, figures, openness
from consultation.domain.referral import standing
from consultation.views.public.published import get_consultation


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation in any of its phases."""
    matter, version, shown = get_consultation(slug)
    asked = standing.asked(shown)
    context = {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "consultation": shown,
        "phase": shown.phase(matter.now),
        "title": matter.title_of(version),
        "name": matter.called(version),
        "settled": matter.settled(version),
        "later": matter.after(version),
        "figures": figures.of(shown),
        "shows_draft": shown.shows_draft and openness.shown(matter) is not None,
        "steps": course.steps(matter),
        "asked": asked,
        "counts": standing.counts(asked),
    }
    return render(request, "consultation/consultation.html", context)
