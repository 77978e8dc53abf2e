"""The whole main job by hand, in a browser without scripts, as each role in turn."""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from consultation.forms import stamped
from tests.base import Cast
from tests.browser.person import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TITLE = "Riktlinjer för lån av kommunens cyklar"
TEXT = """# Riktlinjer för lån av kommunens cyklar

Riktlinjerna gäller alla som lånar en cykel av kommunen.

## Vem får låna

Alla som är folkbokförda i kommunen får låna en cykel.

## Lånetid

En cykel lånas i fjorton dagar.

Lånet kan förlängas en gång.
"""
FIRST_EDIT = "Alla som bor eller arbetar i kommunen får låna en cykel."
SUGGESTION = "En cykel lånas i en månad."
VIEW = "Fjorton dagar räcker inte för att vänja sig."
EDITORIAL = "Lånet kan förlängas en gång, om ingen annan väntar."
HEAD = {
    "responsible_function": "Trafikchefen",
    "contact": "trafik@ekeby.example",
    "summary": "Hur man lånar en cykel av kommunen och hur länge.",
}
SEND = "main button[value=send]:not(.vh)"
SLUG = "riktlinjer-for-lan-av-kommunens-cyklar"
STAFF, PUBLIC = f"/staff/policies/{SLUG}/", f"/policies/{SLUG}/"
TODAY = date.today()


@pytest.fixture
def people(chromium, live_server, monkeypatch):
    """Each with a browser of their own; at the end nothing was refused by the content policy."""
    # Here the form is filled in faster than anybody writes.
    monkeypatch.setattr(stamped, "QUICKEST", -1)
    cast, everybody = Cast(), {}
    for name in ("dan", "asa", "meja", "sten", "ada"):
        user = getattr(cast, name)
        user.set_password(PASSWORD)
        user.save()
        everybody[name] = Person(chromium, live_server.url).sign_in(user.email)
    everybody["paula"] = Person(chromium, live_server.url)
    yield everybody
    for person in everybody.values():
        person.context.close()
    assert {name: person.complaints for name, person in everybody.items() if person.complaints} == {}


def work() -> None:
    """The worker does what waits: mail and papers."""
    call_command("work", once=True)


def edit(dan: Person, number: str, words: str) -> None:
    """In the editor, by the link that stands beside the paragraph."""
    dan.open(STAFF).follow(r"/edit/$")
    dan.page.locator(f"#p-{number.replace('.', '-')} .er-acts a").first.click()
    dan.fill(text=words).press(to=r"/edit/$").sees(words)


def test_the_main_job_from_the_first_draft_to_the_register(people):
    dan, asa, meja, paula = (people[name] for name in ("dan", "asa", "meja", "paula"))
    write(dan)
    approve(dan, asa)
    publish(dan)
    comment(paula)
    moderate(meja, paula)
    close(people["ada"], paula)
    merge(dan)
    approve(dan, asa)
    freeze_again(dan)
    text = paula.fetch(f"{PUBLIC}v/2.md").body()
    see_what_changed(paula, text)
    decide(people["sten"])
    see_the_decision(paula, text)


def write(dan: Person) -> None:
    """Dan begins the policy, puts the text in, fills in its head, edits 1.1; the history tells."""
    dan.follow(r"/staff/policies/new/$")
    dan.fill(title=TITLE, document_type="Riktlinje", unit="Kommunstyrelsen", diary_number="KS 2026/7")
    dan.press(to=rf"{STAFF}text/$")
    dan.fill(text=TEXT).press(to=r"/import/[\w-]+/$").press("button[value=save]", to=r"/text/\d+/$")
    dan.open(STAFF).follow(r"/head/$")
    dan.fill(**HEAD).press(to=rf"{STAFF}$").sees("KS 2026/7")
    edit(dan, "1.1", FIRST_EDIT)
    dan.follow(r"/history/$").sees("Dan", "folkbokförda")


def approve(dan: Person, asa: Person) -> None:
    """Dan asks; the page is closed to him; Åsa finds it on her desk, reads and approves."""
    dan.open(STAFF).follow(r"/approval/ask/$").press(to=rf"{STAFF}$")
    dan.open(f"{STAFF}approval/", status=403)
    asa.open("/staff/").follow(r"/approval/$").sees(FIRST_EDIT)
    asa.press("main button[value=approve]", to=rf"{STAFF}$")


def publish(dan: Person) -> None:
    """Dan freezes the proposal, which can no longer be edited, and opens the consultation now."""
    dan.open(PUBLIC, status=404)
    dan.open(STAFF).follow(r"/freeze/$").press(to=rf"{STAFF}announce/$")
    dan.open(f"{STAFF}text/", status=409)
    dan.open(f"{STAFF}announce/").fill(opens="now", closes_on=f"{TODAY + timedelta(days=14)}")
    dan.press(to=rf"/staff/consultations/{SLUG}/$")


def comment(paula: Person) -> None:
    """Paula finds it on the front page, comments on 2.1 with a suggestion, confirms by the link in her mail."""
    paula.open("/").follow(rf"/consultations/{SLUG}/$|{PUBLIC}(v/1/)?$").open(f"{PUBLIC}v/1/")
    paula.sees(FIRST_EDIT).misses("folkbokförda").follow(r"/p/2\.1/$").follow(r"/p/2\.1/comment/$")
    paula.press(SEND, to=r"/comment/$")  # empty: refused, with the form as it was
    paula.fill(words=VIEW, suggestion=SUGGESTION, kind="private", name="Paula Ek", email="paula@example.se", named="")
    paula.press(SEND, to=r"/receipts/[0-9a-f-]{36}/$").sees("S-0001")
    receipt = paula.path
    work()
    (letter,) = [each for each in mail.outbox if each.to == ["paula@example.se"]]
    link = re.search(r"/confirm/\S+/", letter.body)[0]
    paula.open(link).open(f"{PUBLIC}v/1/p/2.1/").misses(VIEW)  # to look is not to confirm
    paula.open(link).press(to=receipt).open(f"{PUBLIC}v/1/p/2.1/").sees(VIEW, "Paula Ek", "S-0001")
    paula.open(link)  # used: it says so
    assert paula.page.locator("main form[method=post]").count() == 0


def moderate(meja: Person, paula: Person) -> None:
    """Meja holds the comment, hides it with a reason, and shows it again."""
    queue = f"/staff/consultations/{SLUG}/moderation/"
    page = f"{PUBLIC}v/1/p/2.1/"
    for act, reason, seen in (("hold", "", False), ("hide", "secrecy", False), ("show", "", True)):
        meja.open(f"{queue}1/").fill(act=act)
        if reason:
            meja.press(to=r"/moderation/1/").page.locator("[name=reason]").select_option(reason)
            meja.fill(act=act)
        meja.press(to=rf"{queue}\?")
        (paula.open(page).sees if seen else paula.open(page).misses)(VIEW)
    meja.open(f"{queue}?show=log").sees("S-0001")


def close(ada: Person, paula: Person) -> None:
    """Time runs out; the text stays, the form is gone."""
    form = f"{PUBLIC}v/1/p/2.1/comment/"
    assert paula.open(form).page.locator("textarea[name=words]").count() == 1
    ada.open("/clock/").press(f"button[value={SLUG}]")
    assert paula.open(form).page.locator("textarea[name=words]").count() == 0
    paula.open(f"{PUBLIC}v/1/p/2.1/").sees(VIEW)


def merge(dan: Person) -> None:
    """Dan uses the suggestion, which answers the comment; edits 2.2 in the editor and says why; the gate counts."""
    gate = f"{STAFF}gate/"
    dan.open(gate)
    assert dan.page.locator(f"form[action='{STAFF}freeze-revised/']").count() == 0
    dan.sees("1 comment has no answer")
    dan.open(STAFF).follow(r"/merge/$").sees(VIEW).fill(reason="Fler hinner få svar.")
    dan.press("button[name=use]", to=r"/merge/")
    dan.open(f"{STAFF}edit/").sees(SUGGESTION)
    edit(dan, "2.2", EDITORIAL)
    dan.open(gate).sees("Every comment has an answer", "1 change has no cause")
    dan.follow(r"/causes/$").fill(editorial="on", reason="Tydligare.").press(to=r"/gate/$")
    dan.sees("Every change has a cause")


def freeze_again(dan: Person) -> None:
    """Dan freezes the revised proposal, published with its answers, and puts it before the council."""
    dan.open(f"{STAFF}gate/").press(f"form[action='{STAFF}freeze-revised/'] button", to=r"/gate/$")
    dan.press(f"form[action='{STAFF}council/'] button", to=r"/gate/$")
    work()


def see_what_changed(paula: Person, text: bytes) -> None:
    """Everybody sees what changed and why, the report, and three PDFs at their addresses."""
    assert SUGGESTION in text.decode() and EDITORIAL in text.decode()
    paula.open(f"{PUBLIC}compare/1/2/").sees("S-0001", "Tydligare.")
    assert paula.page.locator("main ins").count() >= 2
    paula.open(f"/consultations/{SLUG}/report/").sees(VIEW)
    for path in (
        f"{PUBLIC}v/1.pdf",
        f"{PUBLIC}v/2.pdf",
        f"{PUBLIC}v/2/marked.pdf",
        f"/consultations/{SLUG}/report.pdf",
    ):
        paper = paula.fetch(path)
        assert (paper.status, paper.headers["content-type"], paper.body()[:5]) == (200, "application/pdf", b"%PDF-"), (
            path
        )
        assert paper.headers["etag"].strip('"') == hashlib.sha256(paper.body()).hexdigest()


def decide(sten: Person) -> None:
    """Sten, the secretary, enters what the council resolved."""
    sten.open(STAFF).follow(r"/decision/$")
    sten.fill(kind="adopt", body="Kommunfullmäktige", date=f"{TODAY}", section="112", in_force_from=f"{TODAY}")
    sten.press(to=r"/decision/$").sees("112")


def see_the_decision(paula: Person, text: bytes) -> None:
    """The policy stands in the register as adopted, with the decision in its head and the text to the letter."""
    paula.open("/").follow(r"^/policies/$").follow(rf"{PUBLIC}$").sees("Kommunfullmäktige", "112", "KS 2026/7")
    assert paula.fetch(f"{PUBLIC}v/2.md").body() == text
    checksum = hashlib.sha256(text).hexdigest()
    paula.sees(" ".join(checksum[at : at + 4] for at in range(0, 64, 4)))
    assert {cookie["name"] for cookie in paula.context.cookies()} == {"csrf", "part"}
