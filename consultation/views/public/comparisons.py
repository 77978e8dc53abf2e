"""What changed from one version to another, and why."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from consultation.domain import redline
from consultation.views.public.published import get_version

# How a comparison is shown: only what changed, the whole text, or side by side.
SHOWN = ("", "all", "side")


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads from the form (two versions by plain GET) to the permanent address of the pair."""
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isdecimal() and len(number) < 6 for number in asked):
        raise Http404
    before, after = sorted(map(int, asked))
    get_version(slug, before)
    address = reverse("compare", args=[slug, before, after])
    show = shown(request)
    return HttpResponseRedirect(f"{address}?show={show}" if show else address)


@require_safe
def compare(request: HttpRequest, slug: str, before: int, after: int) -> HttpResponse:
    """Two published versions, paragraph by paragraph; causes and comments once the answers are published."""
    matter, first = get_version(slug, before)
    last = matter.version(after)
    if last is None or before >= after:
        raise Http404
    context = {
        "matter": matter,
        "policy": matter.policy,
        "before": first,
        "after": last,
        "title": matter.title_of(last),
        "versions": [(version.number, matter.called(version)) for version in matter.versions],
        "first_called": matter.called(first),
        "last_called": matter.called(last),
        "first_name": matter.named(first),
        "last_name": matter.named(last),
        "page": redline.read(matter, first, last),
        "show": shown(request),
    }
    return render(request, "consultation/compare.html", context)


def shown(request: HttpRequest) -> str:
    """How the reader wants it shown; the shortest way for anything unknown."""
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else ""
