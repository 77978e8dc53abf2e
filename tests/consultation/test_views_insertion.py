"""Beside the merge workspace: alternatives, new and removed paragraphs, causes given afterwards; who may enter."""

import pytest
from django.urls import reverse

from consultation.domain import merging
from consultation.models import Change, Comment
from drafts.domain import editing
from tests.base import answer_all, close, comment
from tests.consultation.merge_table import FOUR, THREE, address, draft

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_different_suggestions_stand_side_by_side_with_who_stands_behind(dan, policy, consultation):
    comment(consultation, suggestion=THREE)
    comment(consultation, words="Jag med.", suggestion=THREE, name="Petra")
    comment(consultation, words="Fyra.", suggestion=FOUR, name="Pia")
    close(consultation)
    place = reverse("merge-alternatives", args=[policy.slug, draft(policy).lineage])
    assert place in dan.get(address(policy)).content.decode()
    page = dan.get(place)
    assert [len(card.comments) for card in page.context["alternatives"]] == [2, 1]
    data = {"use": page.context["alternatives"][0].first.pk, "revision": 1}
    assert dan.post(address(policy), data).status_code == 302
    assert draft(policy).text == THREE and Comment.objects.unanswered().count() == 1


def test_a_new_paragraph_is_put_in_with_its_cause(dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    place = reverse("merge-insert", args=[policy.slug, draft(policy).lineage])
    data = {"text": "Brådskande frågor besvaras samma dag.", "kind": "paragraph", "causes": [str(wish.pk)]}
    assert dan.post(place, data | {"causes": []}).status_code == 200
    assert dan.post(place, data).status_code == 302
    assert draft(policy, "1.2").text == data["text"]
    assert list(Change.objects.get().comments.all()) == [wish]


def test_a_paragraph_is_removed_with_its_cause_but_not_over_a_later_save(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    place, lineage = reverse("merge-remove", args=[policy.slug, draft(policy).lineage]), draft(policy).lineage
    editing_after = {"revision": 1, "causes": [str(wish.pk)], "reason": "Behövs inte."}
    merging.rewrite(draft(policy), FOUR, revision=1, by=cast.olga)
    assert dan.post(place, editing_after).status_code == 409
    assert dan.post(place, editing_after | {"revision": draft(policy).revision}).status_code == 302
    assert not policy.versions.draft().paragraphs.filter(lineage=lineage).exists()


def test_changes_made_in_the_editor_get_their_cause_afterwards(cast, dan, policy, consultation):
    wish = comment(consultation)
    close(consultation)
    answer_all(cast, consultation)
    editing.rewrite(draft(policy), FOUR, revision=1, by=cast.olga)
    place = reverse("causes", args=[policy.slug])
    tie = dan.get(place).context["entries"][0]["row"].descent.pk
    assert dan.post(place, {"tie": tie}).status_code == 200
    assert dan.post(place, {"tie": tie, "causes": [str(wish.pk)]})["Location"] == reverse("gate", args=[policy.slug])
    assert list(Change.objects.get().comments.all()) == [wish]
    assert dan.get(place).context["entries"] == []


PAGES = ["merge", "merge-whole", "causes"]
PLACES = ["merge-paragraph", "merge-alternatives", "merge-insert", "merge-remove"]


def doors(policy) -> list[str]:
    lineage = draft(policy).lineage
    return [reverse(name, args=[policy.slug]) for name in PAGES] + [
        reverse(name, args=[policy.slug, lineage]) for name in PLACES
    ]


def test_the_workspace_is_for_those_who_write_the_policy(cast, client, policy, consultation):
    comment(consultation)
    close(consultation)
    for user, status in [(cast.sam, 404), (cast.meja, 403), (cast.sten, 403)]:
        client.force_login(user)
        assert {place: client.get(place).status_code for place in doors(policy)} == dict.fromkeys(doors(policy), status)
    client.logout()
    assert {client.get(place).status_code for place in doors(policy)} == {302}


def test_the_workspace_knows_its_methods(dan, policy, consultation):
    close(consultation)
    assert {place: dan.delete(place).status_code for place in doors(policy)} == dict.fromkeys(doors(policy), 405)
    for name in ("merge", "merge-alternatives"):
        place = doors(policy)[(PAGES + PLACES).index(name)]
        assert dan.post(place).status_code == 405
