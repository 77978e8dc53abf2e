"""A published version in other formats, at addresses that last."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from consultation.domain.exporting import copy_of
from consultation.views.public.published import get_version
from drafts.domain.export.copy import Copy
from drafts.domain.export.formats import FORMATS, kept

# A page that came as a file is not ours to run: nothing in it is fetched, and no script of ours would meet it.
CLOSED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@require_safe
def export(request: HttpRequest, slug: str, version: int, ending: str) -> HttpResponse:
    """The version as a file. Its ETag is a digest of all that stands in it, the text's checksum among them."""
    _matter, shown = get_version(slug, version)
    if ending not in FORMATS:
        raise Http404
    copy = copy_of(shown)
    etag = f'"{copy.key(ending)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = file_response(copy, ending)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def file_response(copy: Copy, ending: str) -> HttpResponse:
    """The file to save under a name that says what it is."""
    response = HttpResponse(kept(copy, ending), content_type=FORMATS[ending].content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, copy.file_name(ending))
    if ending == "html":
        response.headers["Content-Security-Policy"] = CLOSED
    response.headers["Content-Language"] = copy.language
    return response
