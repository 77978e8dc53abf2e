"""Out as a file, edited elsewhere, in again: every paragraph is known, and nothing of ours has become text."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from drafts.domain.export import returning
from drafts.domain.export.formats import write
from drafts.domain.export.package import packed
from drafts.domain.office import readers
from tests.drafts.exported import RICH, WORD, copy_of, name, parts

TEXT = """# Riktlinjer

## Ansvar

Första stycket svarar på frågor.

Andra stycket gäller alla i kommunen.

- som publicerar
- som svarar

Tredje stycket ses över vart annat år.
"""
ElementTree.register_namespace("w", WORD["w"])
W = name("w", "")


class Draft:
    """A draft that is in no database."""

    def __init__(self, copy) -> None:
        self.links, self._paragraphs = copy.version.links, copy.paragraphs

    @property
    def paragraphs(self):
        return self

    def all(self):
        return self._paragraphs


def brought_back(data: bytes, copy, form: str = "docx") -> list[tuple]:
    """(lineage, kind, level, text, marker) of each block that is read from the file."""
    reading = readers.read(data, form)
    text = returning.restored(reading.text, reading.lineages, Draft(copy))
    assert text.title == copy.title
    return [
        (lineage, block.kind, block.level, block.text, block.marker)
        for lineage, block in zip(reading.lineages, text.blocks, strict=True)
    ]


def rows(copy) -> list[tuple]:
    return [(str(each.lineage), each.kind, each.level, each.text, each.marker) for each in copy.paragraphs]


@pytest.mark.parametrize(
    ("slug", "form"),
    [
        ("riktlinjer-for-sociala-medier", "docx"),
        ("riktlinjer-for-sociala-medier", "odt"),
        ("regler-for-trad-pa-kommunal-mark", "docx"),
        ("policy-for-digital-tillganglighet", "odt"),
    ],
)
def test_a_policy_that_nobody_touched_comes_back_the_same(slug, form):
    source = settings.BASE_DIR / "demo" / "policies" / slug / "v1.md"
    copy = copy_of(source.read_text(encoding="utf-8"))
    assert brought_back(write(copy, form), copy, form) == rows(copy)


@pytest.mark.parametrize("name", ["sv-digg-dcat-ap-se", "us-source-code-policy"])
def test_a_real_policy_that_nobody_touched_comes_back_the_same(shared, name):
    copy = copy_of((shared / "inputs" / name / "v4.md").read_text(encoding="utf-8"))
    assert brought_back(write(copy, "docx"), copy) == rows(copy)


def edited(data: bytes) -> bytes:
    """The file as somebody left it: words changed, two paragraphs swapped, one gone, one added."""
    found = parts(data)
    root = ElementTree.fromstring(found["word/document.xml"])
    body = root.find(f"{W}body")
    first, second, third, bullet = (line(body, start) for start in ("Första", "Andra", "Tredje", "som svarar"))
    for text in first.iter(f"{W}t"):
        text.text = text.text.replace("svarar på frågor", "besvarar alla frågor inom två dagar")
    places = sorted(list(body).index(each) for each in (second, third))
    body[places[0]], body[places[1]] = body[places[1]], body[places[0]]
    body.remove(bullet)
    fresh = ElementTree.SubElement(ElementTree.Element(f"{W}p"), f"{W}r")
    ElementTree.SubElement(fresh, f"{W}t").text = "Ett helt nytt stycke."
    paragraph = ElementTree.Element(f"{W}p")
    paragraph.append(fresh)
    body.insert(list(body).index(first) + 1, paragraph)
    return packed(found | {"word/document.xml": ElementTree.tostring(root)})


def line(body, start: str):
    """The paragraph whose words, after its number, begin so."""
    return next(each for each in body.iter(f"{W}p") if re.match(rf"[\d.]*{start}", "".join(each.itertext())))


def test_what_was_edited_in_word_keeps_its_identity():
    copy = copy_of(TEXT)
    known = {
        each.text.split()[0] if each.kind != "bullet" else each.text: str(each.lineage) for each in copy.paragraphs
    }
    assert [
        (lineage, text) for lineage, _kind, _level, text, _marker in brought_back(edited(write(copy, "docx")), copy)
    ] == [
        (known["Ansvar"], "Ansvar"),
        (known["Första"], "Första stycket besvarar alla frågor inom två dagar."),
        (None, "Ett helt nytt stycke."),
        (known["Tredje"], "Tredje stycket ses över vart annat år."),
        (known["som publicerar"], "som publicerar"),
        (known["Andra"], "Andra stycket gäller alla i kommunen."),
    ]


def test_numbers_head_and_marks_do_not_come_back_as_text():
    copy = copy_of(RICH)
    said = " ".join(text for _lineage, _kind, _level, text, _marker in brought_back(write(copy, "docx"), copy))
    ours = ["KS 2026/123", "Inte beslutat", "Förslag 1", copy.checksum, "Sida", "1.1", "1.4.1", "Ekeby kommun"]
    assert [each for each in ours if each in said] == []


def test_a_note_has_the_draft_s_label_again_and_what_was_edited_keeps_its_edit():
    copy = copy_of(RICH)
    back = {lineage: (text, marker) for lineage, _kind, _level, text, marker in brought_back(write(copy, "docx"), copy)}
    for each in copy.paragraphs:
        if each.kind in ("note", "table", "quote", "code"):
            assert back[str(each.lineage)] == (each.text, each.marker)
