"""The municipality's logo, as it was uploaded."""

import pytest
from django.core.files.base import ContentFile

from organisation.models import Municipality
from organisation.views.logo import logo_address
from organisation.views.theme import css_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = Municipality(pk=1, name="Ekeby kommun", email="kommun@ekeby.example")
    found.logo_light.save("arms.svg", ContentFile(b"<svg onload='alert(1)'/>"), save=False)
    found.save()
    return found


def test_a_logo_is_served_for_a_year_and_runs_nothing(client, municipality):
    answer = client.get(logo_address(municipality, "light"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/logo/light/other.svg", "/logo/dark/arms.svg", "/logo/light/..%2Fx.svg"])
def test_no_other_file_is_served(client, municipality, address):
    assert client.get(address).status_code == 404


def test_the_theme_points_at_the_logo(client, municipality):
    assert logo_address(municipality, "light") in css_of(municipality)
