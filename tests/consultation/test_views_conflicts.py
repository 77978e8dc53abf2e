"""Several suggestions on one paragraph: those that do not touch go in one after the other, the others are weighed."""

from html import unescape

import pytest
from django.urls import reverse

from consultation.domain import dispositions, gates, merging
from consultation.models import Change, Comment
from tests.base import close, comment
from tests.consultation.merge_table import FOUR, THREE, address, draft, sent, stored

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_suggestions_that_do_not_touch_go_in_with_one_click_each_in_any_order(cast, dan, policy, consultation):
    days = comment(consultation, suggestion=THREE)
    whom = comment(consultation, suggestion="Kommunen ska svara på alla frågor inom två dagar.", name="Petra")
    close(consultation)
    for order in ([days, whom], [whom, days]):
        for wish in order:
            data = sent(dan.get(address(policy))) | {"use": wish.pk}
            assert dan.post(address(policy), data).status_code == 302
        assert draft(policy).text == "Kommunen ska svara på alla frågor inom tre dagar."
        assert set(Change.objects.get().comments.values_list("pk", flat=True)) == {days.pk, whom.pk}
        dan.post(address(policy), sent(dan.get(address(policy))) | {"act": "undo"})
        assert draft(policy).text == "Kommunen ska svara på frågor inom två dagar."


def test_a_suggestion_says_that_it_goes_into_words_that_changed_elsewhere(cast, dan, policy, consultation):
    comment(consultation, suggestion=THREE)
    close(consultation)
    changed = "Kommunen ska alltid svara på frågor inom två dagar."
    merging.rewrite(draft(policy), changed, revision=1, by=cast.olga)
    page = dan.get(address(policy))
    (card,) = page.context["sheet"].cards
    assert card.fit.is_carried and card.fit.text == "Kommunen ska alltid svara på frågor inom tre dagar."
    assert "goes into the words as they are now" in page.content.decode()


def test_a_suggestion_on_words_that_changed_is_put_into_the_field_and_nothing_is_saved(cast, dan, policy, consultation):
    wish = comment(consultation, suggestion=THREE)
    close(consultation)
    merging.rewrite(draft(policy), FOUR.replace("frågor", "alla frågor"), revision=1, by=cast.olga)
    before = stored(policy)
    page = dan.post(address(policy), sent(dan.get(address(policy))) | {"use": wish.pk})
    assert page.status_code == 200 and stored(policy) == before
    assert page.context["sheet"].typed == THREE.replace("frågor", "alla frågor")
    assert "put into the field" in unescape(page.content.decode())


def test_two_at_once_take_suggestions_that_do_not_touch_with_one_click_each(dan, policy, consultation):
    days = comment(consultation, suggestion=THREE)
    whom = comment(consultation, suggestion="Kommunen ska svara på alla frågor inom två dagar.", name="Petra")
    close(consultation)
    hers = sent(dan.get(address(policy))) | {"use": whom.pk, "reason": "Alla frågor."}
    dan.post(address(policy), sent(dan.get(address(policy))) | {"use": days.pk, "reason": "Två är för få."})
    assert dan.post(address(policy), hers).status_code == 302
    assert draft(policy).text == "Kommunen ska svara på alla frågor inom tre dagar."
    change = Change.objects.get()
    assert change.comments.count() == 2 and change.reason == "Två är för få.\nAlla frågor."


def test_two_at_once_who_take_suggestions_that_touch_see_both_texts_before_any_is_lost(dan, policy, consultation):
    three, four = comment(consultation, suggestion=THREE), comment(consultation, suggestion=FOUR, name="Petra")
    close(consultation)
    hers = sent(dan.get(address(policy))) | {"use": four.pk}
    dan.post(address(policy), sent(dan.get(address(policy))) | {"use": three.pk})
    page = dan.post(address(policy), hers)
    assert page.status_code == 200 and "in the place of words" in unescape(page.content.decode())
    page = dan.post(address(policy), sent(page))
    assert page.status_code == 409 and draft(policy).text == THREE
    assert THREE in page.content.decode() and FOUR in page.content.decode()


def test_words_that_were_typed_are_kept_beside_a_suggestion_that_is_brought_in(dan, policy, consultation):
    wish = comment(consultation, suggestion=THREE)
    close(consultation)
    data = sent(dan.get(address(policy))) | {"use": wish.pk, "text": "Mina egna ord."}
    page = dan.post(address(policy), data)
    assert page.context["sheet"].typed == THREE and "Mina egna ord." in page.content.decode()
    assert draft(policy).revision == 1


def test_wordings_that_change_the_same_words_are_named_and_hold_the_gate(cast, dan, policy, consultation):
    days, weeks = comment(consultation, suggestion=THREE), comment(consultation, suggestion=FOUR, name="Petra")
    Comment.objects.filter(pk=days.pk).update(agreed=2)
    close(consultation)
    beside = dan.get(reverse("merge-alternatives", args=[policy.slug, draft(policy).lineage])).content.decode()
    assert "S-0001 and S-0002 both change “två”." in unescape(beside)
    assert "2 agree" in beside
    missing = {item.name: item for item in gates.unmet(gates.before_council(policy))}
    assert missing["conflicts"].place == draft(policy).lineage
    assert (
        beside
        and reverse("merge-alternatives", args=[policy.slug, draft(policy).lineage])
        in dan.get(reverse("gate", args=[policy.slug])).content.decode()
    )
    dispositions.dispose([days], outcome="met", reason="", by=cast.dan)
    dispositions.dispose([weeks], outcome="not_met", reason="För långt.", by=cast.dan)
    assert "conflicts" not in {item.name for item in gates.unmet(gates.before_council(policy))}
