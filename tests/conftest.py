"""What every test may stand on: the inputs, a browser, and a database that can be emptied again."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.triggers import lifted

CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
]
LISTEN_FOR_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))
"""


def pytest_collection_modifyitems(items):
    """The long tests first: one that began last would keep a single worker busy when the others have nothing left."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_triggers():
    """Emptying the tables after a transactional test would meet the triggers that keep frozen versions."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(self):
        with lifted(connection):
            empty(self)

    TransactionTestCase._fixture_teardown = empty_without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the project; a clone has none."""
    folder = Path(os.environ.get("SAMRAD_SHARED", settings.BASE_DIR.parent / "shared"))
    if not (folder / "inputs").is_dir():
        pytest.skip(f"the real inputs are not here ({folder.name}/inputs beside the project, or SAMRAD_SHARED)")
    return folder


@pytest.fixture
def cast(db):
    """The people of tests/base.py."""
    from tests.base import Cast

    return Cast()


@pytest.fixture
def policy(cast):
    """A policy with a complete head and a text in its draft."""
    from tests.base import make_policy

    return make_policy(cast)


@pytest.fixture
def consultation(cast, policy):
    """The policy's text on an open consultation."""
    from tests.base import announce

    return announce(cast, policy)


@pytest.fixture
def dan(cast, client):
    """The browser of Dan, signed in."""
    client.force_login(cast.dan)
    return client


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the session."""
    if not CHROMIUM or "/snap/" in CHROMIUM:
        pytest.skip("no Chromium that can be driven (Debian's package chromium; a snap cannot be)")
    # Playwright keeps a loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, filled by `page`; a test that provokes a complaint clears it."""
    return []


@pytest.fixture
def page(chromium, complaints, live_server):
    """A page on the live server; at the end no script error stands, and nothing that the policy refused."""
    context = chromium.new_context(base_url=live_server.url, locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN_FOR_VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []
