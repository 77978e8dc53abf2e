"""Writing in a draft: identity, revisions, numbers and ties."""

import pytest

from drafts.domain import editing, importing
from drafts.models import Descent, Paragraph
from drafts.models.policy import State
from organisation.exceptions import ActRefused, Stale
from tests.base import TEXT, announce, approve, close, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def at(policy, number: str) -> Paragraph:
    return policy.versions.draft().paragraphs.get(number=number)


def test_a_rewritten_paragraph_keeps_its_lineage_and_its_history(cast, policy):
    before = at(policy, "1.1")
    after = editing.rewrite(before, "Svar inom tre dagar.", revision=1, by=cast.dan)
    assert (after.lineage, after.revision, after.text) == (before.lineage, 2, "Svar inom tre dagar.")
    words = [(row.text, row.history_user) for row in after.history.all()]
    assert words == [("Svar inom tre dagar.", cast.dan), (before.text, cast.dan)]


def test_a_stale_save_is_refused_with_the_text_as_it_is_now(cast, policy):
    seen = at(policy, "1.1")
    editing.rewrite(seen, "Olgas ord.", revision=1, by=cast.olga)
    with pytest.raises(Stale) as refusal:
        editing.rewrite(seen, "Dans ord.", revision=1, by=cast.dan)
    assert refusal.value.current.text == "Olgas ord."
    assert at(policy, "1.1").text == "Olgas ord."


@pytest.mark.parametrize("words", ["", "   \n ", "Ett.\n\nTvå.", "## Rubrik", "- punkt"])
def test_words_that_are_not_one_paragraph_are_refused(cast, policy, words):
    with pytest.raises(ActRefused):
        editing.rewrite(at(policy, "1.1"), words, revision=1, by=cast.dan)
    assert at(policy, "1.1").revision == 1


def test_the_same_words_again_write_nothing(cast, policy):
    before = at(policy, "1.1")
    editing.rewrite(before, before.text + "\r\n", revision=1, by=cast.dan)
    assert at(policy, "1.1").revision == 1


def test_a_new_paragraph_takes_its_place_and_the_others_move_up(cast, policy):
    follower = at(policy, "1.2").lineage
    editing.insert(policy, "Kontot ska synas på webbplatsen.", after=at(policy, "1.1"), by=cast.dan)
    assert at(policy, "1.2").text == "Kontot ska synas på webbplatsen."
    assert at(policy, "1.3").lineage == follower
    assert at(policy, "1.3-a").kind == "bullet"


def test_many_insertions_in_one_gap_keep_their_order(cast, policy):
    for turn in range(14):
        editing.insert(policy, f"Stycke {turn}.", after=at(policy, "1.1"), by=cast.dan)
    texts = [p.text for p in policy.versions.draft().paragraphs.all()][3:17]
    assert texts == [f"Stycke {turn}." for turn in reversed(range(14))]


def test_a_removed_paragraph_leaves_its_history(cast, policy):
    gone = at(policy, "1.1")
    editing.remove(gone, revision=1, by=cast.dan)
    assert not Paragraph.objects.filter(pk=gone.pk).exists()
    assert Paragraph.history.filter(lineage=gone.lineage).latest().history_type == "-"


def test_the_only_paragraph_cannot_be_removed(cast):
    policy = make_policy(cast, text="Ett enda stycke.", title="Kort")
    with pytest.raises(ActRefused, match="only"):
        editing.remove(at(policy, "0.1"), revision=1, by=cast.dan)


def test_editing_takes_a_given_approval_back(cast, policy):
    approve(cast, policy)
    editing.rewrite(at(policy, "1.1"), "Andra ord.", revision=1, by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.DRAFT
    assert not policy.versions.draft().approvals.filter(state="given").exists()


def test_saving_the_same_words_leaves_the_approval_standing(cast, policy):
    approve(cast, policy)
    same = at(policy, "1.1")
    editing.rewrite(same, same.text, revision=1, by=cast.dan)
    importing.put_in(policy, TEXT, by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.APPROVED


def test_a_text_on_consultation_cannot_be_edited(cast, policy):
    announce(cast, policy)
    with pytest.raises(ActRefused, match="cannot be changed now"):
        editing.rewrite(at(policy, "1.1"), "Andra ord.", revision=1, by=cast.dan)


def test_ties_say_what_became_of_each_paragraph(cast, policy):
    consultation = announce(cast, policy)
    close(consultation)
    policy.state = State.COMPILING
    policy.save()
    editing.rewrite(at(policy, "1.1"), "Andra ord.", revision=1, by=cast.dan)
    editing.remove(at(policy, "2.1"), revision=1, by=cast.dan)
    added = editing.insert(policy, "Helt nytt.", after=at(policy, "1.1"), by=cast.dan)
    editing.remove(editing.insert(policy, "Ångrat.", after=at(policy, "1.1"), by=cast.dan), revision=1, by=cast.dan)
    ties = Descent.objects.filter(version__number=None, version__policy=policy)
    changed = {(t.change_kind, str(t.before or ""), str(t.after or "")) for t in ties if t.is_changed}
    old = consultation.version.paragraphs
    assert changed == {
        ("edited", str(old.get(number="1.1")), str(at(policy, "1.1"))),
        ("removed", str(old.get(number="2.1")), ""),
        ("new", "", str(added)),
    }


def test_items_of_a_numbered_list_count_on_when_one_comes_or_goes(cast):
    policy = make_policy(cast, text="# T\n\nGör så här:\n\n3. Först.\n4. Sedan.\n5. Sist.\n", title="Lista")

    def items():
        rows = policy.versions.draft().paragraphs.filter(kind="ordered")
        return [(row.marker, row.text) for row in rows]

    editing.insert(policy, "Däremellan.", after=at(policy, "0.1-a"), kind="ordered", by=cast.dan)
    assert items() == [("3.", "Först."), ("4.", "Däremellan."), ("5.", "Sedan."), ("6.", "Sist.")]
    editing.remove(at(policy, "0.1-b"), revision=1, by=cast.dan)
    assert items() == [("3.", "Först."), ("4.", "Sedan."), ("5.", "Sist.")]
