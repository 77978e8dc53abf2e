"""The editor and the pages for one paragraph."""

import uuid

import pytest
from django.urls import reverse

from drafts.domain import editing
from tests.base import announce, close, make_policy

pytestmark = pytest.mark.django_db


def draft(policy):
    return policy.versions.draft()


def at(policy, number):
    return draft(policy).paragraphs.get(number=number)


def address(name, policy, paragraph):
    return reverse(name, args=[policy.slug, paragraph.lineage])


def test_the_editor_shows_every_paragraph_with_its_number_and_what_can_be_done(dan, policy):
    page = dan.get(reverse("editor", args=[policy.slug])).content.decode()
    for paragraph in draft(policy).paragraphs.all():
        assert f'id="{paragraph.anchor}"' in page
        assert address("paragraph-edit", policy, paragraph) in page


def test_who_may_not_write_sees_no_links_to_write(cast, client, policy):
    client.force_login(cast.asa)
    page = client.get(reverse("editor", args=[policy.slug])).content.decode()
    assert address("paragraph-edit", policy, at(policy, "1.1")) not in page


def test_an_empty_draft_leads_to_putting_the_text_in(cast, dan):
    empty = make_policy(cast, text="", title="Tom")
    assert reverse("text-put-in", args=[empty.slug]) in dan.get(reverse("editor", args=[empty.slug])).content.decode()


def test_new_words_are_saved_and_the_editor_opens_where_they_stand(dan, policy):
    paragraph = at(policy, "1.1")
    form = {"text": "Svar inom **tre** dagar.", "revision": paragraph.revision}
    answer = dan.post(address("paragraph-edit", policy, paragraph), form)
    assert answer.headers["Location"] == reverse("editor", args=[policy.slug]) + "#p-1-1"
    assert at(policy, "1.1").text == "Svar inom **tre** dagar."


@pytest.mark.parametrize(
    "words", ["", "   ", "# Rubrik", "Ett stycke.\n\nEtt till.", "[" * 10_000, "\x00\x01", "x" * 30_000]
)
def test_words_that_are_no_paragraph_are_refused_beside_the_field_and_kept(dan, policy, words):
    paragraph = at(policy, "1.1")
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": words, "revision": 1})
    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert answer.context["form"]["text"].value() == words
    assert at(policy, "1.1").text == paragraph.text


def test_a_paragraph_too_big_to_be_read_gets_a_sentence(dan, policy, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = dan.post(address("paragraph-edit", policy, at(policy, "1.1")), {"text": "å" * 2000, "revision": 1})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "text": ["This is more than can be taken in at once. A text may be at most 1 MB."]
    }


def test_a_stale_save_shows_both_texts_and_keeps_mine_to_be_saved_on_top(cast, dan, policy):
    paragraph = at(policy, "1.1")
    editing.rewrite(paragraph, "Kommunen ska svara inom en dag.", revision=1, by=cast.olga)
    mine = "Kommunen ska svara på frågor inom två arbetsdagar."
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": mine, "revision": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kommunen ska svara inom en dag." in page
    assert f">\n{mine}</textarea>" in page
    assert "<ins>" in page and "<del>" in page and "Olga" in page
    form = answer.context["form"]
    again = {"text": form["text"].value(), "revision": form["revision"].value()}
    assert dan.post(address("paragraph-edit", policy, paragraph), again).status_code == 302
    assert at(policy, "1.1").text == mine


def test_a_stale_save_begins_with_both_texts_together_where_they_fit(cast, dan, policy):
    paragraph = at(policy, "1.1")
    editing.rewrite(paragraph, paragraph.text.replace("två", "tre"), revision=1, by=cast.olga)
    mine = paragraph.text.replace("ska svara", "svarar")
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": mine, "revision": 1})
    assert answer.context["form"]["text"].value() == "Kommunen svarar på frågor inom tre dagar."
    assert "Begins with both put together" in answer.content.decode()
    mine = paragraph.text.replace("två", "fyra")
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": mine, "revision": 1})
    assert answer.context["form"]["text"].value() == mine
    assert [(piece.theirs, piece.mine) for piece in answer.context["conflicts"]] == [("tre", "fyra")]


def test_words_for_a_paragraph_that_is_gone_are_shown_and_not_lost(cast, dan, policy):
    paragraph = at(policy, "1.1")
    editing.remove(paragraph, revision=1, by=cast.olga)
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": "Det jag skrev.", "revision": 1})
    assert answer.status_code == 409
    assert "Det jag skrev." in answer.content.decode()


def test_while_the_text_rests_the_pages_say_why(cast, dan, policy):
    announce(cast, policy)
    paragraph = at(policy, "1.1")
    for name in ("paragraph-edit", "paragraph-insert", "paragraph-remove"):
        answer = dan.get(address(name, policy, paragraph))
        assert (answer.status_code, b"The text cannot be changed now" in answer.content) == (409, True)
    answer = dan.post(address("paragraph-edit", policy, paragraph), {"text": "Nya ord.", "revision": 1})
    assert "The text cannot be changed now: the matter is announced." in answer.content.decode()
    assert answer.context["form"]["text"].value() == "Nya ord."


def test_in_a_later_draft_the_editor_marks_changes_and_asks_for_their_cause(cast, dan, policy):
    consultation = announce(cast, policy)
    close(consultation)
    policy.refresh_from_db()
    from consultation.domain import lifecycle

    lifecycle.begin_compiling(policy, by=cast.dan)
    paragraph = at(policy, "1.1")
    dan.post(address("paragraph-edit", policy, paragraph), {"text": "Kommunen svarar samma dag.", "revision": 1})
    dan.post(address("paragraph-remove", policy, at(policy, "2.1")), {"revision": 1})
    page = dan.get(reverse("editor", args=[policy.slug])).content.decode()
    assert "Every change needs its cause." in page
    assert page.count("Changed") == 1
    assert "1 paragraph of version 1 is removed" in page


def test_a_new_paragraph_comes_after_the_one_that_was_chosen(dan, policy):
    form = {"key": uuid.uuid4(), "kind": "paragraph", "text": "Ett nytt stycke."}
    answer = dan.post(address("paragraph-insert", policy, at(policy, "1.1")), form)
    assert answer.status_code == 302
    assert at(policy, "1.2").text == "Ett nytt stycke."


@pytest.mark.parametrize("kind", ["paragraph", "heading", "bullet", "ordered", "quote"])
def test_each_kind_of_paragraph_can_be_inserted(dan, policy, kind):
    form = {"key": uuid.uuid4(), "kind": kind, "text": "Nya ord"}
    assert dan.post(address("paragraph-insert", policy, at(policy, "1.1")), form).status_code == 302
    assert draft(policy).paragraphs.get(text="Nya ord").kind == kind


def test_posting_an_insertion_twice_adds_one_paragraph(dan, policy):
    form = {"key": uuid.uuid4(), "kind": "paragraph", "text": "Ett nytt stycke."}
    for _time in range(2):
        assert dan.post(reverse("paragraph-insert-first", args=[policy.slug]), form).status_code == 302
    assert [p.number for p in draft(policy).paragraphs.filter(text="Ett nytt stycke.")] == ["0.1"]


def test_an_empty_insertion_is_refused_beside_the_field(dan, policy):
    form = {"key": uuid.uuid4(), "kind": "heading", "text": " "}
    answer = dan.post(address("paragraph-insert", policy, at(policy, "1.1")), form)
    assert list(answer.context["form"].errors) == ["text"]


def test_removing_asks_first_and_removes_by_post(dan, policy):
    paragraph = at(policy, "1.1")
    assert dan.get(address("paragraph-remove", policy, paragraph)).status_code == 200
    assert draft(policy).paragraphs.filter(lineage=paragraph.lineage).exists()
    answer = dan.post(address("paragraph-remove", policy, paragraph), {"revision": 1})
    assert answer.headers["Location"] == reverse("editor", args=[policy.slug])
    assert not draft(policy).paragraphs.filter(lineage=paragraph.lineage).exists()


def test_what_has_changed_is_read_again_before_it_is_removed(cast, dan, policy):
    paragraph = at(policy, "1.1")
    editing.rewrite(paragraph, "Nya viktiga ord.", revision=1, by=cast.olga)
    answer = dan.post(address("paragraph-remove", policy, paragraph), {"revision": 1})
    assert (answer.status_code, "Nya viktiga ord." in answer.content.decode()) == (409, True)
    assert at(policy, "1.1").text == "Nya viktiga ord."


NAMES = ["paragraph-edit", "paragraph-insert", "paragraph-remove"]


@pytest.mark.parametrize("name", NAMES)
def test_wrong_method_stranger_and_weaker_role(cast, client, policy, name):
    page = address(name, policy, at(policy, "1.1"))
    client.force_login(cast.dan)
    assert client.put(page).status_code == 405
    client.force_login(cast.sam)
    assert client.post(page).status_code == 404
    client.force_login(cast.asa)
    assert client.post(page).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_of_another_policy_is_not_there(cast, dan, policy, name):
    other = make_policy(cast, title="En annan")
    assert dan.get(address(name, policy, at(other, "1.1"))).status_code == 404


def test_the_form_too_big_to_be_read_changes_nothing_without_a_token(cast, policy, settings):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.dan)
    page = address("paragraph-edit", policy, at(policy, "1.1"))
    assert strict.post(page, {"text": "Nya ord.", "revision": 1}).status_code == 403
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert strict.post(page, {"text": "Nya ord.", "revision": 1}).status_code == 200
    assert at(policy, "1.1").text == "Kommunen ska svara på frågor inom två dagar."


def test_the_editor_takes_the_same_queries_for_a_long_text(cast, dan, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 30):
        text = "# Titel\n\n" + "\n\n".join(f"Stycke {n} med ord." for n in range(number))
        policy = make_policy(cast, text=text, title=f"Med {number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert dan.get(reverse("editor", args=[policy.slug])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
