"""Lists and sections, composed from single paragraphs."""

from dataclasses import dataclass

from drafts.domain.blocks import split
from drafts.domain.composition import compose
from drafts.domain.numbering import number
from drafts.domain.rendering import render


@dataclass(frozen=True)
class Paragraph:
    kind: str
    level: int
    text: str
    marker: str
    number: str
    html: str


def composed(markdown):
    blocks = split(markdown).blocks
    return compose(
        Paragraph(b.kind, b.level, b.text, b.marker, n, render(b)) for b, n in zip(blocks, number(blocks), strict=True)
    )


def test_sections_follow_the_headings_and_notes_come_last():
    sections = composed("a\n\n## B\n\nb\n\n[^1]: not\n\n### C\n")
    assert [(s.heading and s.heading.text, [row.lead.text for row in s.rows], s.is_notes) for s in sections] == [
        (None, ["a"], False),
        ("B", ["b"], False),
        ("C", [], False),
        (None, ["not"], True),
    ]
    assert sections[-1].rows[0].lead_html == '<div id="note-1"><sup>1</sup> not</div>'


def test_a_row_covers_its_lead_its_items_and_what_continues_them():
    (section,) = composed("lista\n\n- a\n\n  mer\n  - b\n- c\n\n## \n\n")
    (row,) = section.rows
    assert row.numbers == ["0.1", "0.1-a", "0.1-a.1", "0.1-a-a", "0.1-b"]
    assert [each.text for each in row.covered] == ["lista", "a", "mer", "b", "c"]
    assert row.lead_html == '<p id="p-0-1">lista</p>'
    assert row.list_html == (
        '<ul><li id="p-0-1-a">a<p id="p-0-1-a-1">mer</p><ul><li id="p-0-1-a-a">b</li></ul></li>'
        '<li id="p-0-1-b">c</li></ul>'
    )


def test_a_list_begins_with_the_authors_number_and_a_new_count_is_a_new_list():
    (section,) = composed("x\n\n3. a\n4. b\n\n<!-- -->\n\n1. c\n\n- d\n")
    assert section.rows[0].list_html == (
        '<ol start="3"><li id="p-0-1-a">a</li><li id="p-0-1-b">b</li></ol><ol><li id="p-0-1-c">c</li></ol>'
        '<ul><li id="p-0-1-d">d</li></ul>'
    )


def test_a_list_right_under_a_heading_has_no_lead():
    (section,) = composed("## A\n\n- a\n")
    assert [(row.lead, row.numbers) for row in section.rows] == [(None, ["1-a"])]


def test_every_paragraph_of_a_real_text_is_covered_once(shared):
    for path in sorted((shared / "inputs").glob("*/v*.md")):
        markdown = path.read_text(encoding="utf-8")
        sections = composed(markdown)
        headings = [s.heading.number for s in sections if s.heading]
        covered = headings + [n for s in sections for row in s.rows for n in row.numbers]
        assert sorted(covered) == sorted(number(split(markdown).blocks))
