"""About one consultation: dates, letter, how to take part, numbers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consultation.domain import course, openness, sharing
from consultation.domain.numbers import files, public
from consultation.domain.referral import standing
from consultation.views.public import stored
from consultation.views.public.published import get_consultation
from drafts.models import Edition


@require_safe
@stored.page()
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation in any of its phases."""
    matter, version, shown = get_consultation(slug)
    asked, counted = standing.asked(shown), public.of(shown)
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
        "figures": counted.figures,
        "numbers": counted,
        "shows_draft": shown.shows_draft and openness.shown(matter) is not None,
        "steps": course.steps(matter),
        "short": sharing.short_address(shown),
        "poster": version.editions.filter(kind=Edition.Kind.POSTER, state=Edition.State.READY).exists(),
        "extensions": shown.extensions.all(),
        "asked": asked,
        "counts": standing.counts(asked),
    }
    return stored.render(request, "consultation/consultation.html", context)


@require_safe
def numbers_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of the page as a table."""
    _matter, _version, shown = get_consultation(slug)
    disposition = {"Content-Disposition": f'attachment; filename="{slug}-numbers.csv"'}
    return HttpResponse(files.as_csv(public.of(shown)), content_type="text/csv; charset=utf-8", headers=disposition)
