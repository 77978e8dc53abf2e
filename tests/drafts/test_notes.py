"""Internal notes: on a paragraph or the whole text, answered, done, used; from a Word file too."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from drafts.domain import editing, importing, notes, versions
from drafts.domain.note_places import places
from drafts.exceptions import TextRefused
from drafts.models import Note
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event
from tests.base import TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WORDS = "Räcker två dagar?"
THREE = "Kommunen ska svara på frågor inom tre dagar."


def paragraph_of(policy, number="1.1"):
    return policy.versions.draft().paragraphs.get(number=number)


def note_on(policy, by, number="1.1", words=WORDS, **more):
    lineage = paragraph_of(policy, number).lineage if number else None
    return notes.write(policy, lineage=lineage, words=words, **({"key": uuid.uuid4()} | more), by=by)


def freeze(cast, policy):
    versions.freeze(policy, by=cast.dan)
    policy.versions.frozen().update(published_at=timezone.now())


def test_a_note_posted_twice_is_one_note(cast, policy):
    key = uuid.uuid4()
    first, second = (note_on(policy, cast.olga, key=key) for _time in range(2))
    assert first == second
    assert Event.objects.filter(chain=policy.uuid, verb="note written").count() == 1


def test_an_empty_note_and_one_on_no_paragraph_of_the_policy_are_refused(cast, policy):
    with pytest.raises(ActRefused, match="empty"):
        note_on(policy, cast.olga, words=" ")
    with pytest.raises(ActRefused, match="no such paragraph"):
        notes.write(policy, lineage=uuid.uuid4(), words=WORDS, key=uuid.uuid4(), by=cast.olga)


def test_a_reply_to_a_reply_joins_the_thread(cast, policy):
    note = note_on(policy, cast.olga)
    reply = notes.write(policy, lineage=None, words="Ja.", key=uuid.uuid4(), by=cast.dan, parent=note)
    again = notes.write(policy, lineage=None, words="Nej.", key=uuid.uuid4(), by=cast.asa, parent=reply)
    assert (again.parent, again.lineage) == (note, note.lineage)
    thread = notes.by_lineage(policy)[note.lineage][0]
    assert [each.words for each in thread.replies.all()] == ["Ja.", "Nej."]


def test_the_threads_of_a_policy_take_two_queries(cast, policy, django_assert_num_queries):
    for _each in range(5):
        note = note_on(policy, cast.olga)
        notes.write(policy, lineage=None, words="Ja.", key=uuid.uuid4(), by=cast.dan, parent=note)
    note_on(policy, cast.asa, number=None)
    with django_assert_num_queries(2):
        found = notes.by_lineage(policy)
        said = [(each.name, [reply.name for reply in each.replies.all()]) for each in found[note.lineage]]
    assert said == [("Olga", ["Dan"])] * 5
    assert len(found[None]) == 1


def test_done_and_open_again_are_written_once_each(cast, policy):
    note = note_on(policy, cast.olga)
    for _time in range(2):
        closed = notes.close(note, by=cast.dan)
    assert (closed.is_done, closed.done_by, list(Note.objects.open())) == (True, cast.dan, [])
    opened = notes.reopen(note, by=cast.olga)
    assert (opened.is_open, opened.done_by, list(Note.objects.open())) == (True, None, [note])
    assert Event.objects.filter(chain=policy.uuid, verb__in=["note done", "note reopened"]).count() == 2


def test_an_author_takes_a_note_back_until_somebody_replies(cast, policy):
    note = note_on(policy, cast.olga)
    with pytest.raises(ActRefused, match="Only the one who wrote"):
        notes.take_back(note, by=cast.dan)
    first = notes.write(policy, lineage=None, words="Ja.", key=uuid.uuid4(), by=cast.dan, parent=note)
    last = notes.write(policy, lineage=None, words="Nej.", key=uuid.uuid4(), by=cast.olga, parent=note)
    for by, followed in ((cast.olga, note), (cast.dan, first)):
        with pytest.raises(ActRefused, match="has replied"):
            notes.take_back(followed, by=by)
    notes.take_back(last, by=cast.olga)
    notes.take_back(first, by=cast.dan)
    for _time in range(2):
        notes.take_back(note, by=cast.olga)
    assert not Note.objects.exists()
    with pytest.raises(ActRefused, match="taken the note back"):
        notes.write(policy, lineage=None, words="Jo.", key=uuid.uuid4(), by=cast.dan, parent=note)


def test_a_note_follows_its_paragraph_into_the_next_version(cast, policy):
    note = note_on(policy, cast.olga)
    freeze(cast, policy)
    importing.put_in(policy, TEXT.replace("## Ansvar", "Nytt stycke.\n\n## Ansvar"), by=cast.dan)
    moved = paragraph_of(policy)
    assert moved.lineage == note.lineage
    assert places(policy, [note])[note.lineage].anchor == moved.anchor


def test_a_note_on_a_removed_paragraph_stays_and_says_so(cast, policy):
    fresh = editing.insert(policy, "Ett stycke som inte blir gammalt.", after=None, by=cast.dan)
    doomed = [note_on(policy, cast.olga, number) for number in (fresh.number, "2.1")]
    versions_before = paragraph_of(policy, "2.1")
    freeze(cast, policy)
    later = editing.insert(policy, "Ett som aldrig fryses.", after=None, by=cast.dan)
    doomed.append(note_on(policy, cast.olga, later.number))
    for note in doomed:
        row = policy.versions.draft().paragraphs.get(lineage=note.lineage)
        editing.remove(row, revision=row.revision, by=cast.dan)
    found = places(policy, doomed)
    assert all(place.is_removed for place in found.values())
    assert found[doomed[1].lineage].text == versions_before.text
    assert found[doomed[2].lineage].text == "Ett som aldrig fryses."


def test_a_suggestion_is_one_paragraph_and_other_words_than_those_that_were_seen(cast, policy):
    seen = paragraph_of(policy).text
    with pytest.raises(TextRefused):
        note_on(policy, cast.olga, suggestion="Ett.\n\nTvå.")
    with pytest.raises(ActRefused, match="in the draft"):
        note_on(policy, cast.olga, number=None, suggestion=THREE)
    editing.rewrite(paragraph_of(policy), "Kommunen svarar snabbt.", revision=1, by=cast.dan)
    unchanged = note_on(policy, cast.olga, suggestion=seen.replace("\n", "\r\n"), base=seen)
    assert (unchanged.suggestion, unchanged.base) == ("", "")


def test_a_suggestion_is_used_together_with_what_was_written_since(cast, policy):
    note = note_on(policy, cast.olga, suggestion=THREE)
    since = paragraph_of(policy).text.replace("Kommunen", "Ekeby kommun")
    row = editing.rewrite(paragraph_of(policy), since, revision=1, by=cast.dan)
    text = notes.merged(note, row).text
    with pytest.raises(Stale):
        notes.use(note, text, revision=1, by=cast.dan)
    notes.use(note, text, revision=row.revision, by=cast.dan)
    note.refresh_from_db()
    assert paragraph_of(policy).text == "Ekeby kommun ska svara på frågor inom tre dagar."
    assert (note.is_done, note.done_by) == (True, cast.dan)


def test_comments_of_a_word_file_come_in_as_notes_signed_with_its_names(cast, policy):
    then = timezone.now() - timedelta(days=9)
    row = paragraph_of(policy)
    entry = {"lineage": row.lineage, "signature": "Henrik Lööf", "words": WORDS, "suggestion": "", "base": ""}
    entries = [
        entry | {"at": then, "reply_to": None, "done": True},
        entry | {"words": "Svar på svaret.", "signature": "", "at": None, "reply_to": 2},
        entry | {"words": "Svar.", "at": then, "reply_to": 0},
        entry | {"words": "", "suggestion": THREE, "base": row.text, "at": then, "reply_to": None},
        entry | {"words": " ", "at": then, "reply_to": None},
    ]
    brought = notes.bring_in(policy, entries, by=cast.dan)
    assert len(brought) == 4
    first, wording = notes.by_lineage(policy)[row.lineage]
    assert (first.name, first.at, first.author) == ("Henrik Lööf", then, None)
    assert (first.is_done, first.done_by, wording.is_done) == (True, cast.dan, False)
    assert {reply.words for reply in first.replies.all()} == {"Svar.", "Svar på svaret."}
    assert (wording.suggestion, wording.base) == (THREE, row.text)


def test_a_note_on_a_paragraph_that_was_joined_with_another_leads_there(cast, policy):
    note = note_on(policy, cast.olga, "1.2-b")
    freeze(cast, policy)
    first, second = (paragraph_of(policy, number) for number in ("1.2-a", "1.2-b"))
    editing.join(second, first, f"{first.text} och {second.text}", revision=1, seen=1, by=cast.dan)
    place = places(policy, [note])[note.lineage]
    assert (place.number, place.anchor, place.is_joined, place.text) == ("1.2-a", "p-1-2-a", True, second.text)
