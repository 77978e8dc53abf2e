"""The PDFs, at addresses that last: served as they were made, or a page that says how far they are."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from consultation.domain import publication
from consultation.domain.matter import Matter
from consultation.views.public.published import get_answered, get_version
from drafts.models import Edition, Version


@require_safe
def latest(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Leads to the clean edition."""
    get_version(slug, version)
    return HttpResponseRedirect(reverse("edition", args=[slug, version, "clean"]))


@require_safe
def edition(request: HttpRequest, slug: str, version: int, kind: str) -> HttpResponse:
    """One edition of a version."""
    matter, shown = get_version(slug, version)
    return paper(request, matter, shown, kind)


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a consultation."""
    matter, shown, _consultation = get_answered(slug)
    return paper(request, matter, shown, Edition.Kind.REPORT)


def paper(request: HttpRequest, matter: Matter, version: Version, kind: str) -> HttpResponse:
    """The file with its checksum as ETag; 202 while it is being made, 503 when it could not be."""
    made = publication.paper(matter, version, kind)
    if made is None:
        raise Http404
    if made.state != Edition.State.READY:
        status = 202 if made.is_under_way else 503
        context = {"edition": made, "policy": matter.policy, "version": version, "title": matter.title_of(version)}
        return render(request, "consultation/paper.html", context, status=status)
    etag = f'"{made.sha256}"'
    response = FileResponse(made.file.open("rb"), content_type="application/pdf", filename=made.name)
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)
