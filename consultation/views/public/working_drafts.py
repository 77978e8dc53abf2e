"""The draft of the merge, where everybody may see it while it is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation.domain import openness
from consultation.views.public.comparisons import shown
from consultation.views.public.published import get_matter


@require_safe
def working_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """What has changed so far against the proposal, marked as working material; never stored, never in a search."""
    matter = get_matter(slug)
    found = openness.shown(matter)
    if found is None:
        raise Http404
    base = matter.version(found.base.number)
    context = {
        "policy": matter.policy,
        "before": base,
        "page": found.page,
        "first_called": matter.called(base),
        "last_called": _("The working draft"),
        "show": shown(request),
    }
    response = render(request, "consultation/working_draft.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
