"""What comparable tools test of the difference view (acceptance F1 to F7); more of each in tests/drafts."""

import pytest

from drafts.domain import blocks, comparison, threeway
from drafts.domain.comparison import alteration
from drafts.domain.difference import compare_words
from drafts.domain.rendering import render
from drafts.models import Paragraph
from tests.versions import with_versions

LINK = "Läs [sidan](https://ekeby.example/svar) först."


def marked(old: str, new: str) -> str:
    """The difference in one line: [-gone-]{+come+}."""
    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(signs[span.op].format(span.text) for span in compare_words(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [("Ett cafe\u0301 till.", "Ett cafe till."), ("Bra 👩‍👩‍👧 här.", "Bra 👩‍👧 här."), ("Flagga 🇸🇪.", "Flagga 🇸🇮.")],
)
def test_f1_no_grapheme_is_split(old, new):
    for span in compare_words(old, new):
        assert span.text[0] not in "\u0301\u200d" and span.text[-1] != "\u200d"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Vi svarar snabbt och vänligt.", "Vi svarar fort och vänligt.", "Vi svarar [-snabbt-]{+fort+} och vänligt."),
        ("Ett är sant. Två är falskt.", "Ett är sant.", "Ett är sant.[- Två är falskt.-]"),
        ("Alla får svar.", "Alla får svar. Alla får hjälp.", "Alla får svar.{+ Alla får hjälp.+}"),
    ],
    ids=["start and end", "last sentence", "begins alike"],
)
def test_f2_what_a_sentence_begins_and_ends_with_stays_unmarked(old, new, told):
    assert marked(old, new) == told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("- alfa beta gamma\n- delta epsilon\n", "- delta epsilon\n- alfa beta gamma\n", ["moved"]),
        ("- alfa beta\n- delta epsilon\n", "- alfa beta\n- nytt här\n- delta epsilon\n", ["new"]),
        ("1. alfa beta\n   1. gamma delta\n", "1. alfa beta\n   1. gamma delta\n   2. nytt här\n", ["new"]),
        ("- alfa beta gamma\n", "Alfa beta gamma\n", ["edited"]),
    ],
    ids=["switched", "inserted", "numbered sub-list", "list became paragraph"],
)
def test_f3_lists_that_change(cast, old, new, kinds):
    texts = [f"# Plan\n\nInled detta:\n\n{each}\nSlut.\n" for each in (old, new)]
    first, last = with_versions(cast, *texts).versions.frozen().order_by("number")
    assert [row.kind for row in comparison.compare(first, last) if row.is_changed] == kinds


def alter(old: str, new: str, became: str = "paragraph") -> dict:
    rows = [Paragraph(kind=kind, text=text) for kind, text in (("paragraph", old), (became, new))]
    for row in rows:
        row.html = render(blocks.Block(row.kind, row.level, row.text))
    return alteration.alter(*rows)


def test_f4_no_mark_lands_in_a_links_target_and_another_kind_is_said():
    change = alter(LINK, LINK.replace("svar)", "hjälp)"))
    assert change["form"] == "same" and change["remarks"][0][0] == "link"
    assert "[-](https://ekeby.example/svar)-]{+](https://ekeby.example/x)+}" in marked(
        LINK, LINK.replace("svar)", "x)")
    )
    assert alter("Alfa", "Alfa", became="heading")["remarks"] == [["kind", "paragraph", "heading"]]


@pytest.mark.django_db
def test_f5_an_empty_section_is_filled_and_several_paragraphs_in_a_row_go(cast):
    old = "# Plan\n\n## Tom\n\n## Full\n\nAlfa beta.\n\nGamma delta.\n\nEpsilon zeta.\n"
    new = "# Plan\n\n## Tom\n\nNu finns text.\n\n## Full\n\nEpsilon zeta.\n"
    first, last = with_versions(cast, old, new).versions.frozen().order_by("number")
    rows = [(row.kind, row.paragraph.text) for row in comparison.compare(first, last) if row.is_changed]
    assert rows == [("new", "Nu finns text."), ("removed", "Alfa beta."), ("removed", "Gamma delta.")]


def test_f6_a_text_is_cut_into_items_lists_and_preformatted_blocks():
    text = "- ett\n    - två\n- tre\n\nSedan:\n\n4. fyra\n5. fem\n\n```\nkod  här\n\nmer\n```\n"
    found = [(block.kind, block.level, block.text) for block in blocks.split(text).blocks]
    assert found == [
        ("bullet", 1, "ett"), ("bullet", 2, "två"), ("bullet", 1, "tre"), ("paragraph", 0, "Sedan:"),
        ("ordered", 1, "fyra"), ("ordered", 1, "fem"), ("code", 0, "kod  här\n\nmer"),
    ]  # fmt: skip
    assert [block.marker for block in blocks.split("4. fyra\n5. fem\n").blocks] == ["4.", "5."]


BASE = "Alfa beta gamma delta epsilon."


@pytest.mark.parametrize(
    ("mine", "theirs", "text"),
    [
        ("Alfa BETA gamma delta epsilon.", "Alfa beta gamma DELTA epsilon.", "Alfa BETA gamma DELTA epsilon."),
        ("Alfa ett gamma delta epsilon.", "Alfa två gamma delta epsilon.", None),
        ("Något helt annat.", "Alfa beta gamma delta fem.", None),
        ("", "", ""),
    ],
    ids=["mergeable", "collision", "collision too big", "deleted twice"],
)
def test_f7_two_changes_of_one_paragraph(mine, theirs, text):
    merged = threeway.merge(BASE, mine, theirs)
    assert bool(merged.conflicts) == (text is None)
    assert text is None or merged.text == text


def test_f7_a_collision_inside_markup_leaves_the_markup_whole():
    merged = threeway.merge(LINK, LINK.replace("svar)", "ett)"), LINK.replace("svar)", "två)"))
    (conflict,) = merged.conflicts
    assert (conflict.mine, conflict.theirs) == ("](https://ekeby.example/ett)", "](https://ekeby.example/två)")
