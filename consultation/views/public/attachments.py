"""Files that came with comments: as attachments, never as pages of ours."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from consultation.domain import attachments
from consultation.models import Attachment

# Nothing in the file runs or fetches, whatever a browser takes it for.
CLOSED = "default-src 'none'; sandbox"


@require_safe
def attachment(request: HttpRequest, attachment: int) -> HttpResponse:
    """One file that is shown; all others answer as if there were none."""
    found = get_object_or_404(attachments.shown(), pk=attachment)
    response = handed_out(found)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def handed_out(found: Attachment, *, inline: bool = False) -> FileResponse:
    """The file under its own name, closed in."""
    response = FileResponse(
        found.file.open("rb"), as_attachment=not inline, filename=found.name, content_type=found.media_type
    )
    response.headers["Content-Security-Policy"] = CLOSED
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["ETag"] = f'"{found.sha256}"'
    return response
