"""What the doors need around them."""

import pytest


@pytest.fixture(autouse=True)
def _an_outbox_to_look_into(settings, tmp_path):
    """The demo's outbox shows a folder; the tests' mail stays in memory."""
    settings.EMAIL_FILE_PATH = tmp_path


@pytest.fixture
def over_https(settings):
    """As behind a proxy that speaks HTTPS alone: the header that says so stands too."""
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
