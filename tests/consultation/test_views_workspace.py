"""The merge workspace: one form for answers, wording and causes; all or nothing; nobody is overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.domain import dispositions, merging
from consultation.models import Change, Comment, Disposition
from tests.base import announce, close, comment, make_policy
from tests.consultation.merge_table import FOUR, THREE, address, draft, sent, stored

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_the_workspace_leads_to_the_first_paragraph_with_something_left(dan, policy, consultation):
    comment(consultation, "2.1")
    close(consultation)
    assert dan.get(reverse("merge", args=[policy.slug]))["Location"] == address(policy, "2.1")


def test_the_workspace_leads_to_the_whole_text_when_only_that_is_left(dan, policy, consultation):
    comment(consultation, None)
    close(consultation)
    assert dan.get(reverse("merge", args=[policy.slug]))["Location"] == reverse("merge-whole", args=[policy.slug])


def test_one_form_saves_answer_wording_and_cause(dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    data = sent(dan.get(address(policy)))
    data |= {f"a{wish.pk}-outcome": "partly", f"a{wish.pk}-reason": "Tre dagar ryms.", "text": THREE}
    data |= {"causes": [str(wish.pk)], "reason": "Fler hinner svara."}
    answer = dan.post(address(policy), data)
    assert (answer.status_code, answer["Location"]) == (302, address(policy))
    assert stored(policy) == (THREE, [("partly", "Tre dagar ryms.")], [("Fler hinner svara.", wish.pk)])


def test_save_and_go_on_leads_to_the_next_open_paragraph_and_then_to_the_gate(dan, policy, consultation):
    first, last = comment(consultation, "1.1"), comment(consultation, "2.1")
    close(consultation)
    data = sent(dan.get(address(policy))) | {f"a{first.pk}-outcome": "met", "act": "next"}
    assert dan.post(address(policy), data)["Location"] == address(policy, "2.1")
    data = sent(dan.get(address(policy, "2.1"))) | {f"a{last.pk}-outcome": "met", "act": "next"}
    assert dan.post(address(policy, "2.1"), data)["Location"] == reverse("gate", args=[policy.slug])


def test_using_a_suggestion_is_one_click_with_credit_to_all_who_want_the_same(dan, policy, consultation):
    first = comment(consultation, suggestion=THREE)
    second = comment(consultation, words="Jag med.", suggestion=THREE, name="Petra")
    other = comment(consultation, words="Fyra.", suggestion=FOUR, name="Pia")
    close(consultation)
    data = sent(dan.get(address(policy))) | {"use": first.pk}
    assert dan.post(address(policy), data).status_code == 302
    assert draft(policy).text == THREE
    assert sorted(Change.objects.get().comments.values_list("pk", flat=True)) == [first.pk, second.pk]
    outcomes = dict(Comment.objects.values_list("pk", "disposition__outcome"))
    assert outcomes == {first.pk: "met", second.pk: "met", other.pk: None}


def test_an_answer_without_a_reason_is_refused_beside_the_field_and_all_is_kept(dan, policy, consultation):
    wish, other = comment(consultation), comment(consultation, words="Annat.", name="Petra")
    close(consultation)
    before = stored(policy)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "not_met", "text": THREE, "editorial": "on"}
    data |= {f"a{other.pk}-outcome": "noted", f"a{other.pk}-reason": "Det här skrev jag."}
    page = dan.post(address(policy), data)
    text = page.content.decode()
    assert page.status_code == 200 and stored(policy) == before
    assert f'aria-describedby="id_a{wish.pk}-reason_error"' in text
    assert "Det här skrev jag." in text and THREE in text


def test_a_change_without_a_cause_is_refused_and_the_answers_are_not_half_saved(dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    before = stored(policy)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "met", "text": THREE}
    assert dan.post(address(policy), data).status_code == 200
    assert stored(policy) == before


def test_unticking_a_comment_unties_it_from_the_change(cast, dan, policy, consultation):
    wish, other = comment(consultation), comment(consultation, words="Annat.", name="Petra")
    close(consultation)
    merging.rewrite(draft(policy), THREE, revision=1, because_of=[wish, other], reason="Därför.", by=cast.dan)
    data = sent(dan.get(address(policy))) | {"causes": [str(other.pk)]}
    assert dan.post(address(policy), data).status_code == 302
    assert list(Change.objects.get().comments.all()) == [other]


def test_the_words_of_the_proposal_come_back_with_one_click(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    words = draft(policy).text
    merging.rewrite(draft(policy), THREE, revision=1, because_of=[wish], by=cast.dan)
    assert dan.post(address(policy), sent(dan.get(address(policy))) | {"act": "undo"}).status_code == 302
    assert draft(policy).text == words and not Change.objects.exists()


def test_the_later_of_two_saves_gets_both_texts_and_overwrites_nothing(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    data = sent(dan.get(address(policy)))
    merging.rewrite(draft(policy), FOUR, revision=1, because_of=[wish], by=cast.olga)
    before = stored(policy)
    data |= {"text": THREE, "causes": [str(wish.pk)], "reason": "Min mening.", f"a{wish.pk}-outcome": "met"}
    page = dan.post(address(policy), data)
    text = page.content.decode()
    assert page.status_code == 409 and stored(policy) == before
    assert FOUR in text and THREE in text and "Min mening." in text and "<del>" in text


@pytest.mark.parametrize("choice, words", [("theirs", FOUR), ("mine", THREE), ("own", "Båda orden.")])
def test_after_a_late_save_one_chooses_between_the_texts(cast, dan, policy, consultation, choice, words):
    wish = comment(consultation)
    close(consultation)
    data = sent(dan.get(address(policy))) | {"text": THREE, "causes": [str(wish.pk)], f"a{wish.pk}-outcome": "met"}
    merging.rewrite(draft(policy), FOUR, revision=1, because_of=[wish], by=cast.olga)
    page = dan.post(address(policy), data)
    again = {name: [] for name, _value in page.context["kept"]}
    for name, value in page.context["kept"]:
        again[name].append(value)
    again |= {"seen": page.context["seen"], "revision": draft(policy).revision, "mine": THREE, "choice": choice}
    assert dan.post(address(policy), again | {"text": "Båda orden."}).status_code == 302
    assert draft(policy).text == words
    assert Comment.objects.get().disposition.outcome == "met"


def test_a_late_save_begins_with_both_wordings_both_reasons_and_both_causes(cast, dan, policy, consultation):
    wish, other = comment(consultation), comment(consultation, words="Annat.", name="Petra")
    close(consultation)
    data = sent(dan.get(address(policy))) | {"text": THREE, "causes": [str(wish.pk)], "reason": "Tre räcker."}
    merging.rewrite(draft(policy), "Alla ska svara på frågor inom två dagar.", revision=1, because_of=[other],
                    reason="Alla.", by=cast.olga)  # fmt: skip
    page = dan.post(address(policy), data)
    assert page.context["both"] == "Alla ska svara på frågor inom tre dagar."
    again = dict(page.context["kept"]) | {"choice": "own", "seen": page.context["seen"]}
    again |= {"revision": 2, "text": page.context["both"], "reason": page.context["reason"]}
    assert dan.post(address(policy), again).status_code == 302
    change = Change.objects.get()
    assert set(change.comments.all()) == {wish, other} and change.reason == "Alla.\nTre räcker."


def test_words_for_a_paragraph_that_was_removed_meanwhile_are_not_thrown_away(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    place, data = address(policy), sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "met"}
    merging.remove(draft(policy), revision=1, reason="Behövs inte.", by=cast.olga)
    page = dan.post(place, data | {"text": THREE, "causes": [str(wish.pk)]})
    assert page.status_code == 200 and THREE in page.content.decode() and "has left the draft" in page.content.decode()
    assert Comment.objects.get().disposition is None
    assert dan.post(place, data).status_code == 302


def test_an_answer_that_another_gave_meanwhile_is_not_overwritten(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "not_met", f"a{wish.pk}-reason": "Nej."}
    dispositions.dispose([wish], outcome="partly", reason="Delvis.", by=cast.olga)
    page = dan.post(address(policy), data)
    assert page.status_code == 409 and "Delvis." in page.content.decode() and "Nej." in page.content.decode()
    assert Comment.objects.get().disposition.outcome == "partly"


def test_an_answer_that_another_rewrote_in_place_is_noticed_too(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    dispositions.dispose([wish], outcome="partly", reason="Delvis.", by=cast.dan)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "not_met", f"a{wish.pk}-reason": "Nej."}
    dispositions.dispose([wish], outcome="noted", reason="Noteras.", by=cast.olga)
    assert dan.post(address(policy), data).status_code == 409
    assert Disposition.objects.get().reason == "Noteras."


def test_what_was_not_touched_does_not_collide_with_another_save(cast, dan, policy, consultation):
    wish, other = comment(consultation), comment(consultation, words="Annat.", name="Petra")
    close(consultation)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "met"}
    dispositions.dispose([other], outcome="noted", reason="Tack.", by=cast.olga)
    merging.rewrite(draft(policy), FOUR, revision=1, because_of=[other], by=cast.olga)
    assert dan.post(address(policy), data).status_code == 302
    assert stored(policy)[:2] == (FOUR, [("met", ""), ("noted", "Tack.")])


def test_nothing_can_be_saved_while_the_consultation_is_open(dan, policy, consultation):
    wish = comment(consultation)
    page = dan.get(address(policy))
    assert page.status_code == 200
    answer = dan.post(address(policy), sent(page) | {f"a{wish.pk}-outcome": "met"})
    assert answer.status_code == 200 and Comment.objects.get().disposition is None


def test_a_paragraph_that_was_removed_still_has_its_comments_to_answer(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    place, data = address(policy), sent(dan.get(address(policy)))
    merging.remove(draft(policy), revision=1, reason="Behövs inte.", by=cast.olga)
    page = dan.post(place, data | {"text": THREE, "editorial": "on", f"a{wish.pk}-outcome": "noted"})
    assert page.status_code == 200 and THREE in page.content.decode()
    assert dan.post(place, sent(dan.get(place)) | {f"a{wish.pk}-outcome": "met"}).status_code == 302
    assert Comment.objects.get().disposition.outcome == "met"


def test_comments_on_the_whole_text_are_answered_on_a_page_of_their_own(dan, policy, consultation):
    praise = comment(consultation, None, "Bra.")
    close(consultation)
    place = reverse("merge-whole", args=[policy.slug])
    data = sent(dan.get(place)) | {f"a{praise.pk}-outcome": "noted", f"a{praise.pk}-reason": "Tack."}
    assert dan.post(place, data).status_code == 302
    assert Comment.objects.get().disposition.reason == "Tack."


def test_a_comment_on_the_heading_can_be_tied_to_a_change_in_its_section(dan, policy, consultation):
    wish = comment(consultation, "1", "Hela avsnittet är för strängt.")
    close(consultation)
    data = sent(dan.get(address(policy))) | {"text": THREE, "causes": [str(wish.pk)]}
    assert dan.post(address(policy), data).status_code == 302
    assert list(Change.objects.get().comments.all()) == [wish]


def test_other_comments_are_tied_by_their_numbers_and_unknown_ones_are_named(dan, policy, consultation):
    wish = comment(consultation, "2.1")
    close(consultation)
    data = sent(dan.get(address(policy))) | {"text": THREE, "others": "S-0099, x"}
    page = dan.post(address(policy), data)
    assert "S-0099" in str(page.context["sheet"].wording_form.errors)
    assert dan.post(address(policy), data | {"others": wish.reference}).status_code == 302
    assert list(Change.objects.get().comments.all()) == [wish]


def test_the_page_asks_as_much_of_the_database_for_two_comments_as_for_thirty(cast, dan):
    asked = []
    for comments in (2, 2, 30):
        policy = make_policy(cast)
        consultation = announce(cast, policy)
        for number in range(comments):
            comment(consultation, words=f"Ord {number}.", suggestion=f"Förslag {number}.", name=f"P{number}")
        close(consultation)
        with CaptureQueriesContext(connection) as caught:
            assert dan.get(address(policy)).status_code == 200
        asked.append(len(caught))
    assert asked[1] == asked[2]


def test_before_any_consultation_there_is_nothing_to_merge(dan, policy):
    assert dan.get(reverse("merge", args=[policy.slug])).status_code == 409
