"""Word and OpenDocument files: sound inside, every paragraph known again, nothing hostile in them."""

import json
import posixpath
import re
from collections import Counter

import pytest

from drafts.domain import rendering
from drafts.domain.export.formats import write
from drafts.domain.office import pandoc
from tests.drafts.exported import ODF, RICH, copy_of, name, parts, trees

W = name("w", "")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
NOTE = re.compile(r"<sup><a [^>]*>[^<]*</a></sup>")  # a note's label is the author's; files count them anew
STYLED = ("pStyle", "rStyle", "tblStyle")


@pytest.fixture(scope="module")
def rich():
    return copy_of(RICH)


@pytest.fixture(scope="module")
def docx(rich):
    return write(rich, "docx")


@pytest.fixture(scope="module")
def odt(rich):
    return write(rich, "odt")


def relations(data: bytes) -> list[tuple[str, str, str]]:
    """(part that they are of, kind of target, target)"""
    return [
        (part.replace("_rels/", "").removesuffix(".rels"), each.get("TargetMode", "Internal"), each.get("Target"))
        for part, tree in trees(data).items()
        if part.endswith(".rels")
        for each in tree.iter(RELATION)
    ]


def test_every_part_of_a_word_file_is_named_and_every_relation_leads_somewhere(docx):
    found, types = parts(docx), trees(docx)["[Content_Types].xml"]
    known = {each.get("PartName", "").lstrip("/") for each in types} | {each.get("Extension") for each in types}
    assert [part for part in found if part not in known and part.rsplit(".")[-1] not in known] == []
    inside = [
        posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        for part, mode, target in relations(docx)
        if mode == "Internal"
    ]
    assert [target for target in inside if target not in found] == []
    assert list(found)[0] == "[Content_Types].xml"


@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml"])
def test_every_style_that_is_used_is_there(docx, part):
    used = {each.get(f"{W}val") for tag in STYLED for each in trees(docx)[part].iter(W + tag)}
    styles = {each.get(f"{W}styleId") for each in trees(docx)["word/styles.xml"].iter(f"{W}style")}
    assert used - styles == set()


def test_every_style_of_the_opendocument_file_is_there(odt):
    wanted = {
        value
        for part in ("content.xml", "styles.xml")
        for each in trees(odt)[part].iter()
        for key, value in each.attrib.items()
        if key in (name("text", "style-name", ODF), name("table", "style-name", ODF))
    }
    named = {
        each.get(name("style", "name", ODF))
        for part in ("content.xml", "styles.xml")
        for each in trees(odt)[part].iter()
    }
    # What pandoc itself gives a column without a width has no style, and LibreOffice wants none.
    assert {each for each in wanted - named if not re.fullmatch(r"Table\d+\.[A-Z]", each)} == set()
    assert list(parts(odt))[0] == "mimetype"


def test_no_row_of_the_opendocument_file_stands_on_two_pages(odt):
    content = trees(odt)["content.xml"]
    together = {
        style.get(name("style", "name", ODF))
        for style in content.iter(name("style", "style", ODF))
        if any(value == "always" for each in style for key, value in each.attrib.items() if "keep-together" in key)
    }
    rows = {each.get(name("table", "style-name", ODF)) for each in content.iter(name("table", "table-row", ODF))}
    assert rows == together != set()


def test_every_paragraph_has_one_hidden_bookmark_around_its_own_words(rich, docx):
    found = {}
    for part in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in trees(docx)[part].iter(f"{W}p"):
            for mark in paragraph.iter(f"{W}bookmarkStart"):
                found.setdefault(mark.get(f"{W}name"), []).append("".join(paragraph.itertext()))
    assert set(found) == {f"_samrad_{each.lineage.hex}" for each in rich.paragraphs}
    assert max(map(len, found)) <= 40  # Word cuts off what is longer
    for each in rich.paragraphs:
        first = re.sub(r"\W+", "", rendering.words(each.html))[:4]
        assert [first in re.sub(r"\W+", "", said) for said in found[f"_samrad_{each.lineage.hex}"]] == [True]


def test_bookmarks_have_ids_of_their_own_and_end(docx):
    tree = trees(docx)["word/document.xml"]
    starts = Counter(each.get(f"{W}id") for each in tree.iter(f"{W}bookmarkStart"))
    ends = Counter(each.get(f"{W}id") for each in tree.iter(f"{W}bookmarkEnd"))
    assert (starts == ends, set(starts.values())) == (True, {1})


def test_a_note_referred_to_again_is_a_link_to_it_and_keeps_its_paragraphs(rich, docx):
    found = trees(docx)
    note = next(each for each in rich.paragraphs if each.marker == "1")
    anchors = [each.get(f"{W}anchor") for each in found["word/document.xml"].iter(f"{W}hyperlink")]
    assert [each for each in anchors if each] == [f"_samrad_{note.lineage.hex}"]
    notes = [len(list(each.iter(f"{W}p"))) for each in found["word/footnotes.xml"]]
    assert notes == [1, 1, 1, 2, 1]  # two are Word's own lines above the notes


def test_the_opendocument_file_has_the_same_bookmarks(rich, odt):
    starts = [
        each.get(name("text", "name", ODF))
        for each in trees(odt)["content.xml"].iter(name("text", "bookmark-start", ODF))
    ]
    assert sorted(starts) == sorted(f"_samrad_{each.lineage.hex}" for each in rich.paragraphs)


def test_numbers_are_printed_in_a_style_of_their_own(rich, docx):
    printed = []
    for run in trees(docx)["word/document.xml"].iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(f"{W}val") == "SamradNumber":
            printed.append("".join(run.itertext()))
            assert run.find(f"{W}tab") is not None
    shown = [each.number for each in rich.paragraphs if "-" not in each.number and each.kind != "note"]
    assert printed == [*shown, "ensam"]  # the note that nothing refers to stands last


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_every_word_comes_back_by_pandoc(rich, form, request):
    tree = pandoc.syntax_tree(request.getfixturevalue(form), source=form)
    said = re.sub(r"\W+", "", " ".join(texts(tree["blocks"])))
    lost = [
        each.number
        for each in rich.paragraphs
        for word in re.findall(r"\w{3,}", rendering.words(NOTE.sub("", each.html)))
        if word not in said
    ]
    assert lost == []


def texts(node) -> list[str]:
    """The words of a syntax tree."""
    if isinstance(node, list):
        return [word for each in node for word in texts(each)]
    if not isinstance(node, dict):
        return []
    if node.get("t") in ("Code", "CodeBlock"):
        return [node["c"][1]]
    return [node["c"]] if node.get("t") == "Str" else texts(node.get("c", []))


def test_what_continues_an_item_is_a_paragraph_without_a_mark(docx):
    found = []
    for about in trees(docx)["word/document.xml"].iter(f"{W}pPr"):
        style = about.find(f"{W}pStyle").get(f"{W}val")
        if style.startswith("List"):
            found.append((style, about.find(f"{W}numPr") is not None))
    assert found == [
        ("ListNumber", True), ("ListBullet2", True), ("ListBullet2", True), ("ListContinue2", False),
        ("ListNumber", True), ("ListContinue", False), ("ListNumber", True), ("ListBullet", True),
    ]  # fmt: skip


def test_head_table_running_head_and_page_numbers_are_there(docx):
    found = trees(docx)
    table = next(found["word/document.xml"].iter(f"{W}tbl"))
    rows = ["|".join("".join(cell.itertext()) for cell in row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
    assert rows == ["Diarienummer|KS 2026/123", "Status|Förslag, inte beslutat"]
    assert "Inte beslutat." in "".join(found["word/document.xml"].itertext())
    header = "".join(found["word/header1.xml"].itertext())
    assert ("Riktlinjer för sociala medier" in header, "KS 2026/123 · Förslag 1" in header) == (True, True)
    fields = [each.get(f"{W}instr").strip() for each in found["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_table_heads_are_marked_and_the_language_is_said(docx):
    found = trees(docx)
    heads = [len(list(table.iter(f"{W}tblHeader"))) for table in found["word/document.xml"].iter(f"{W}tbl")]
    assert heads == [0, 1]
    assert {each.get(f"{W}val") for each in found["word/styles.xml"].iter(f"{W}lang")} == {"sv-SE"}


def test_properties_say_title_and_municipality_and_no_person(docx, odt):
    said = ["".join(trees(docx)["docProps/core.xml"].itertext()), "".join(trees(odt)["meta.xml"].itertext()).strip()]
    assert said == [
        "Riktlinjer för sociala medierKS 2026/123 · Förslag 1Ekeby kommunsv2026-11-02T00:00:00Z2026-11-02T00:00:00Z",
        "Riktlinjer för sociala medierKS 2026/123 · Förslag 1Ekeby kommunsv2026-11-02T00:00:00",
    ]


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_the_same_copy_gives_the_same_bytes(rich, form, request):
    assert write(copy_of(RICH), form) == request.getfixturevalue(form)


def payloads(shared) -> list[str]:
    lines = (shared / "corpora" / "xss" / "LIVE_chromium.jsonl").read_text(encoding="utf-8").splitlines()
    return [" ".join(json.loads(line)["payload"].split())[:300] for line in lines[::7]]


def hostile(shared) -> str:
    """A text whose title, headings, cells and paragraphs are payloads."""
    found = [re.sub(r"[\x00-\x1f\x7f-\x9f]", "", each).replace("|", "\\|") for each in payloads(shared)]
    found = [each for each in found if 0 < each.count("<") < 15 and each.count("(") < 15 and each.count("[") < 15]
    lines = [f"# Titel {found[0]}", "| Kanal | Tid |\n|---|---|"]
    lines[1] += "".join(f"\n| {each} | [x](javascript:alert(1)) |" for each in found[1::3])
    lines += [f"## Rubrik {each}" for each in found[2::3]] + [f"Stycke {each}" for each in found[3::3]]
    return "\n\n".join(
        [*lines, '<a href="file:///etc/passwd">fil</a> [d](data:text/html,x) [e](mailto:a@ekeby.example)']
    )


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_what_is_hostile_stays_text(shared, form):
    bad = "<script>alert(1)</script>\x0b&\ufffe"
    data = write(copy_of(hostile(shared), edition=bad, mark=bad, municipality=bad), form)
    for tree in trees(data).values():  # every part is well formed
        assert [each.tag for each in tree.iter() if each.tag.endswith("script")] == []
    if form == "docx":
        outside = {target.split(":")[0].lower() for _part, mode, target in relations(data) if mode == "External"}
    else:
        key = "{http://www.w3.org/1999/xlink}href"
        outside = {each.get(key).split(":")[0].lower() for each in trees(data)["content.xml"].iter() if each.get(key)}
    assert outside <= {"http", "https", "mailto"}
    assert "mailto" in outside
