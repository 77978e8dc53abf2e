"""All comments of a consultation: filters, and one answer for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.domain import dispositions
from consultation.models import Comment, Submission
from tests.base import announce, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def listing(consultation, **query) -> str:
    return reverse("triage", args=[consultation.slug], query=query or None)


def shown(page) -> list[str]:
    return [row.first.reference for row in page.context["page"]]


def test_comments_are_filtered_by_state_place_sender_and_words(dan, cast, consultation):
    first = comment(consultation, "1.1", "Öppet på kvällen.")
    second = comment(consultation, "1.2-a", "Var ligger arkivet?", name="Petra")
    third = comment(consultation, None, "Bra.", name="Pia")
    Submission.objects.filter(pk=third.submission_id).update(sender_kind="party")
    close(consultation)
    dispositions.dispose([first], outcome="noted", reason="Tack.", by=cast.dan)
    heading = consultation.version.paragraphs.get(number="1")

    def found(**query) -> list[str]:
        return shown(dan.get(listing(consultation, **query)))

    assert found() == [first.reference, second.reference, third.reference]
    assert found(state="answered") == [first.reference]
    assert found(state="unanswered") == [second.reference, third.reference]
    assert found(place=str(heading.lineage)) == [first.reference, second.reference]
    assert found(place=str(second.paragraph.lineage)) == [second.reference]
    assert found(place="whole") == [third.reference]
    assert found(sender="party") == [third.reference]
    assert found(q="ÖPPET") == [first.reference]
    assert found(q="petra") == [second.reference]
    assert found(q=third.reference) == [third.reference]
    assert (
        found(state="x", place="y", kind="z", sender="å", theme="1;", assigned="²", alike="-", order="w", page="-1")
        == found()
    )


def test_one_answer_is_given_to_many(dan, consultation):
    rows = [comment(consultation, words=f"Ord {n}.", name=f"P{n}") for n in range(3)]
    close(consultation)
    data = {"comment": [rows[0].pk, rows[2].pk], "outcome": "noted", "reason": "Tack.", "state": "unanswered"}
    answer = dan.post(reverse("dispose", args=[consultation.slug]), data)
    assert answer["Location"] == listing(consultation, state="unanswered")
    assert rows[0].__class__.objects.get(pk=rows[0].pk).disposition.comments.count() == 2
    assert [row.pk for row in Comment.objects.unanswered()] == [rows[1].pk]


def test_one_answer_is_given_to_all_unanswered_of_a_selection_on_every_page(dan, cast, consultation):
    rows = [comment(consultation, words=f"Ord {n}.", name=f"P{n}") for n in range(27)]
    other = comment(consultation, "2.1", "Annat.", name="Petra")
    close(consultation)
    dispositions.dispose([rows[0]], outcome="met", reason="", by=cast.olga)
    place = str(rows[0].paragraph.lineage)
    data = {"everything": "1", "place": place, "outcome": "noted", "reason": "Tack."}
    assert dan.post(reverse("dispose", args=[consultation.slug]), data).status_code == 302
    assert [row.pk for row in Comment.objects.unanswered()] == [other.pk]
    assert Comment.objects.get(pk=rows[0].pk).disposition.outcome == "met"


@pytest.mark.parametrize(
    "data",
    [
        {"outcome": "noted", "reason": "Tack."},
        {"comment": ["1"], "outcome": "", "reason": "Det här skrev jag."},
        {"comment": ["1"], "outcome": "not_met", "reason": ""},
        {"comment": ["x", "99999999999999999999"], "outcome": "met", "reason": ""},
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(dan, consultation, data):
    comment(consultation)
    close(consultation)
    if "comment" in data and data["comment"] == ["1"]:
        data = data | {"comment": [str(Comment.objects.get().pk)]}
    page = dan.post(reverse("dispose", args=[consultation.slug]), data)
    assert page.status_code == 200 and page.context["form"].errors
    assert data["reason"] in page.content.decode()
    assert Comment.objects.get().disposition is None


def test_answers_that_another_gave_meanwhile_are_shown_and_not_overwritten(dan, cast, consultation):
    first, second = comment(consultation), comment(consultation, words="Annat.", name="Petra")
    close(consultation)
    dispositions.dispose([first], outcome="partly", reason="Delvis.", by=cast.olga)
    data = {"comment": [first.pk, second.pk], "seen": [f"{first.pk}:", f"{second.pk}:"], "outcome": "noted"}
    page = dan.post(reverse("dispose", args=[consultation.slug]), data | {"reason": "Mitt svar."})
    text = page.content.decode()
    assert page.status_code == 409 and "Delvis." in text and "Mitt svar." in text
    assert [row.pk for row in page.context["conflicts"]] == [first.pk]
    assert Comment.objects.get(pk=second.pk).disposition is None
    again = data | {"seen": page.context["seen"], "reason": "Mitt svar."}
    assert dan.post(reverse("dispose", args=[consultation.slug]), again).status_code == 302
    assert Comment.objects.get(pk=first.pk).disposition.reason == "Mitt svar."


def test_an_open_consultation_refuses_answers_in_a_sentence(dan, consultation):
    row = comment(consultation)
    data = {"comment": [row.pk], "outcome": "noted", "reason": "Tack."}
    page = dan.post(reverse("dispose", args=[consultation.slug]), data)
    assert page.status_code == 200 and page.context["form"].non_field_errors()


def test_a_comment_of_another_consultation_cannot_be_answered_here(dan, cast, consultation):
    other = announce(cast, make_policy(cast, title="Annan"))
    row = comment(other)
    close(consultation)
    data = {"comment": [row.pk], "outcome": "noted", "reason": "Tack."}
    assert dan.post(reverse("dispose", args=[consultation.slug]), data).context["form"].errors


def test_the_list_asks_as_much_of_the_database_for_one_comment_as_for_sixty(dan, cast):
    asked = []
    for comments in (1, 1, 60):
        consultation = announce(cast, make_policy(cast))
        for number in range(comments):
            comment(consultation, words=f"Ord {number}.", suggestion="Annat.", name=f"P{number}")
        with CaptureQueriesContext(connection) as caught:
            page = dan.get(listing(consultation))
        assert len(page.context["page"].object_list) == min(comments, 25)
        asked.append(len(caught))
    assert asked[1] == asked[2]


def test_comments_are_read_by_those_who_work_with_them_and_answered_by_those_who_write(cast, client, consultation):
    row = comment(consultation)
    close(consultation)
    place, act = listing(consultation), reverse("dispose", args=[consultation.slug])
    data = {"comment": [row.pk], "outcome": "noted", "reason": "Tack."}
    for user, read, answered in [
        (cast.sam, 404, 404),
        (cast.kim, 403, 403),
        (cast.sten, 403, 403),
        (cast.meja, 200, 403),
        (cast.asa, 200, 403),
        (cast.olga, 200, 302),
    ]:
        client.force_login(user)
        assert (client.get(place).status_code, client.post(act, data).status_code) == (read, answered), user
    assert client.post(place).status_code == 405
    assert client.get(act).status_code == 405
