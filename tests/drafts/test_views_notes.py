"""The pages of internal notes: all of a policy, one with its replies, writing, done, the use of a wording."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafts.domain import editing, notes
from drafts.models import Note

pytestmark = pytest.mark.django_db
WORDS = "Räcker två dagar?"
THREE = "Kommunen ska svara på frågor inom tre dagar."


@pytest.fixture
def row(policy):
    return policy.versions.draft().paragraphs.get(number="1.1")


@pytest.fixture
def note(cast, policy, row):
    return write(policy, cast.olga, row.lineage, suggestion=THREE)


def write(policy, by, lineage=None, words=WORDS, **more):
    return notes.write(policy, lineage=lineage, words=words, key=uuid.uuid4(), by=by, **more)


def page(name, policy, *args):
    return reverse(name, args=[policy.slug, *args])


def new_page(policy, lineage=""):
    return f"{page('note-new', policy)}?p={lineage}"


def form_of(answer, **changed):
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None} | changed


def test_asa_writes_a_note_that_suggests_other_words(cast, client, policy, row):
    client.force_login(cast.asa)
    posted = form_of(client.get(new_page(policy, row.lineage)), words=WORDS)
    for _time in range(2):
        assert client.post(new_page(policy, row.lineage), posted).status_code == 302
    assert (Note.objects.get().lineage, Note.objects.get().suggestion) == (row.lineage, "")
    posted = form_of(client.get(new_page(policy, row.lineage)), suggestion=THREE)
    client.post(new_page(policy, row.lineage), posted)
    assert (Note.objects.last().suggestion, Note.objects.last().base) == (THREE, row.text)


def test_asa_who_read_for_the_review_goes_on_where_she_was(cast, client, policy, row):
    client.force_login(cast.asa)
    address = f"{new_page(policy, row.lineage)}&from=review"
    here = f"{reverse('review', args=[policy.slug])}#{row.anchor}"
    form = client.get(address)
    assert here in form.content.decode()
    assert client.post(address, form_of(form, words=WORDS)).url == here


@pytest.mark.parametrize("wrong", [{"words": ""}, {"words": WORDS, "suggestion": "Ett.\n\nTvå."}])
def test_what_was_typed_is_still_there_after_a_mistake(dan, policy, row, wrong):
    posted = form_of(dan.get(new_page(policy, row.lineage))) | wrong
    answer = dan.post(new_page(policy, row.lineage), posted)
    assert (answer.status_code, Note.objects.count()) == (200, 0)
    assert answer.context["form"]["words"].value() == wrong["words"]


def test_a_note_whose_paragraph_is_removed_meanwhile_is_not_lost(cast, dan, policy, row):
    posted = form_of(dan.get(new_page(policy, row.lineage)), words=WORDS)
    editing.remove(row, revision=row.revision, by=cast.olga)
    answer = dan.post(new_page(policy, row.lineage), posted)
    assert answer.status_code == 200 and WORDS in answer.content.decode()
    note = write(policy, cast.dan)
    Note.objects.filter(pk=note.pk).update(lineage=row.lineage)
    listed = dan.get(page("notes", policy)).content.decode()
    assert "On a paragraph that is removed:" in listed and row.text in listed


def test_a_note_is_answered_done_and_opened_again(dan, policy, note):
    address = page("note", policy, note.pk)
    dan.post(address, form_of(dan.get(address), words="Ja, det räcker."))
    assert "Ja, det räcker." in dan.get(address).content.decode()
    for done in ("1", "0"):
        assert dan.post(page("note-done", policy, note.pk), {"done": done, "back": "text"}).status_code == 302
        note.refresh_from_db()
        assert note.is_done == (done == "1")


def test_a_wording_is_used_with_one_press(cast, dan, policy, row, note):
    answer = dan.get(page("note", policy, note.pk))
    assert "<ins" in answer.content.decode()
    form = answer.context["use_form"]
    posted = {"text": form["text"].value(), "revision": form["revision"].value()}
    assert dan.post(page("note-use", policy, note.pk), posted).status_code == 302
    row.refresh_from_db()
    note.refresh_from_db()
    assert (row.text, note.is_done) == (THREE, True)


def test_a_wording_that_no_longer_fits_opens_in_the_form_beside_the_text(cast, dan, policy, row, note):
    editing.rewrite(row, row.text.replace("två", "fem"), revision=row.revision, by=cast.olga)
    page_of_note = dan.get(page("note", policy, note.pk)).content.decode()
    assert "has been changed in the same place since" in page_of_note and "fem dagar" in page_of_note
    answer = dan.get(page("note-use", policy, note.pk))
    assert answer.context["form"]["text"].value() == THREE
    stale = dan.post(page("note-use", policy, note.pk), {"text": "Mina ord.", "revision": row.revision})
    assert stale.status_code == 409
    assert "Mina ord." in stale.content.decode() and "fem dagar" in stale.content.decode()
    note.refresh_from_db()
    assert not note.is_done


def test_a_reviewer_sees_the_wording_but_does_not_use_it(cast, client, policy, note):
    policy.memberships.create(user=cast.sam, kind="reviewer")
    client.force_login(cast.sam)
    assert "Use it" not in client.get(page("note", policy, note.pk)).content.decode()
    assert client.post(page("note-use", policy, note.pk), {}).status_code == 403


def test_the_list_is_chosen_by_state_person_and_paragraph(cast, dan, policy, row, note):
    done = notes.close(write(policy, cast.dan), by=cast.dan)
    write(policy, cast.dan, parent=note)
    shown = {show: dan.get(page("notes", policy) + f"?show={show}") for show in ("", "done", "mine", "all")}
    found = {show: [each.pk for each in answer.context["page"]] for show, answer in shown.items()}
    assert found == {"": [note.pk], "done": [done.pk], "mine": [note.pk, done.pk], "all": [note.pk, done.pk]}
    answer = dan.get(page("notes", policy) + f"?show=all&p={row.lineage}")
    assert [each.pk for each in answer.context["page"]] == [note.pk]
    assert dan.get(page("notes", policy) + "?p=x").status_code == 404


def test_the_list_runs_as_the_text_does(cast, dan, policy, note):
    first = write(policy, cast.dan, policy.versions.draft().paragraphs.get(number="0.1").lineage)
    row = policy.versions.draft().paragraphs.get(number="1.2")
    gone, whole = write(policy, cast.dan, row.lineage), write(policy, cast.dan)
    editing.remove(row, revision=1, by=cast.dan)
    listed = dan.get(page("notes", policy)).context["page"]
    assert [each.pk for each in listed] == [whole.pk, first.pk, note.pk, gone.pk]


def test_olga_takes_her_note_back_and_nobody_elses(cast, client, policy, note):
    client.force_login(cast.olga)
    theirs = write(policy, cast.dan)
    assert client.post(page("note-take-back", policy, theirs.pk)).status_code == 409
    for _time in range(2):
        assert client.post(page("note-take-back", policy, note.pk)).status_code == 302
    assert list(Note.objects.all()) == [theirs]


def test_the_notes_take_the_same_queries_for_one_and_thirty(cast, dan, policy, row):
    counts = []
    for some in (1, 29):
        for _each in range(some):
            write(policy, cast.dan, parent=write(policy, cast.olga, row.lineage))
        for name in ("notes", "editor"):
            with CaptureQueriesContext(connection) as queries:
                assert dan.get(page(name, policy)).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
