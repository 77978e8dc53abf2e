"""Every page: nothing for axe, nothing refused by the policy, no sideways scroll, no focus that is hidden."""

import uuid

import pytest

from consultation.domain.participation import Written
from consultation.domain.taking_part import unsent
from drafts.domain import approvals
from tests.base import comment
from tests.browser.screens import bring_axe, context_of, faults, hidden_stops, listen
from tests.doors.table import DOORS
from tests.doors.walk import path_of
from tests.doors.world import build

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# Who looks at what, in which state of a policy.
SCREENS = {
    "reader": {
        "open": "front policies answers search how privacy rules fault-report fault-received"
        " attached-text own-data-ask own-data policy version paragraph whole consultation"
        " comment comment-whole confirm receipt agree report-comment sent sent-comment unsent"
        " letter outbox follow-policy follow-paragraph following-confirm"
        " following following-end invitation invitation-text invitation-letter invitation-comment",
        "coming": "follow-consultation version paragraph consultation comment",
        "proposal": "version compare report consultation policy receipt",
        "adopted": "front answers policy version",
        "draft": "preview account_login account_inactive account_reset_password account_reset_password_done"
        " account_reset_password_from_key account_reset_password_from_key_done",
    },
    "dan": {
        "draft": "desk policy-create staff-policies staff-policy policy-head text-put-in text-result text-import editor"
        " editor-text policy-start start-template policy-start-file readability"
        " paragraph-edit paragraph-insert paragraph-insert-first paragraph-remove approval-ask version-freeze"
        " group member notes note-new note note-use review review-ask previews"
        " draft-history paragraph-history",
        "frozen": "consultation-announce version-set-aside attached-texts account_change_password account_logout",
        "open": "desk staff-policy editor editor-help staff-consultation"
        " submission-enter submission submission-receipt comment-withdraw channels undelivered consultation-extend"
        " consultation-text referral-bodies referral-body-new referral-body referral-import referral-letter",
        "compiling": "triage themes theme-proposal merge-paragraph merge-whole merge-alternatives merge-insert"
        " merge-remove causes gate log answer reasons reason-new"
        " merge-split merge-join merge-move"
        " editor draft-history paragraph-history staff-compare version-bring-back moment-bring-back wording-bring-back",
        "proposal": "gate papers letters staff-consultation staff-policy answers-review",
    },
    "asa": {"draft": "approval desk"},
    "meja": {"open": "moderation comment-moderate attachments"},
    "sten": {"council": "decide desk meeting meeting-paragraph meeting-insert", "adopted": "decide"},
    "ada": {"open": "clock public-texts public-text-change"},
}
# Addresses beside those of the doors: (stage, what follows the path of that door).
MORE = {
    "reader": [
        ("open", "search", "?q=dagar"),
        ("proposal", "report", "?part=annex"),
        ("proposal", "compare", "?show=all"),
        ("proposal", "compare", "?show=side"),
    ],
    "dan": [
        ("proposal", "readability", "?long=5"),
        ("draft", "text-import", "?show=structure"),
        ("draft", "text-import", "?show=&row=n2"),
    ],
}


# Pages that refuse: who, where, in which state, and the status.
REFUSALS = {
    "reader": [("open", "/nothing/", 404)],
    "sam": [("draft", "/staff/", 403)],
    "dan": [("frozen", "paragraph-edit", 409)],
}
# No pages: files, fragments, what a machine reads, and the samples, which test_styleguide.py looks at.
APART = (
    "version-markdown version-export draft-export staff-version-export edition report-pdf report-csv report-xlsx"
    " report-json report-docx attachment attachment-file numbers-csv"
    " feed-all feed-decisions feed-policy feed-consultation feed-paragraph"
    " accessibility provider"  # as rules
    " own-data-file"
    " short calendar consultation-qr consultation-preview consultation-calendar"
    " paper thread theme logo healthz readyz styleguide styleguide-staff"
).split()


def test_every_page_is_among_the_screens():
    pages = {name for name, door in DOORS.items() if "200" in {get for get, _post in door.cells.values()}}
    shown = {name for by_stage in SCREENS.values() for names in by_stage.values() for name in names.split()}
    assert pages - shown - set(APART) == set()


def wanted(role: str, stage: str) -> list[tuple[str, str, int]]:
    """(address or name of a door, what follows it, status) of all that this role looks at in that state."""
    found = [(name, "", 200) for name in SCREENS.get(role, {}).get(stage, "").split()]
    found += [(name, more, 200) for at, name, more in MORE.get(role, []) if at == stage]
    return found + [(name, "", status) for at, name, status in REFUSALS.get(role, []) if at == stage]


LOOKING = [
    (role, stage)
    for role in {**SCREENS, **REFUSALS}
    for stage in dict.fromkeys([*SCREENS.get(role, {}), *(at for at, *_rest in REFUSALS.get(role, []))])
]


def put_aside(context, world, server: str) -> None:
    """The reader has put a wish and a view on the whole aside."""
    place = world.consultation.version.paragraphs.get(number="1.1")
    for view in (Written("Skriv när.", place, "Svar ges alla dagar.", "after"), Written("Bra att det är kort.")):
        unsent.put_aside(world.consultation, view, holder=unsent.holder_of("looked-at"), key=uuid.uuid4())
    context.add_cookies([{"name": "aside", "value": "looked-at", "url": server}])


@pytest.mark.parametrize(("role", "stage"), LOOKING)
def test_every_screen_is_fit_for_everybody(chromium, live_server, complaints, settings, tmp_path, role, stage):
    settings.EMAIL_FILE_PATH = tmp_path
    world = build(stage)
    if role == "asa":
        approvals.ask(world.policy, by=world.cast.dan)
    context = context_of(chromium, live_server.url, world, role)
    if (role, stage) == ("reader", "open"):
        put_aside(context, world, live_server.url)
    page = context.new_page()
    bring_axe(page)
    listen(page, complaints)
    found = []
    for turn, (name, more, status) in enumerate(wanted(role, stage)):
        path = name if "/" in name else path_of(name, world)
        found += faults(page, path + more, status, turn)
    context.close()
    assert not found, "\n".join(found)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("role", "stage", "name"),
    [
        ("reader", "open", "version"),
        ("reader", "open", "comment"),
        ("dan", "compiling", "merge-paragraph"),
    ],
)
def test_a_walk_by_tab_never_hides_the_focus(chromium, live_server, role, stage, name, width):
    world = build(stage)
    context = context_of(chromium, live_server.url, world, role)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(path_of(name, world))
    hidden = hidden_stops(page)
    context.close()
    assert hidden == []


def test_the_focus_is_seen_in_an_open_thread(chromium, live_server):
    world = build("open")
    for number in range(3):
        comment(world.consultation, "1.1", f"Synpunkt {number}.", name=f"Person{number}")
    context = context_of(chromium, live_server.url, world, "reader")
    page = context.new_page()
    page.goto(path_of("version", world))
    page.locator("details.thread > summary[data-n='5']").press("Enter")
    assert page.locator("details.thread[open]").inner_text().count("Synpunkt") == 3
    page.keyboard.press("Shift+Tab")
    hidden = hidden_stops(page)
    context.close()
    assert hidden == []
