"""What differs between two paragraphs, what the ties of several steps come to, and that it is stored for good."""

from types import SimpleNamespace

import pytest
from django.db import Error, connection, transaction

from drafts.domain import blocks, comparison, editing, rendering
from drafts.domain.comparison import alteration, drawing, tables
from drafts.models import Comparison
from tests.base import make_policy
from tests.triggers import lifted
from tests.versions import at, freeze, rewritten, with_versions

TABLE = """| Fråga | Svar inom |
| --- | --- |
| Akut | en timme |
| Övrigt | två dagar |
"""
LINKED = "Läs [mer om svaren](https://ekeby.example/{page}) på vår webbplats."


def one(markdown: str) -> SimpleNamespace:
    """A paragraph that no database knows."""
    text = blocks.split(markdown)
    block = text.blocks[0]
    html = rendering.render(block, text.links, blocks.anchors(text.blocks))
    return SimpleNamespace(kind=block.kind, level=block.level, marker=block.marker, text=block.text, html=html)


def altered(old: str, new: str) -> dict:
    return alteration.alter(one(old), one(new))


def remarks(old: str, new: str) -> list[str]:
    return drawing.remarks(altered(old, new))


def drawn(old: str, new: str, side: str = "") -> str:
    return drawing.block(altered(old, new), "old", "new", side)


def test_a_links_changed_address_is_said_in_words_and_marked_nowhere():
    old, new = LINKED.format(page="a"), LINKED.format(page="b")
    assert remarks(old, new) == [
        "The address of the link “mer om svaren” was changed: https://ekeby.example/a → https://ekeby.example/b"
    ]
    assert altered(old, new)["form"] == "same"


def test_a_link_that_comes_or_goes_is_said():
    plain = "Läs mer om svaren på vår webbplats."
    assert remarks(plain, LINKED.format(page="a")) == ["“mer om svaren” became a link to https://ekeby.example/a"]
    assert remarks(LINKED.format(page="a"), plain) == ["“mer om svaren” is no longer a link to https://ekeby.example/a"]


def test_no_mark_lands_inside_a_link_or_a_tag():
    html = drawn(
        "Skriv till [oss](https://a.example/x?q=två) i dag.", "Skriv till [oss](https://a.example/x?q=tre) i morgon."
    )
    assert "a.example" not in html
    assert '<del><span class="vh">deleted: </span>dag</del>' in html


def test_words_that_only_became_bold_are_said():
    old, new = "Svar lämnas inom två dagar.", "Svar lämnas inom **två dagar**."
    assert remarks(old, new) == ["The emphasis of “två dagar” was changed."]


def test_a_paragraph_that_became_a_heading_is_said():
    assert remarks("Ansvar för konton", "## Ansvar för konton") == ["It became a heading."]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- En sak", "1. En sak", "It became a numbered list item."),
        ("- En sak", "En sak", "It became running text."),
        ("En sak", "> En sak", "It became a quote."),
    ],
)
def test_another_kind_is_said(old, new, said):
    assert remarks(old, new) == [said]


def test_that_a_numbered_list_counts_on_is_no_change():
    assert remarks("1. En sak", "2. En sak") == []


def test_a_new_note_is_a_word_of_its_own():
    old, new = (f"Svar lämnas inom två dagar{note}.\n\n[^1]: Helgfria.\n" for note in ("", "[^1]"))
    assert altered(old, new)["spans"] == [["=", "Svar lämnas inom två dagar"], ["+", "[1]"], ["=", "."]]


def test_a_quote_keeps_its_paragraphs():
    assert "<br>" in drawn("> Ett ord.\n>\n> Ännu ett ord till.", "> Ett ord.\n>\n> Ännu ett ord här.")


def test_code_is_compared_line_by_line_with_every_blank():
    old, new = "```\na = 1\nb = 2\n```\n", "```\na = 1\n  b = 2\n```\n"
    assert altered(old, new)["spans"] == [["=", "a = 1\n"], ["-", "b = 2"], ["+", "  b = 2"]]


def test_a_table_is_drawn_as_a_table_with_marks_in_its_cells():
    html = drawn(TABLE, TABLE.replace("två dagar", "tre dagar"))
    assert html.count("<tr>") == 3 and html.count("<ins>") == html.count("<del>") == 1
    assert (
        '<td><del><span class="vh">deleted: </span>två</del><ins><span class="vh">added: </span>tre</ins> dagar</td>'
        in html
    )


def test_rows_of_a_table_that_come_and_go_are_said():
    new = TABLE.replace("| Akut | en timme |\n", "") + "| Helger | ingen tid alls |\n| Storhelger | när som helst |\n"
    assert remarks(TABLE, new) == ["2 rows were added. 1 row was removed."]


def test_a_column_of_a_table_that_comes_is_said():
    new = "\n".join(line + " x |" if "---" not in line else line + " --- |" for line in TABLE.strip().split("\n"))
    assert remarks(TABLE, new) == ["1 column was added."]
    assert altered(TABLE, new)["columns"] == ["=", "=", "+"]


def test_one_side_of_a_table_has_only_what_that_side_has():
    new = TABLE.replace("två dagar", "tre dagar") + "| Helger | aldrig |\n"
    before, after = drawn(TABLE, new, "before"), drawn(TABLE, new, "after")
    assert ("Helger" in before, "Helger" in after, "<ins>" in before, "<del>" in after) == (False, True, False, False)


def test_a_table_that_is_another_table_is_shown_old_and_new_whole():
    assert altered(TABLE, "| Kanal | Ansvarig |\n| --- | --- |\n| Torget | Kommunchefen |\n")["form"] == "whole"


def test_a_long_table_whose_rows_are_all_others_is_told_as_gone_and_come():
    old, new = ([["h"], *([f"{word} {n}"] for n in range(60))] for word in ("rad", "annat helt och hållet"))
    assert [op for op, _cells in tables.compare(old, new)["rows"]].count("+") == 60


def test_hostile_words_are_escaped_after_comparing():
    html = drawn("Ett ord `<b>` till här nu.", "Ett ord `<script>` till här nu.")
    assert "<script>" not in html and "&lt;script&gt;" in html


TEXT = """# Regler

## Svar

Kommunen svarar på frågor inom två arbetsdagar. Den som svarar skriver sitt namn och sin funktion.

Kritik bemöts sakligt och tas aldrig bort.

Frågor om enskilda ärenden hänvisas till handläggaren.

## Uppföljning

Reglerna ses över senast två år efter beslutet.
"""


def kinds(policy, before, after) -> list[tuple]:
    first = policy.versions.get(number=before)
    rows = comparison.compare(first, policy.versions.get(number=after))
    return [
        (row.kind, row.before and row.before.number, row.after and row.after.number) for row in rows if row.is_changed
    ]


def split_it(policy, by):
    first, second = at(policy, "1.1").text.split(". ", 1)
    editing.split(at(policy, "1.1"), f"{first}.", second, revision=at(policy, "1.1").revision, by=by)


@pytest.mark.django_db
@pytest.mark.data
def test_split_moved_merged_and_removed_are_told_over_several_steps(cast):
    policy = with_versions(cast, TEXT)
    split_it(policy, cast.dan)
    editing.move(at(policy, "1.4"), after=at(policy, "2.1"), by=cast.dan)
    freeze(policy)
    editing.remove(at(policy, "1.3"), revision=at(policy, "1.3").revision, by=cast.dan)
    freeze(policy)
    editing.rewrite(at(policy, "2"), "Uppföljning varje år", revision=at(policy, "2").revision, by=cast.dan)
    freeze(policy)
    assert kinds(policy, 1, 4) == [
        ("split", "1.1", "1.1"),
        ("split", "1.1", "1.2"),
        ("removed", "1.2", None),
        ("edited", "2", "2"),
        ("moved", "1.3", "2.2"),
    ]
    assert kinds(policy, 2, 3) == [("removed", "1.3", None)]


@pytest.mark.django_db
def test_what_was_split_and_joined_again_or_moved_and_moved_back_is_unchanged(cast):
    policy = with_versions(cast, TEXT)
    whole = at(policy, "1.1").text
    split_it(policy, cast.dan)
    editing.move(at(policy, "1.3"), after=at(policy, "2.1"), by=cast.dan)
    freeze(policy)
    first, second = at(policy, "1.1"), at(policy, "1.2")
    editing.join(second, first, whole, revision=second.revision, seen=first.revision, by=cast.dan)
    editing.move(at(policy, "2.2"), after=at(policy, "1.1"), by=cast.dan)
    freeze(policy)
    assert kinds(policy, 1, 3) == []


@pytest.mark.django_db
def test_the_parts_of_a_split_share_one_difference(cast):
    policy = with_versions(cast, TEXT)
    split_it(policy, cast.dan)
    editing.rewrite(
        at(policy, "1.2"), "Den som svarar skriver sitt förnamn.", revision=at(policy, "1.2").revision, by=cast.dan
    )
    rows = comparison.compare(policy.versions.get(number=1), policy.versions.draft())
    first, second = [row for row in rows if row.kind == "split"]
    assert first.change["spans"] == [["=", "Kommunen svarar på frågor inom två arbetsdagar."]]
    assert [op for op, _words in second.change["spans"]] == ["=", "-", "+", "="]


@pytest.mark.django_db
def test_a_paragraph_that_went_and_came_back_is_the_same(cast):
    policy = with_versions(cast, TEXT)
    gone = at(policy, "1.2")
    editing.remove(gone, revision=gone.revision, by=cast.dan)
    freeze(policy)
    editing.insert(policy, gone.text, after=at(policy, "1.1"), key=gone.lineage, by=cast.dan)
    freeze(policy)
    assert (kinds(policy, 2, 3), kinds(policy, 1, 3)) == ([("new", None, "1.2")], [])


@pytest.mark.django_db
@pytest.mark.data
def test_freezing_stores_what_changed_since_every_earlier_version(cast):
    with_versions(cast, TEXT, TEXT.replace("två arbetsdagar", "tre arbetsdagar"), TEXT)
    pairs = Comparison.objects.order_by("before__number", "after__number").values_list(
        "before__number", "after__number"
    )
    assert list(pairs) == [(1, 2), (1, 3), (2, 3)]
    changed = [row for row in Comparison.objects.get(before__number=1, after__number=2).rows if row["kind"] != "kept"]
    assert [row["change"]["spans"][1:3] for row in changed] == [[["-", "två"], ["+", "tre"]]]
    assert {row["kind"] for row in Comparison.objects.get(before__number=1, after__number=3).rows} == {"kept"}


@pytest.mark.django_db
@pytest.mark.data
@pytest.mark.parametrize("sql", ["UPDATE drafts_comparison SET rows = '[]'", "DELETE FROM drafts_comparison"])
def test_a_stored_comparison_can_neither_be_changed_nor_taken_away(cast, sql):
    with_versions(cast, TEXT, TEXT.replace("två", "tre"))
    with pytest.raises(Error, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_what_is_stored_is_what_is_read(cast):
    policy = with_versions(cast, TEXT, TEXT.replace("två arbetsdagar", "tre arbetsdagar"))
    stored = Comparison.objects.get()
    said = [
        row | {"change": row["change"] | {"spans": [["+", "Som det sades då."]]}} if "change" in row else row
        for row in stored.rows
    ]
    with lifted(connection):
        Comparison.objects.update(rows=said)
    first, second = policy.versions.get(number=1), policy.versions.get(number=2)
    assert ["Som det sades då." in row.html for row in comparison.compare(first, second) if row.is_changed] == [True]


@pytest.mark.django_db
@pytest.mark.data
def test_versions_from_before_are_stored_when_they_are_first_read(cast):
    policy = with_versions(cast, TEXT, TEXT.replace("två arbetsdagar", "tre arbetsdagar"))
    stored = Comparison.objects.get().rows
    with lifted(connection):
        Comparison.objects.all().delete()
    first, second = policy.versions.get(number=1), policy.versions.get(number=2)
    for _reading in range(2):
        comparison.compare(first, second)
    assert Comparison.objects.get().rows == stored


@pytest.mark.django_db
def test_a_draft_that_has_no_version_before_it_has_nothing_stored(cast):
    policy = make_policy(cast, text=TEXT)
    rewritten(policy, TEXT.replace("två", "tre"))
    freeze(policy)
    assert not Comparison.objects.exists()
