"""The municipality's colours as a style sheet."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisation.domain import theme
from organisation.models import Municipality

YEAR = 365 * 24 * 3600
MINUTE = 60


def css_of(municipality: Municipality) -> str:
    return theme.stylesheet(
        municipality.profile_colour,
        municipality.action_colour,
        municipality.logo_light.url if municipality.logo_light else static("icons/arms.svg"),
        municipality.logo_dark.url if municipality.logo_dark else static("icons/arms-dark.svg"),
    )


def theme_address(municipality: Municipality) -> str:
    return reverse("theme", args=[theme.fingerprint(css_of(municipality))])


@require_safe
def theme_stylesheet(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Kept for a year under its own address; under an older one, from a stored page, only for a moment."""
    css = css_of(Municipality.current())
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    current = fingerprint == theme.fingerprint(css)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else f"public, max-age={MINUTE}"
    return response
