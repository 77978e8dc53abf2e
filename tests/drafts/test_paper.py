"""A paper is a PDF for everyone and for the archive: complete, closed, and the same each time."""

import hashlib
import os
import subprocess
import sys

import pytest
from pypdf.generic import TextStringObject

from drafts.domain.paper import PaperRefused, Profile, render
from tests.drafts.papers import CHECKSUM, DATE, MARKDOWN, page, paper, pieces, printed
from tests.drafts.pdf_tree import Tree


@pytest.fixture(scope="module")
def made() -> bytes:
    return printed()


@pytest.fixture(scope="module")
def tree(made) -> Tree:
    return Tree(made)


def test_paper_has_the_same_bytes_each_time(made):
    assert hashlib.sha256(printed()).hexdigest() == hashlib.sha256(made).hexdigest()


def test_paper_has_the_same_bytes_in_another_place_and_time(made, settings):
    program = (
        "import django, hashlib, sys; django.setup();"
        "from tests.drafts.papers import printed; sys.stdout.write(hashlib.sha256(printed()).hexdigest())"
    )
    elsewhere = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LANG": "sv_SE.UTF-8"}
    elsewhere["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=elsewhere,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == hashlib.sha256(made).hexdigest()


def test_paper_knows_how_many_pages_it_has(made, tree):
    assert made.pages == len(tree.reader.pages) > 1


def test_metadata_claims_archive_and_accessibility_inside_the_rdf(tree):
    xmp = tree.root["/Metadata"].get_object().get_data().decode()
    inside = xmp[xmp.index("<rdf:RDF") : xmp.index("</rdf:RDF>")]
    assert 'pdfaid:part="3"' in inside
    assert 'pdfaid:conformance="A"' in inside
    assert "<pdfuaid:part>1</pdfuaid:part>" in inside
    assert "pdfaExtension:schemas" in inside


def test_paper_says_its_language_and_shows_its_title(tree):
    assert tree.root["/Lang"] == "en"
    assert tree.root["/MarkInfo"]["/Marked"]
    assert tree.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert tree.reader.metadata.title == "Guidelines for social media – final proposal, KS 2026/123"
    assert tree.root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"


def test_nothing_in_the_paper_runs_or_is_locked(tree):
    assert not tree.reader.is_encrypted
    assert "/OpenAction" not in tree.root
    assert "/AA" not in tree.root
    assert "/JavaScript" not in tree.root.get("/Names", {})


def test_all_content_stands_in_the_tag_tree_and_the_rest_is_artifact(tree):
    assert tree.marked == tree.reached
    assert tree.artifacts == []


def test_tags_are_those_of_the_text(tree):
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TH", "/TD", "/Link"} <= set(tree.tags)
    assert {"/BlockQuote", "/Note", "/Figure"} <= set(tree.tags)
    figures = [element for element in tree.elements if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["The arms of Ekeby"]


def test_heading_cells_say_what_they_head(tree):
    scopes = [element["/A"]["/Scope"] for element in tree.elements if element["/S"] == "/TH"]
    assert scopes.count("/Column") == 2
    assert scopes.count("/Row") == 6


def test_list_items_hold_a_label_and_a_body(tree):
    for item in (element for element in tree.elements if element["/S"] == "/LI"):
        assert {kid.get_object()["/S"] for kid in item["/K"]} <= {"/Lbl", "/LBody"}


def test_links_have_words_and_are_one_link_each(tree):
    links = [
        annotation.get_object()
        for page in tree.reader.pages
        for annotation in page.get("/Annots", [])
    ]  # fmt: skip
    outward = [link for link in links if "/A" in link]
    assert [(link["/A"]["/URI"], link["/Contents"]) for link in outward] == [
        ("https://example.org/boards", "all boards and departments")
    ]
    assert len([element for element in tree.elements if element["/S"] == "/Link"]) == len(links)


def test_every_font_is_embedded(tree):
    assert tree.fonts()
    assert all("/FontFile2" in font or "/FontFile3" in font for font in tree.fonts())


def test_outline_has_the_headings(tree):
    titles = [entry.title for entry in tree.reader.outline if not isinstance(entry, list)]
    assert titles == [
        "Proposal for decision",
        "Contents",
        "1 Who they apply to",
        "2 Follow-up",
        "About this paper",
    ]


def test_source_is_attached_as_source(tree):
    assert tree.reader.attachments == {"text.md": [MARKDOWN.encode()]}
    [file] = tree.root["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Source"
    assert file.get_object()["/EF"]["/F"]["/Subtype"] == "/text/markdown"


def test_every_paragraph_and_its_number_can_be_read_out_in_order(tree):
    words = tree.words()
    said = [
        "0.1 Before the first heading: who may speak, and how.",
        "1 Who they apply to",
        "1.1 They apply to all boards and departments.",
        "1.1-a The town answers.",
        "1.1-b The town answers in time:",
        "1.1-b-a on weekdays, and",
        "1.1-b-b when there is danger.",
        "Even then in writing.",
        "1.1-c The town says who answers.",
        "1.2 When",
        "1.2.1 Channel Answer Letter Ten days Telephone At once → ✓",
        "1.2.2 Whoever asks shall be answered.",
        "1.2.3 GET /policies/",
        "2.1 The guidelines are reviewed on 14 January 2029, § 12. Καλημέρα, Добрый день, Łódź.",
        "The law on electronic notice boards.",
    ]
    places = [words.find(sentence, words.index("Page 1 (")) for sentence in said]
    assert -1 not in places
    assert places == sorted(places)
    assert CHECKSUM[:8] in words


def test_list_items_have_a_label_and_their_number(tree):
    assert "1.1-c The town says who answers." in tree.words()
    assert tree.tags["/Lbl"] == 5


def test_running_head_foot_and_page_numbers_stand_on_the_pages(tree):
    second = tree.reader.pages[1].extract_text()
    assert "Guidelines for social media" in second
    assert "Proposal 3" in second
    assert f"Page 2 ({len(tree.reader.pages)})" in second


def test_decision_is_never_blank_before_it_is_made():
    words = Tree(printed(paper(body=""))).words()
    assert "To be decided by A body that is still to be named" in words
    assert "Given when the deciding body has decided" in words


def test_passages_in_another_language_say_so():
    tree = Tree(printed(paper(language="sv", text_language="fr")))
    assert tree.root["/Lang"] == "sv"
    assert {element["/Lang"] for element in tree.elements if "/Lang" in element} == {TextStringObject("fr"), "sv"}


def test_paper_is_refused_in_words_when_a_character_has_no_glyph():
    with pytest.raises(PaperRefused) as refused:
        render(page("<p>漢字 in the text</p>"), date=DATE)
    assert str(refused.value) == "The paper could not be made: its fonts lack 漢 (U+6F22), 字 (U+5B57)."


def test_paper_is_refused_in_words_when_a_picture_has_none():
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    with pytest.raises(PaperRefused, match="something is missing in it"):
        render(page('<img src="arms">'), date=DATE, profile=Profile(arms=picture.encode()))


def test_press_that_takes_too_long_is_stopped():
    with pytest.raises(PaperRefused, match="was not finished within 1 seconds"):
        render(page("<p>word </p>" * 60_000), date=DATE, seconds=1)


def test_press_that_takes_too_much_memory_is_stopped():
    with pytest.raises(PaperRefused):
        render(page("<p>word</p>" * 20_000), date=DATE, memory=160 * 1024 * 1024)


def test_text_nested_too_deeply_is_refused():
    with pytest.raises(PaperRefused, match="nested too deeply"):
        render(page("<ul><li>" * 300 + "deep" + "</li></ul>" * 300), date=DATE)


def test_contents_of_the_sample_are_what_the_text_says():
    assert [piece.number for piece in pieces(MARKDOWN) if piece.kind == "heading"] == ["1", "1.2", "2"]
