"""The editor in a real browser: what is typed becomes the right paragraphs, and nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from drafts.domain import importing, texts
from drafts.domain.blocks import Block
from drafts.models import Policy
from tests.base import make_policy
from tests.browser.axe import violations
from tests.browser.person import Person
from tests.browser.writing import CATCH, LINEAGES, STOP, WRITTEN, Desk, session
from tests.conftest import LISTEN_FOR_VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<!--StartFragment--><h1 style='mso-list:l1 level1 lfo2'>Kanaler<o:p></o:p></h1>
<p class=MsoNormal style='margin:0'>Kommunen har <b>tv\u00e5</b> konton.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Ett f\u00f6r nyheter<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Varje dag</p>
<p class=MsoListParagraph style='mso-list:l3 level1 lfo4'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
>&nbsp; </span></span><![endif]>F\u00f6rst</p>
<table class=MsoTableGrid style='border-collapse:collapse'><tr><td><p class=MsoNormal>Kanal</p></td>
<td><p>Vem</p></td></tr>
<tr><td colspan=2><p class=MsoNormal>Alla</p><p>andra</p></td></tr></table><!--EndFragment--></body></html>"""


@pytest.fixture
def page(page):
    """A window that closes would send its buffer, which would meet tables that are being emptied."""
    yield page
    page.evaluate(STOP)


def test_what_dan_types_becomes_paragraphs_that_keep_their_identity(page, live_server, cast, policy):
    desk = Desk(page, live_server, policy, cast.dan)
    first, second = desk.lineages("0.1", "1.1")
    desk.end_of("0.1").type(" Även 1. och *stjärnor*.")
    expect(page.locator("[data-unsaved]")).to_have_text(re.compile("0.1"))
    with desk.saved():
        desk.end_of("1.1")
    assert desk.row("0.1").text == r"Riktlinjerna gäller alla som arbetar i kommunen. Även 1. och \*stjärnor\*."
    assert desk.lineages("0.1", "1.1") == [first, second]
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"\d\d\.\d\d"))

    with desk.saved():
        desk.after("1.1", "Kommunen ska svara").press("Enter")
    assert [desk.row("1.1").text, desk.row("1.2").text] == ["Kommunen ska svara", "på frågor inom två dagar."]
    half = desk.row("1.2").lineage
    assert str(desk.row("1.1").lineage) == second
    with desk.saved():
        page.keyboard.press("Backspace")
        desk.end_of("2")
    assert desk.row("1.1").text == "Kommunen ska svara på frågor inom två dagar."
    assert not desk.draft.paragraphs.filter(lineage=half).exists()
    with desk.saved():
        page.keyboard.press("Control+z")
    assert str(desk.row("1.2").lineage) == str(half)
    with desk.saved():
        desk.end_of("1.2").press("Alt+ArrowUp")
    assert [desk.row(number).lineage for number in ("1.1", "1.2")] == [half, desk.uuid(second)]


def test_the_toolbar_and_word_need_no_mouse(page, live_server, cast, policy):
    desk = Desk(page, live_server, policy, cast.dan)
    desk.end_of("2.1")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-act=bold]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-act=bold]")).to_have_attribute("aria-pressed", "true")
    with desk.saved():
        page.keyboard.press("Control+s")
    assert desk.row("2.1").text.endswith("**")
    desk.end_of("2.1").press("Enter")
    with desk.saved():
        desk.paste(WORD)
        page.keyboard.press("Control+s")
    rows = [(row.kind, row.level, row.marker, row.text) for row in desk.draft.paragraphs.all()[8:]]
    assert rows == [
        ("heading", 1, "", "Kanaler"),
        ("paragraph", 0, "", "Kommunen har **två** konton."),
        ("bullet", 1, "", "Ett för nyheter"),
        ("bullet", 2, "", "Varje dag"),
        ("ordered", 1, "1.", "Först"),
        ("table", 0, "", "| Kanal | Vem |\n| --- | --- |\n| Alla<br>andra |  |"),
    ]
    assert page.locator(".ed-doc [style]").count() == 0
    copied = f'data-kind="paragraph" data-lineage="{desk.lineages("1.1")[0]}"'
    with desk.saved():
        desk.paste(f'<p data-pm-slice="0 0 []" {copied}>Kopia ett</p><p {copied}>Kopia tv\u00e5</p>')
        page.keyboard.press("Control+s")
    lineages = page.evaluate(LINEAGES)
    assert len(lineages) == len(set(lineages)) == desk.draft.paragraphs.count()


def test_what_was_not_saved_is_there_again_after_a_reload(page, live_server, cast, policy):
    desk = Desk(page, live_server, policy, cast.dan)
    desk.end_of("1.1").type(" Ännu inte sparat.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(".ed-doc")).to_contain_text("Ännu inte sparat.")
    expect(page.locator("[data-alert]")).not_to_be_empty()
    assert "Ännu" not in desk.row("1.1").text
    with desk.saved():
        page.keyboard.press("Control+s")
    assert desk.row("1.1").text.endswith("Ännu inte sparat.")
    with page.expect_request(lambda sent: sent.url.endswith("/edit/sitting/") and "Ånger" in (sent.post_data or "")):
        desk.end_of("1.1").type("Ånger")
    for _letter in "Ånger":
        page.keyboard.press("Backspace")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []


def test_words_outlive_a_lost_network_and_a_lost_session(page, complaints, live_server, cast, policy):
    desk = Desk(page, live_server, policy, cast.dan)
    page.context.set_offline(True)
    desk.end_of("1.1").type(" Utan nät.")
    expect(page.locator("[data-alert]")).not_to_be_empty()
    page.context.set_offline(False)
    with desk.saved():
        page.keyboard.press("Control+s")
    page.context.clear_cookies()
    page.keyboard.type(" Utan session.")
    expect(page.locator("[data-news][data-how=out]")).to_be_visible()
    session(page, live_server, cast.dan)
    with desk.saved():
        page.keyboard.press("Control+s")
    assert desk.row("1.1").text.endswith("Utan nät. Utan session.")
    expect(page.locator("[data-news]")).to_be_hidden()
    complaints[:] = [each for each in complaints if "Failed to load resource" not in each]


@pytest.fixture
def other(chromium, live_server):
    """A second window."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN_FOR_VIOLATIONS)
    page = context.new_page()
    yield page
    page.evaluate(STOP)
    context.close()


def test_two_write_in_one_text(page, other, complaints, live_server, cast, policy):
    dan, olga = Desk(page, live_server, policy, cast.dan), Desk(other, live_server, policy, cast.olga)
    rows = dan.draft.paragraphs.count()
    dan.end_of("0.1").type(" Dan var här.")
    olga.end_of("1.1").type(" Olga var här.")
    with dan.saved():
        page.keyboard.press("Control+s")
    with olga.saved():
        other.keyboard.press("Control+s")
    dan.look()
    expect(page.locator(".ed-doc")).to_contain_text("Olga var här.")
    expect(page.locator("[data-people]")).to_contain_text("Olga")

    dan.end_of("2.1").type(" Dan skrev sist.")
    olga.start_of("2.1").type("Olga först. ")
    with olga.saved():
        other.keyboard.press("Control+s")
    with dan.saved(409):
        page.keyboard.press("Control+s")
    panel = page.locator(".cf")
    for words in ("Olga först.", "Dan skrev sist.", "Olga"):
        expect(panel).to_contain_text(words)
    assert "Dan" not in dan.row("2.1").text
    with dan.saved():
        panel.locator("button").first.click()
    assert dan.row("2.1").text == "Olga först. Riktlinjerna ses över senast två år efter beslutet. Dan skrev sist."
    expect(page.locator(".ed-doc")).to_contain_text("Olga först. Riktlinjerna")
    expect(panel).to_have_count(0)

    olga.look()
    with olga.saved():
        olga.after("1.1", "Kommunen ska svara").press("Enter")
    with dan.saved(409):
        dan.after("1.1", "Kommunen").press("Enter")
    dan.look()
    expect(page.locator(".ed-doc [data-number='1.1']")).to_have_text("Kommunen ska svara")
    assert [dan.row(each).text for each in ("1.1", "1.2")] == [
        "Kommunen ska svara",
        "på frågor inom två dagar. Olga var här.",
    ]
    assert dan.draft.paragraphs.count() == olga.draft.paragraphs.count() == rows + 1

    dan.end_of("1.2").type(" Kvar.")
    with olga.saved():
        olga.start_of("1.2").press("Backspace")
    with dan.saved(409):
        dan.look()
    expect(panel).to_contain_text("Olga")
    with dan.saved():
        panel.locator("button").first.click()
    joined = "Kommunen ska svara på frågor inom två dagar. Olga var här. Kvar."
    expect(page.locator(".ed-doc [data-number='1.1']")).to_have_text(joined)
    assert dan.row("1.1").text == joined
    assert dan.draft.paragraphs.count() == rows
    complaints[:] = [each for each in complaints if "409" not in each]


def test_the_editor_is_fit_for_everybody(chromium, live_server, cast, policy):
    for width, scheme in ((320, "light"), (1280, "dark")):
        context = chromium.new_context(
            base_url=live_server.url, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
        )
        page = context.new_page()
        Desk(page, live_server, policy, cast.dan).end_of("1.1").type(" Nytt")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(STOP)
        context.close()


def test_without_scripts_the_text_box_makes_the_same_paragraphs(chromium, live_server, cast, policy):
    before = {row.text: row.lineage for row in policy.versions.draft().paragraphs.all()}
    dan = Person(chromium, live_server.url)
    session(dan.page, live_server, cast.dan)
    dan.open(f"/staff/policies/{policy.slug}/edit/").follow("/edit/text/$")
    box = dan.page.locator("textarea[name=text]")
    box.fill(
        box.input_value().replace("två dagar.", "två dagar.\n\nEtt nytt stycke.").replace("senast två", "senast tre")
    )
    dan.press("button[name=preview]").sees("Ett nytt stycke.")
    dan.press("button[name=save]", to="/edit/$")
    rows = {row.text: row.lineage for row in policy.versions.draft().paragraphs.all()}
    assert (
        rows["Riktlinjerna ses över senast tre år efter beslutet."]
        == before["Riktlinjerna ses över senast två år efter beslutet."]
    )
    assert len(rows) == len(before) + 1 and len(set(rows.values()) & set(before.values())) == len(before)
    dan.context.close()


def unlike(page: Page, policy: Policy) -> list:
    """The blocks that would not read the same if the editor wrote them anew, and how they would."""
    draft = policy.versions.draft()
    rows = {str(row.lineage): row for row in draft.paragraphs.all()}
    found, rich = [], 0
    for lineage, form, markdown in page.evaluate(WRITTEN):
        row = rows[lineage]
        rich += form != "box"
        block = Block(row.kind, row.level, markdown, row.marker)
        if same(texts.render(block, draft)) != same(row.html):
            found.append((row.kind, row.text, markdown, texts.render(block, draft)))
        elif form != "box" and texts.alone(block) is None:
            found.append(("no longer one block", row.text, markdown))
    assert rich > len(rows) * 0.8
    return found


def same(html: str) -> str:
    """HTML as it reads: white space alike, and a line break without the line's end."""
    return re.sub(r"\s+", " ", re.sub(r"\s*<br>\s*", "<br>", html)).strip()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["us-source-code-policy/v4.md", "sv-digg-dcat-ap-se/v4.md"])
def test_every_block_of_real_texts_comes_back_as_it_was(page, live_server, cast, shared, name):
    policy = make_policy(cast, text="")
    importing.put_in(policy, (shared / "inputs" / name).read_text(), by=cast.dan)
    session(page, live_server, cast.dan)
    page.context.add_init_script(CATCH)
    page.goto(f"/staff/policies/{policy.slug}/edit/")
    page.wait_for_selector("[data-usable]", state="attached")
    assert unlike(page, policy) == []
