"""Answering and merging: every change with its cause, every comment with its answer."""

import pytest

from consultation.domain import dispositions, gates, lifecycle, merging, unexplained
from consultation.models import Change, Comment, Disposition
from drafts.domain import editing
from drafts.models import Edition
from drafts.models.policy import State
from organisation.exceptions import ActRefused, Stale
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]
SUGGESTION = "Kommunen ska svara på frågor inom tre dagar."


@pytest.fixture
def consultation(cast, policy):
    found = announce(cast, policy)
    comment(found, "1.1", suggestion=SUGGESTION)
    comment(found, "1.1", "Samma här.", name="Petra")
    comment(found, None, "Bra.", name="Pelle")
    return close(found)


def said(number: int) -> Comment:
    return Comment.objects.get(number=number)


def at(policy, number: str):
    return policy.versions.draft().paragraphs.get(number=number)


def test_nothing_is_answered_while_the_consultation_is_open(cast, policy):
    found = comment(announce(cast, policy))
    with pytest.raises(ActRefused, match="not closed"):
        dispositions.dispose([found], outcome="noted", reason="Tack.", by=cast.dan)


def test_the_first_answer_begins_the_compiling(cast, policy, consultation):
    dispositions.dispose([said(3)], outcome="noted", reason="Tack.", by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.COMPILING


def test_one_disposition_answers_many(cast, consultation):
    given = dispositions.dispose([said(1), said(2)], outcome="partly", reason="Tre.", by=cast.dan)
    assert sorted(c.number for c in given.comments.all()) == [1, 2]
    assert given.signature == "Dan, handläggare"


@pytest.mark.parametrize("outcome", ["partly", "not_met", "answered", "noted", "outside"])
def test_every_outcome_but_met_needs_a_reason(cast, consultation, outcome):
    with pytest.raises(ActRefused, match="reason"):
        dispositions.dispose([said(1)], outcome=outcome, reason="  ", by=cast.dan)
    assert Disposition.objects.count() == 0


def test_an_answer_given_meanwhile_is_not_overwritten(cast, consultation):
    dispositions.dispose([said(1)], outcome="noted", reason="Olgas.", by=cast.olga)
    with pytest.raises(Stale):
        dispositions.dispose([said(1), said(2)], outcome="met", reason="", by=cast.dan, seen={said(1).pk: None})
    assert [d.reason for d in Disposition.objects.all()] == ["Olgas."]


def test_an_answer_is_changed_visibly(cast, consultation):
    given = dispositions.dispose([said(1)], outcome="noted", reason="Först.", by=cast.dan)
    dispositions.dispose([said(1)], outcome="met", reason="Sedan.", by=cast.dan)
    assert [row.reason for row in given.history.all()] == ["Sedan.", "Först."]


def test_answering_one_of_two_leaves_the_other_its_answer(cast, consultation):
    dispositions.dispose([said(1), said(2)], outcome="noted", reason="Båda.", by=cast.dan)
    dispositions.dispose([said(1)], outcome="met", reason="", by=cast.dan)
    assert [said(n).disposition.outcome for n in (1, 2)] == ["met", "noted"]


def test_a_used_suggestion_is_the_cause_of_the_change(cast, policy, consultation):
    change = merging.use_suggestion(said(1), revision=1, by=cast.dan)
    assert at(policy, "1.1").text == SUGGESTION
    assert (change.cause, [c.number for c in change.comments.all()]) == ("comments", [1])


def test_a_second_cause_joins_the_first(cast, policy, consultation):
    merging.use_suggestion(said(1), revision=1, by=cast.dan)
    change = merging.rewrite(at(policy, "1.1"), "Svar inom tre dagar.", revision=2, because_of=[said(2)], by=cast.dan)
    assert sorted(c.number for c in change.comments.all()) == [1, 2]


def test_an_edit_without_comments_is_editorial(cast, policy, consultation):
    change = merging.rewrite(at(policy, "2.1"), "Ses över.", revision=1, reason="Kortare.", by=cast.dan)
    assert (change.cause, change.reason) == ("editorial", "Kortare.")


def test_words_that_are_put_back_need_no_cause_any_more(cast, policy, consultation):
    before = at(policy, "1.1").text
    merging.use_suggestion(said(1), revision=1, by=cast.dan)
    assert merging.rewrite(at(policy, "1.1"), before, revision=2, by=cast.dan) is None
    assert Change.objects.count() == 0


def test_a_removal_and_an_insertion_have_causes_too(cast, policy, consultation):
    merging.insert(policy, "Nytt.", after=at(policy, "1.1"), because_of=[said(3)], by=cast.dan)
    merging.remove(at(policy, "2.1"), revision=1, because_of=[said(3)], by=cast.dan)
    kinds = sorted(change.descent.kind for change in Change.objects.all())
    assert kinds == ["new", "removed"]


def test_a_suggestion_on_a_removed_paragraph_is_refused(cast, policy, consultation):
    merging.remove(at(policy, "1.1"), revision=1, by=cast.dan)
    with pytest.raises(ActRefused, match="removed"):
        merging.use_suggestion(said(1), revision=1, by=cast.dan)


def test_a_stale_merge_overwrites_nothing(cast, policy, consultation):
    seen = at(policy, "1.1")
    merging.rewrite(seen, "Olgas ord.", revision=1, by=cast.olga)
    with pytest.raises(Stale):
        merging.use_suggestion(said(1), revision=1, by=cast.dan)
    assert at(policy, "1.1").text == "Olgas ord."


def test_a_comment_on_another_policy_is_no_cause_here(cast, policy, consultation):
    other = make_policy(cast, title="Annan")
    stranger = comment(announce(cast, other), "1.1")
    with pytest.raises(ActRefused, match="another policy"):
        merging.rewrite(at(policy, "1.1"), "Ord.", revision=1, because_of=[stranger], by=cast.dan)


def test_the_gate_lists_what_is_missing(cast, policy, consultation):
    dispositions.dispose([said(3)], outcome="noted", reason="Tack.", by=cast.dan)
    editing.rewrite(at(policy, "2.1"), "Utan orsak.", revision=1, by=cast.dan)
    missing = {item.name: item.words for item in gates.unmet(gates.before_council(policy))}
    assert missing["answers"] == "2 comments have no answer"
    assert missing["causes"] == "1 change has no cause"
    with pytest.raises(ActRefused, match="2 comments have no answer"):
        lifecycle.freeze_revised(policy, by=cast.dan)


def test_a_cause_can_be_given_afterwards(cast, policy, consultation):
    dispositions.dispose([said(3)], outcome="noted", reason="Tack.", by=cast.dan)
    editing.rewrite(at(policy, "2.1"), "Ord.", revision=1, by=cast.dan)
    (tie,) = unexplained.without_cause(policy)
    merging.give_cause(tie, reason="Språk.", by=cast.dan)
    assert unexplained.without_cause(policy) == []


def test_freezing_publishes_answers_and_asks_for_the_papers(cast, policy, consultation):
    answer_all(cast, consultation)
    merging.use_suggestion(said(1), revision=1, by=cast.dan)
    approve(cast, policy)
    revised = lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    assert revised.number == 2 and revised.is_public
    assert consultation.answers_published_at is not None
    kinds = Edition.objects.filter(version=revised).values_list("kind", flat=True)
    assert sorted(kinds) == ["clean", "marked"]
    with pytest.raises(ActRefused, match="published"):
        dispositions.dispose([said(1)], outcome="met", reason="", by=cast.dan)


def test_an_answer_after_the_approval_takes_the_approval_back(cast, policy, consultation):
    answer_all(cast, consultation)
    merging.use_suggestion(said(1), revision=1, by=cast.dan)
    approve(cast, policy)
    dispositions.dispose([said(1)], outcome="met", reason="", by=cast.dan)
    assert "approval" in {item.name for item in gates.unmet(gates.before_council(policy))}
