"""The municipality's arms or logo, as it was uploaded."""

from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisation.models import Municipality

YEAR = 365 * 24 * 3600
KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


def logo_address(municipality: Municipality, ground: str) -> str:
    """Where the logo for light or dark ground is; "" if none was uploaded."""
    file = getattr(municipality, f"logo_{ground}")
    return reverse("logo", args=[ground, PurePath(file.name).name]) if file else ""


@require_safe
def logo(request: HttpRequest, ground: str, name: str) -> HttpResponse:
    """Kept for a year: a new upload gets a new name. An SVG runs nothing, whatever it holds."""
    file = getattr(Municipality.current(), f"logo_{ground}")
    kind = KINDS.get(PurePath(name).suffix)
    if not file or PurePath(file.name).name != name or kind is None:
        raise Http404
    response = FileResponse(file.open("rb"), content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
