"""Whoever a paragraph is, it stays: splitting, joining, moving and undoing, each with its ties."""

import pytest

from drafts.domain import blocks, editing, texts, versions
from drafts.models import Descent, Paragraph
from drafts.models.policy import State
from organisation.exceptions import ActRefused, Stale
from tests.base import approve, make_policy

pytestmark = pytest.mark.django_db

LETTERS = "# T\n\nA.\n\nB.\n\nC.\n\nD.\n"


@pytest.fixture
def letters(cast):
    """Four paragraphs, frozen, and the draft after them."""
    policy = make_policy(cast, text=LETTERS, title="T")
    versions.freeze(policy, by=cast.dan, state="imported")
    policy.versions.frozen().update(published_at="2026-01-01T00:00:00Z")
    return policy


def draft(policy):
    return policy.versions.draft()


def at(policy, text: str) -> Paragraph:
    return draft(policy).paragraphs.get(text=text)


def ties(policy) -> set[tuple[str, str, str]]:
    rows = Descent.objects.filter(version=draft(policy)).select_related("before", "after")
    return {(row.before.text if row.before else "", row.after.text if row.after else "", row.kind) for row in rows}


def kept(*letters: str) -> set[tuple[str, str, str]]:
    return {(f"{letter}.", f"{letter}.", "kept") for letter in letters}


def words(policy) -> list[str]:
    return list(draft(policy).paragraphs.values_list("text", flat=True))


def split(policy, user, text: str, first: str, second: str):
    paragraph = at(policy, text)
    return editing.split(paragraph, first, second, revision=paragraph.revision, by=user)


def join(policy, user, text: str, into: str):
    paragraph, target = at(policy, text), at(policy, into)
    joined = f"{into} {text}"
    return editing.join(paragraph, target, joined, revision=paragraph.revision, seen=target.revision, by=user)


def back(policy, user, gone: Paragraph, after: str | None) -> Paragraph:
    """What undoing a removal does."""
    place = at(policy, after) if after else None
    return editing.insert(policy, gone.text, after=place, key=gone.lineage, by=user)


def test_a_split_keeps_the_lineage_in_its_first_half(cast, letters):
    before = at(letters, "B.")
    first, second = split(letters, cast.dan, "B.", "B1.", "B2.")
    assert (first.lineage, first.revision, second.number) == (before.lineage, 2, "0.3")
    assert words(letters) == ["A.", "B1.", "B2.", "C.", "D."]
    assert ties(letters) == kept("A", "C", "D") | {("B.", "B1.", "split"), ("B.", "B2.", "split")}
    assert [row.history_type for row in Paragraph.history.filter(lineage=second.lineage)] == ["+"]


def test_a_split_that_is_undone_leaves_no_trace_in_the_ties(cast, letters):
    first, second = split(letters, cast.dan, "B.", "B1.", "B2.")
    editing.join(second, first, "B.", revision=1, seen=2, by=cast.dan)
    assert ties(letters) == kept("A", "B", "C", "D")
    editing.insert(letters, "B2.", after=at(letters, "B."), key=second.lineage, by=cast.dan)
    assert ("B.", "B2.", "split") in ties(letters)


def test_joined_paragraphs_come_from_both(cast, letters):
    first = at(letters, "B.")
    joined = join(letters, cast.dan, "C.", "B.")
    assert (joined.lineage, words(letters)) == (first.lineage, ["A.", "B. C.", "D."])
    assert ties(letters) == kept("A", "D") | {("B.", "B. C.", "merged"), ("C.", "B. C.", "merged")}


def test_a_join_that_is_undone_brings_the_same_paragraph_back(cast, letters):
    gone = at(letters, "C.")
    joined = join(letters, cast.dan, "C.", "B.")
    editing.rewrite(joined, "B.", revision=2, by=cast.dan)
    again = back(letters, cast.dan, gone, "B.")
    assert (again.lineage, again.revision) == (gone.lineage, 2)
    assert ties(letters) == kept("A", "B", "C", "D")


def test_a_removal_that_is_undone_brings_the_same_paragraph_back(cast, letters):
    gone = at(letters, "C.")
    editing.remove(gone, revision=1, by=cast.dan)
    assert ties(letters) == kept("A", "B", "D") | {("C.", "", "removed")}
    back(letters, cast.dan, gone, "B.")
    assert ties(letters) == kept("A", "B", "C", "D")
    assert [row.history_type for row in Paragraph.history.filter(lineage=gone.lineage, version=draft(letters))] == [
        "+",
        "-",
        "+",
    ]
    with pytest.raises(Stale):
        editing.rewrite(at(letters, "C."), "Gammalt.", revision=1, by=cast.olga)


def test_a_join_is_undone_also_when_the_joined_has_gone_and_come_back(cast, letters):
    gone, joined = at(letters, "C."), join(letters, cast.dan, "C.", "B.")
    editing.remove(joined, revision=2, by=cast.dan)
    back(letters, cast.dan, joined, "A.")
    assert {("B.", "B. C.", "merged"), ("C.", "B. C.", "merged")} <= ties(letters)
    back(letters, cast.dan, gone, "B. C.")
    assert ties(letters) == kept("A", "C", "D") | {("B.", "B. C.", "kept")}


def test_what_was_merged_and_split_again_is_split(cast, letters):
    join(letters, cast.dan, "C.", "B.")
    split(letters, cast.dan, "B. C.", "B.", "C2.")
    parted = {("B.", "B.", "split"), ("B.", "C2.", "split"), ("C.", "B.", "split"), ("C.", "C2.", "split")}
    assert ties(letters) == kept("A", "D") | parted


def test_a_new_paragraph_that_swallows_an_old_one_comes_from_it(cast, letters):
    editing.insert(letters, "Nytt.", after=at(letters, "A."), by=cast.dan)
    join(letters, cast.dan, "B.", "Nytt.")
    assert ties(letters) == kept("A", "C", "D") | {("B.", "Nytt. B.", "kept")}


def test_a_moved_paragraph_is_moved_until_it_is_back_in_order(cast, letters):
    def move(text, after):
        editing.move(at(letters, text), after=at(letters, after) if after else None, by=cast.dan)

    move("A.", "C.")
    assert words(letters) == ["B.", "C.", "A.", "D."]
    assert at(letters, "A.").revision == 1
    assert ties(letters) == kept("B", "C", "D") | {("A.", "A.", "moved")}
    assert [row.number for row in at(letters, "A.").history.all()] == ["0.3", "0.1"]
    move("B.", "A.")
    assert ties(letters) == kept("C", "D") | {("A.", "A.", "moved"), ("B.", "B.", "moved")}
    move("C.", "B.")
    assert words(letters) == ["A.", "B.", "C.", "D."]
    assert ties(letters) == kept("A", "B", "C", "D")
    move("D.", None)
    assert ties(letters) == kept("A", "B", "C") | {("D.", "D.", "moved")}


def test_what_stood_in_the_way_is_removed_and_the_moved_is_in_order_again(cast, letters):
    editing.move(at(letters, "A."), after=at(letters, "B."), by=cast.dan)
    editing.remove(at(letters, "B."), revision=1, by=cast.dan)
    assert ties(letters) == kept("A", "C", "D") | {("B.", "", "removed")}


def test_moving_takes_an_approval_back_and_moving_nowhere_does_not(cast):
    policy = make_policy(cast, text=LETTERS, title="T")
    approve(cast, policy)
    editing.move(at(policy, "B."), after=at(policy, "A."), by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.APPROVED
    editing.move(at(policy, "B."), after=None, by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.DRAFT
    with pytest.raises(ActRefused):
        editing.move(at(policy, "B."), after=at(policy, "B."), by=cast.dan)


def test_a_paragraph_becomes_something_else_and_stays_who_it_is(cast, policy):
    before = draft(policy).paragraphs.get(number="2.1")
    after = editing.rewrite(before, before.text, revision=1, kind="heading", level=2, by=cast.dan)
    assert (after.lineage, after.revision, after.kind, after.level) == (before.lineage, 2, "heading", 2)
    editing.rewrite(after, before.text, revision=2, kind="bullet", level=4, by=cast.dan)
    assert (at(policy, before.text).number, at(policy, before.text).level) == ("2-a", 1)


def test_a_heading_that_goes_takes_no_level_with_it(cast):
    policy = make_policy(cast, text="# T\n\n## A\n\n### B\n\n#### C\n\nText.\n", title="T")
    gone = at(policy, "B")
    editing.remove(gone, revision=1, by=cast.dan)
    lifted = at(policy, "C")
    assert (lifted.level, lifted.number, lifted.history.count()) == (2, "1.1", 2)
    assert blocks.split(texts.source(draft(policy))).blocks[1].level == 2


def markers(policy) -> list[tuple[str, str]]:
    return list(draft(policy).paragraphs.filter(kind="ordered").values_list("marker", "text"))


@pytest.fixture
def steps(cast):
    return make_policy(cast, text="# T\n\nGör så:\n\n3) A\n4) B\n\n   - x\n5) C\n\nSlut.\n", title="Steg")


def test_a_list_counts_on_past_what_lies_in_its_items(cast, steps):
    editing.insert(steps, "Nytt", after=at(steps, "x"), kind="ordered", by=cast.dan)
    new = at(steps, "Nytt")
    assert (new.level, new.marker) == (1, "5)") or new.level == 2
    editing.rewrite(new, "Nytt", revision=1, level=1, by=cast.dan)
    assert markers(steps) == [("3)", "A"), ("4)", "B"), ("5)", "Nytt"), ("6)", "C")]


def test_the_next_item_begins_the_list_when_the_first_goes(cast, steps):
    editing.move(at(steps, "A"), after=at(steps, "C"), by=cast.dan)
    assert markers(steps) == [("3)", "B"), ("4)", "C"), ("5)", "A")]
    editing.move(at(steps, "A"), after=at(steps, "Gör så:"), by=cast.dan)
    assert markers(steps) == [("3)", "A"), ("4)", "B"), ("5)", "C")]
    editing.remove(at(steps, "A"), revision=1, by=cast.dan)
    assert markers(steps) == [("3)", "B"), ("4)", "C")]


def test_a_note_that_comes_back_is_linked_again(cast):
    policy = make_policy(cast, text="# T\n\nSe noten.[^1]\n\n[^1]: Källan.\n", title="Not")
    note = at(policy, "Källan.")
    assert "#note-1" in at(policy, "Se noten.[^1]").html
    editing.remove(note, revision=1, by=cast.dan)
    assert "#note-1" not in at(policy, "Se noten.[^1]").html


def test_many_paragraphs_written_one_behind_the_other_keep_their_order(cast, letters):
    last, new = at(letters, "A."), []
    for turn in range(30):
        last = editing.insert(letters, f"Stycke {turn}.", after=last, by=cast.dan)
        new.append(last.text)
    for turn in range(8):
        new.insert(0, editing.insert(letters, f"Före {turn}.", after=at(letters, "A."), by=cast.dan).text)
    assert words(letters) == ["A.", *new, "B.", "C.", "D."]
