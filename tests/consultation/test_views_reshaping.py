"""From the workspace: split, join, move, use in part, leave as it is, take back; and what a save says at once."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from consultation.domain import merging
from consultation.models import Change, Comment, MergeAct
from tests.base import close, comment
from tests.consultation.merge_table import FOUR, THREE, address, draft, sent

pytestmark = [pytest.mark.django_db]


def place(policy, name: str, number: str = "1.1") -> str:
    return reverse(name, args=[policy.slug, draft(policy, number).lineage])


def fields(page) -> dict:
    """The fields of a small form as a browser would send them back untouched."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name not in ("causes", "editorial")}


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_paragraph_is_split_from_its_own_page_and_only_once(dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    data = fields(dan.get(place(policy, "merge-split")))
    assert data["first"] == draft(policy).text
    data |= {"first": "Kommunen svarar.", "second": "Inom två dagar."}
    assert dan.post(place(policy, "merge-split"), data).status_code == 200, "no cause"
    data |= {"causes": [str(wish.pk)]}
    for _twice in range(2):
        assert dan.post(place(policy, "merge-split"), data).status_code == 302
    assert [draft(policy, number).text for number in ("1.1", "1.2")] == ["Kommunen svarar.", "Inom två dagar."]
    assert [list(change.comments.all()) for change in Change.objects.all()] == [[wish], [wish]]


def test_a_late_split_is_refused_with_what_was_typed(cast, dan, policy, consultation):
    close(consultation)
    data = fields(dan.get(place(policy, "merge-split"))) | {"first": "Mitt.", "second": "Ditt.", "editorial": "on"}
    merging.rewrite(draft(policy), FOUR, revision=1, by=cast.olga)
    page = dan.post(place(policy, "merge-split"), data)
    assert page.status_code == 409 and "Ditt." in page.content.decode() and draft(policy).text == FOUR
    assert dan.post(place(policy, "merge-split"), fields(page) | {"editorial": "on"}).status_code == 302


def test_two_items_are_joined_and_one_is_moved(dan, policy, consultation):
    close(consultation)
    data = fields(dan.get(place(policy, "merge-join", "1.2-b"))) | {"editorial": "on"}
    assert dan.post(place(policy, "merge-join", "1.2-b"), data).status_code == 302
    assert draft(policy, "1.2-a").text == "som publicerar inlägg som svarar på frågor"
    way = place(policy, "merge-move") + "?to=up"
    data = fields(dan.get(way)) | {"editorial": "on"}
    assert data["after"] == str(draft(policy, "0.1").lineage)
    words = draft(policy).text
    assert dan.post(way, data).status_code == 302
    assert draft(policy, "0.2").text == words


def test_a_suggestion_used_in_part_is_put_into_the_field_and_nothing_is_saved(dan, policy, consultation):
    wish = comment(consultation, suggestion=THREE)
    close(consultation)
    before = draft(policy).text
    page = dan.post(address(policy), sent(dan.get(address(policy))) | {"part": wish.pk})
    sheet = page.context["sheet"]
    assert (page.status_code, sheet.typed, draft(policy).text) == (200, THREE, before)
    assert sheet.cards[0].form["outcome"].value() == "partly" and sheet.wording_form.chosen == {str(wish.pk)}


def test_leaving_the_words_saves_the_answers_and_goes_on(dan, policy, consultation):
    wish, last = comment(consultation), comment(consultation, "2.1")
    close(consultation)
    data = sent(dan.get(address(policy))) | {f"a{wish.pk}-outcome": "not_met", f"a{wish.pk}-reason": "Nej."}
    assert dan.post(address(policy), data | {"act": "leave", "text": THREE}).status_code == 200
    assert not Comment.objects.exclude(disposition=None).exists()
    answer = dan.post(address(policy), data | {"act": "leave"})
    assert answer["Location"] == address(policy, "2.1")
    assert told(answer) == [f"{wish.reference} is answered. 1 of 2 in all."] and last.disposition is None


def test_a_save_says_what_is_answered_now(dan, policy, consultation):
    wish = [comment(consultation, suggestion=THREE, name=name) for name in ("Pia", "Per", "Pål")][0]
    comment(consultation, "2.1")
    close(consultation)
    answer = dan.post(address(policy), sent(dan.get(address(policy))) | {"use": wish.pk})
    assert told(answer) == ["1.1 is saved. S-0001 and 2 others are answered. 3 of 4 in all."]


def test_one_click_takes_back_what_was_done_last_and_keeps_the_answers(dan, policy, consultation):
    wish = comment(consultation, suggestion=THREE)
    close(consultation)
    before = draft(policy).text
    dan.post(address(policy), sent(dan.get(address(policy))) | {"use": wish.pk})
    data = sent(dan.get(address(policy))) | {"back": MergeAct.objects.get().pk}
    assert dan.post(address(policy), data | {"text": FOUR}).status_code == 200 and draft(policy).text == THREE
    answer = dan.post(address(policy), data)
    assert told(answer)[-1] == "Taken back: other words or causes. The answers stay."
    assert draft(policy).text == before and not Change.objects.exists()
    assert Comment.objects.get().disposition.outcome == "met"
    assert "what was done" not in dan.get(address(policy)).content.decode()
    assert dan.post(address(policy), data | sent(dan.get(address(policy)))).status_code == 200, "twice"


def test_a_removed_paragraph_and_a_new_one_are_taken_back_too(dan, policy, consultation):
    comment(consultation)
    close(consultation)
    home = address(policy)
    data = fields(dan.get(place(policy, "merge-remove"))) | {"editorial": "on"}
    dan.post(place(policy, "merge-remove"), data)
    assert dan.post(home, sent(dan.get(home)) | {"back": MergeAct.objects.get().pk})["Location"] == home
    assert address(policy) == home and not Change.objects.exists()
    dan.post(place(policy, "merge-insert"), {"text": "Nytt.", "kind": "paragraph", "editorial": "on"})
    new = address(policy, "1.2")
    back = {"back": MergeAct.objects.get().pk}
    assert dan.post(new, sent(dan.get(new)) | back)["Location"] == reverse("merge", args=[policy.slug])
    assert draft(policy, "1.2").text.startswith("Varje konto")
