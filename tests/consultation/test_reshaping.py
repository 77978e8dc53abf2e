"""Split, join and move because of comments, and taking back what was done last: ties and causes follow."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consultation.domain import merging, redline, reshaping, undoing, unexplained, workspace
from consultation.domain.workspace import Wording
from consultation.models import Change, Comment, MergeAct
from drafts.domain import editing, texts
from organisation.exceptions import ActRefused, Stale
from tests.base import announce, close, comment
from tests.consultation.merge_table import FOUR, THREE, draft
from tests.doors.walk import undone

pytestmark = [pytest.mark.django_db]
TWO = "Kommunen ska svara på frågor inom två dagar."
KEY = UUID(int=7)


@pytest.fixture
def heard(cast, policy):
    found = announce(cast, policy)
    comment(found)
    comment(found, "2.1", "Dela.", name="Petra")
    return close(found)


def said(number: int) -> Comment:
    return Comment.objects.get(number=number)


def state(policy) -> tuple:
    """The text byte for byte, the ties, and the causes with their comments."""
    version = policy.versions.draft()
    ties = version.descents.values_list("kind", "before", "after__lineage")
    causes = Change.objects.values_list("descent__before", "cause", "reason", "comments__number")
    return texts.source(version), sorted(map(str, ties)), sorted(map(str, causes))


def cut(policy, number="1.1", because_of=(), by=None, **more):
    row = draft(policy, number)
    return reshaping.split(
        row, "Kommunen svarar.", "Svaret kommer inom två dagar.", revision=row.revision, key=KEY,
        because_of=because_of, by=by, **more,
    )  # fmt: skip


@pytest.mark.data
def test_both_halves_of_a_split_have_the_cause_and_what_was_behind_it_before(cast, policy, heard):
    merging.rewrite(draft(policy), THREE, revision=1, because_of=[said(1)], reason="Tre.", by=cast.dan)
    changes = cut(policy, because_of=[said(2)], by=cast.dan)
    assert [change.descent.kind for change in changes] == ["split", "split"]
    assert [[c.number for c in change.comments.all()] for change in changes] == [[1, 2], [1, 2]]
    assert unexplained.without_cause(policy) == []
    page = redline.read_inside(policy, policy.versions.newest(), policy.versions.draft())
    assert [each.kind for each in page.altered] == ["split"] and page.behind == 2


@pytest.mark.data
def test_a_join_has_its_cause_at_both_that_it_comes_from(cast, policy, heard):
    one, two = (draft(policy, "1.2-a"), draft(policy, "1.2-b"))
    merging.rewrite(two, "som svarar", revision=1, because_of=[said(1)], by=cast.dan)
    changes = reshaping.join(
        draft(policy, "1.2-b"), "som publicerar och svarar", revision=2, seen=one.revision,
        because_of=[said(2)], by=cast.dan,
    )  # fmt: skip
    assert [(c.descent.kind, c.descent.before.number) for c in changes] == [("merged", "1.2-a"), ("merged", "1.2-b")]
    assert [[c.number for c in change.comments.all()] for change in changes] == [[2], [1, 2]]
    assert unexplained.without_cause(policy) == []


@pytest.mark.data
def test_what_was_behind_a_new_half_stays_behind_the_joined_paragraph(cast, policy, heard):
    cut(policy, because_of=[said(1)], by=cast.dan)
    half = draft(policy, "1.2")
    merging.rewrite(half, "Svaret kommer snart.", revision=half.revision, because_of=[said(2)], by=cast.dan)
    half = draft(policy, "1.2")
    reshaping.join(half, "Kommunen svarar snart.", revision=half.revision, seen=draft(policy).revision, by=cast.dan)
    assert [c.number for c in Change.objects.get().comments.all()] == [1, 2]


@pytest.mark.data
def test_a_moved_paragraph_has_its_cause_and_none_when_it_is_back(cast, policy, heard):
    first = draft(policy, "0.1")
    (change,) = reshaping.move(draft(policy), after=first, because_of=[said(1)], by=cast.dan)
    assert (change.descent.kind, draft(policy, "0.2").text) == ("moved", TWO)
    assert unexplained.without_cause(policy) == []
    assert reshaping.move(draft(policy, "0.2"), after=draft(policy, "1"), by=cast.dan) == []
    assert not Change.objects.exists()


def test_only_two_of_a_kind_are_joined_and_a_heading_is_not_split(cast, policy, heard):
    with pytest.raises(ActRefused, match="same kind"):
        reshaping.join(draft(policy), "Ord.", revision=1, seen=1, by=cast.dan)
    with pytest.raises(ActRefused, match="cannot be split"):
        cut(policy, "1", by=cast.dan)


def test_a_removed_half_leaves_its_reason_with_the_other(cast, policy, heard):
    cut(policy, because_of=[said(1)], by=cast.dan)
    half = draft(policy, "1.2")
    merging.remove(half, revision=half.revision, because_of=[said(2)], reason="Behövs inte.", by=cast.dan)
    change = Change.objects.get()
    assert ([c.number for c in change.comments.all()], change.reason) == ([1, 2], "Behövs inte.")


def test_a_paragraph_is_cut_between_sentences_nearest_its_middle():
    assert reshaping.halves("Ett. Två tre fyra. Fem sex sju.") == ("Ett. Två tre fyra.", "Fem sex sju.")
    assert reshaping.halves("Bara t.ex. en mening.") == ("Bara t.ex. en mening.", "")


def back(policy, lineage, by) -> None:
    undoing.undo(policy, undoing.latest(policy.versions.draft(), lineage), by=by)


def words_of(paragraph, text: str, because_of=(), reason="") -> Wording:
    return Wording(
        paragraph, paragraph.revision, text, causes=tuple(because_of), offered=(said(1), said(2)), reason=reason,
        editorial=not because_of,
    )  # fmt: skip


ACTS = ["rewrite", "explain", "insert", "remove", "split", "join", "up"]


def act_on(policy, name: str, row, by) -> None:
    """One act of the merge table on a paragraph."""
    match name:
        case "rewrite":
            workspace.save(policy, wording=words_of(row, row.text + " Ord.", [said(1)], "Därför."), by=by)
        case "explain":
            workspace.save(policy, wording=words_of(row, row.text, [said(2)], "Annan orsak."), by=by)
        case "insert":
            merging.insert(policy, "Helt nytt.", after=row, because_of=[said(1)], by=by)
        case "remove":
            merging.remove(row, revision=row.revision, because_of=[said(2)], by=by)
        case "split":
            head, _space, tail = row.text.partition(" ")
            reshaping.split(row, head, tail, revision=row.revision, because_of=[said(2)], by=by)
        case "join":
            into = reshaping.before(row)
            text = f"{into.text if into else ''} {row.text}"
            reshaping.join(row, text, revision=row.revision, seen=into.revision if into else 0, by=by)
        case "up":
            into = reshaping.before(row)
            reshaping.move(row, after=reshaping.before(into) if into else None, because_of=[said(1)], by=by)


@pytest.mark.data
@pytest.mark.parametrize("name", ACTS)
def test_what_was_done_last_is_taken_back_to_the_byte(cast, policy, heard, name):
    row = draft(policy, "1.2-b" if name == "join" else "1.1")
    merging.rewrite(row, row.text + " Först.", revision=1, because_of=[said(1)], reason="Först.", by=cast.olga)
    before = state(policy)
    row.refresh_from_db()
    act_on(policy, name, row, cast.dan)
    done = MergeAct.objects.get()
    assert state(policy) != before
    back(policy, done.lineage, cast.dan)
    assert state(policy) == before and not MergeAct.objects.exists()


def test_nothing_is_taken_back_over_a_later_save(cast, policy, heard):
    row = draft(policy)
    workspace.save(policy, wording=words_of(row, THREE, [said(1)]), by=cast.dan)
    act = MergeAct.objects.get()
    editing.rewrite(draft(policy), FOUR, revision=2, by=cast.olga)
    assert undoing.latest(act.version, row.lineage) is None
    with pytest.raises(Stale):
        undoing.undo(policy, act, by=cast.dan)
    assert draft(policy).text == FOUR


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS[:-4] + ACTS[-3:]), st.integers(0, 9)), max_size=6))
@example([("up", 1), ("split", 1)])
def test_no_row_of_acts_loses_a_word_and_all_of_them_can_be_taken_back(cast, policy, heard, acts):
    """Acts that remove nothing, in any order; then the newest is taken back, until none is left."""
    with undone():
        walk(policy, acts, cast.dan)


def walk(policy, acts, by) -> None:
    start, states = sorted(texts.source(policy.versions.draft()).split()), []
    for name, at in acts:
        rows = list(policy.versions.draft().paragraphs.all())
        before = state(policy)
        try:
            act_on(policy, name, rows[at % len(rows)], by)
        except ActRefused:
            assert state(policy) == before
            continue
        if MergeAct.objects.count() > len(states):
            states.append(before)
        now = texts.source(policy.versions.draft()).split()
        assert not [word for word in set(start) if word.isalpha() and now.count(word) < start.count(word)]
    for before in reversed(states):
        back(policy, MergeAct.objects.last().lineage, by)
        assert state(policy) == before
