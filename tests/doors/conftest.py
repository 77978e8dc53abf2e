"""What the doors need around them."""

import pytest


@pytest.fixture(autouse=True)
def _an_outbox_to_look_into(settings, tmp_path):
    """The demo's outbox shows a folder; the tests' mail stays in memory."""
    settings.EMAIL_FILE_PATH = tmp_path
