"""Paragraphs become rows: lists hang under the row before them, notes come last, changes are said in words."""

from django.utils import translation

from drafts.domain.difference import compare_words
from drafts.domain.paper import marks
from drafts.domain.paper.content import html_of
from drafts.domain.paper.text import Bullets, Cause, Piece, each, rows
from drafts.domain.paper.variants import adopted, marked, on_consultation
from tests.drafts.papers import CHECKSUM, DATE, facts, pieces, printed
from tests.drafts.pdf_tree import Tree


def outline(row) -> tuple:
    return row.number, [
        ("ol" if part.ordered else "ul", [outline(entry) for entry in part.entries])
        if isinstance(part, Bullets)
        else outline(part)
        for part in row.parts
    ]


def test_lists_hang_under_the_row_before_them():
    [row] = rows(pieces("First:\n\n1. one\n2. two\n   - deep\n\n   more of two\n3. three\n"))
    assert outline(row) == (
        "0.1",
        [("ol", [("0.1-a", []), ("0.1-b", [("ul", [("0.1-b-a", [])]), ("0.1-b.1", [])]), ("0.1-c", [])])],
    )


def test_list_without_a_row_before_it_has_an_empty_one():
    [row] = rows(pieces("- one\n- two\n"))
    assert [entry.number for entry in each(row.parts[0].entries)] == ["0-a", "0-b"]


def test_notes_come_last_and_can_be_reached():
    made = rows(pieces("One.[^1]\n\n[^1]: The note.\n\nTwo.\n"))
    assert [row.kind for row in made] == ["paragraph", "paragraph", "note"]
    assert made[-1].anchor == "note-1"
    assert 'href="#note-1"' in made[0].html


def test_dates_and_sections_stay_on_one_line():
    [row] = rows([Piece("paragraph", 0, "1", '<a href="/8-16 ">14 January</a> § 12, 8–16')])
    assert row.html == '<a href="/8-16 ">14\xa0January</a> §\xa012, <span class="nowrap">8–16</span>'


def test_changes_are_said_in_words():
    with translation.override("en"):
        html = marks.marked(compare_words("Questions are answered in two days.", "Questions are answered in one day."))
    assert "[Deleted:\xa0" in html
    assert "[New:\xa0" in html
    assert html.startswith("Questions are answered in ")


def test_words_in_a_difference_are_escaped():
    assert "<b>" not in marks.marked(compare_words("a b c d <i>e</i>", "a b c d <b>e</b>"))


def test_marked_edition_tells_what_why_and_after_which_comments():
    cause = Cause("edited", "comments", "It can be done.", [f"S-{n:04d}" for n in range(1, 8)])
    editorial = Cause("removed", "editorial", "Said twice.")
    with translation.override("en"):
        changed = [
            Piece("heading", 1, "1", "Answers"),
            Piece(
                "paragraph", 0, "1.1", marks.marked(compare_words("Within two days.", "Within one day.")), cause=cause
            ),
            Piece("table", 0, "1.2", marks.replaced("table", "<table><tr><td>a</td></tr></table>", "<table></table>")),
            Piece("paragraph", 0, "1.3", marks.went("paragraph", "Gone."), cause=editorial),
        ]
        paper = marked(facts(), rows(changed), before=2, before_words="on consultation")
    tree = Tree(printed(paper, "marked"))
    words = tree.words()
    assert tree.marked == tree.reached
    for said in (
        "Changed after 7 comments. ",
        "and 4 more",
        "[Deleted paragraph: Gone.]",
        "Editorial change. Said twice.",
    ):
        assert said.strip() in words
    assert "1 paragraphs after comments, 1 others" in words


def test_consultation_paper_says_that_it_is_a_proposal_on_every_page():
    with translation.override("en"):
        paper = on_consultation(
            facts(), rows(pieces("## One\n\n" + ("Words. " * 100 + "\n\n") * 30)), CHECKSUM, closes=DATE
        )
    tree = Tree(printed(paper))
    assert "This is a proposal. It is not decided and may change" in tree.reader.pages[0].extract_text().replace(
        "\n", " "
    )
    assert len(tree.reader.pages) > 3
    for page in tree.reader.pages[1:]:
        assert "Proposal on consultation. Not decided yet." in page.extract_text()
    assert tree.marked == tree.reached


def test_adopted_paper_names_its_decision_and_keeps_the_checksum():
    with translation.override("en"):
        paper = adopted(facts(), rows(pieces("One.")), CHECKSUM, decided=DATE, section="12")
    words = Tree(printed(paper)).words()
    assert "Adopted by the council on 18 December 2026, § 12." in words
    assert "The text is unchanged from proposal 3 and has the same checksum." in words


def test_fields_of_the_head_are_escaped():
    with translation.override("en"):
        paper = adopted(
            facts(title="<b>Bold</b>", applies_to="<script>", municipality="<i>"),
            rows([]),
            CHECKSUM,
            decided=DATE,
            section="1",
        )
    html = html_of("version", paper)
    assert not {"<b>Bold", "<script>", "<i>"} & set(html.split())
    assert "&lt;script&gt;" in html
