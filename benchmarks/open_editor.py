"""Opening the editor on a draft of 400 paragraphs: at the server, and until it can be written in in a browser.

`script/bench open_editor` needs Debian's Chromium for the second figure. Milliseconds are medians; the server's also
of the processor's time, since the machine is shared. The editor's code is counted as it goes over the wire, zipped.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 15
OPENINGS = 7
PARAGRAPHS = 400
TARGET = {"server_milliseconds": 300, "usable_milliseconds": 1500, "usable_first_milliseconds": 1500}
PORT = 8765
STATIC = Path("static")


def text() -> str:
    """A policy of headings, paragraphs and lists, with marks and links in them."""
    parts = ["# Riktlinjer för allt"]
    for number in range(PARAGRAPHS // 8):
        parts += [
            f"## Avsnitt {number}",
            *(f"Stycke {number}.{n} säger att **nämnden** ska svara " * 6 for n in range(4)),
        ]
        parts.append("\n".join(f"- punkt {n} med [en länk](https://ekeby.example/{n})" for n in range(3)))
    return "\n\n".join(parts)


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{var}/editor.sqlite3",
            "SAMRAD_VAR": var, "SAMRAD_DEMO": "0", "SAMRAD_DEBUG": "0", "SAMRAD_ADDRESS": f"http://127.0.0.1:{PORT}",
        }  # fmt: skip
        address, cookie = prepared()
        figures = at_the_server(address, cookie) | in_a_browser(address, cookie) | weight()
    met = all(figures.get(name, 0) < most for name, most in TARGET.items())
    print(json.dumps({"name": "open_editor", "figures": figures, "target": TARGET, "met": met}))


def prepared() -> tuple[str, dict]:
    """A draft of that length, and the cookie of somebody who writes in it."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from drafts.domain import importing, policies
    from drafts.models import DocumentType
    from organisation.models import Municipality, Role, Unit, User

    call_command("prepare", verbosity=0)
    Municipality.objects.get_or_create(pk=1, defaults={"name": "Ekeby kommun", "email": "kommun@ekeby.example"})
    unit = Unit.objects.create(name="Kommunstyrelsen")
    kind = DocumentType.objects.create(name="Riktlinje", deciding_body="Kommunfullmäktige")
    dan = User.objects.create_user("dan@ekeby.example", name="Dan")
    Role.objects.create(user=dan, unit=unit, kind=Role.Kind.DRAFTER)
    policy = policies.create("Riktlinjer för allt", document_type=kind, unit=unit, by=dan)
    importing.put_in(policy, text(), by=dan)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(dan)
    name = settings.SESSION_COOKIE_NAME
    return f"/staff/policies/{policy.slug}/edit/", {"name": name, "value": client.cookies[name].value}


def at_the_server(address: str, cookie: dict) -> dict:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[cookie["name"]] = cookie["value"]
    clock, processor = [], []
    for _round in range(ROUNDS + 1):
        begun, spent = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - spent))
    assert answer.status_code == 200 and answer.content.count(b"data-lineage") >= PARAGRAPHS * 0.99
    return {
        "paragraphs": answer.content.count(b"data-lineage"),
        "server_milliseconds": round(median(clock[1:]), 1),
        "server_processor_milliseconds": round(median(processor[1:]), 1),
        "page_kilobytes": len(answer.content) // 1024,
    }


def in_a_browser(address: str, cookie: dict) -> dict:
    """From asking for the page until a key stroke would be taken: a fresh browser, then one that knows the files."""
    chromium = shutil.which("chromium")
    if not chromium:
        return {}
    from playwright.sync_api import sync_playwright

    serve = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
    server = subprocess.Popen([*serve, "--workers", "1", "--threads", "4"])
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            opened(begun(browser, cookie), address)  # the server's own first time
            fresh = [opened(begun(browser, cookie), address) for _time in range(OPENINGS)]
            page = begun(browser, cookie)
            known = [opened(page, address) for _time in range(OPENINGS + 1)][1:]
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return {"usable_first_milliseconds": round(median(fresh)), "usable_milliseconds": round(median(known))}


def begun(browser, cookie: dict):
    """A page in a browser that has no file yet."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{PORT}")
    context.add_cookies([cookie | {"url": f"http://127.0.0.1:{PORT}"}])
    return context.new_page()


def opened(page, address: str) -> float:
    """Milliseconds of the browser's own clock, from the beginning of the navigation."""
    for _try in range(50):
        try:
            page.goto(address)
            break
        except Exception:  # the server is still starting
            time.sleep(0.2)
    page.wait_for_selector("[data-usable]", state="attached")
    return page.evaluate("performance.getEntriesByName('editor usable')[0].startTime")


def weight() -> dict:
    """Kilobytes of code, zipped."""
    size = {
        "bundle": len(gzip.compress((STATIC / "vendor/editor.js").read_bytes())),
        "own": sum(len(gzip.compress(path.read_bytes())) for path in (STATIC / "js/editor").glob("*.js")),
    }
    return {f"{name}_kilobytes": each // 1024 for name, each in size.items()}


if __name__ == "__main__":
    main()
