"""The municipality's colours as a style sheet."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisation.domain import theme
from organisation.models import Municipality
from organisation.views.logo import logo_address

YEAR = 365 * 24 * 3600
MINUTE = 60


def css_of(municipality: Municipality) -> str:
    return theme.stylesheet(
        municipality.profile_colour,
        municipality.action_colour,
        logo_address(municipality, "light") or static("icons/arms.svg"),
        logo_address(municipality, "dark") or static("icons/arms-dark.svg"),
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
