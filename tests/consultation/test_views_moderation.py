"""The moderator's pages: the queue, one comment, what was done, and undoing it."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.domain import moderation
from consultation.domain.taking_part import complaining
from consultation.models import Comment
from tests.base import comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def mejas(cast, client):
    client.force_login(cast.meja)
    return client


def queue_of(consultation):
    return reverse("moderation", args=[consultation.slug])


def page_of(comment):
    return reverse("comment-moderate", args=[comment.consultation.slug, comment.number])


def held(cast, consultation, **fields):
    row = comment(consultation, **fields)
    return moderation.hold(row, by=cast.meja)


def state_of(row):
    return Comment.objects.get(pk=row.pk).state


def test_the_queue_shows_held_comments_with_the_first_opened(cast, mejas, consultation):
    first = held(cast, consultation, words="Läs mig först.")
    shown = comment(consultation, words="Redan visad.")
    page = mejas.get(queue_of(consultation)).content.decode()
    assert page.count("Läs mig först.") == 2
    assert "Redan visad." not in page
    assert page_of(first) in page
    assert "Redan visad." in mejas.get(queue_of(consultation) + "?show=shown").content.decode()
    assert shown.reference in mejas.get(page_of(shown)).content.decode()


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"act": "show"}, "shown"),
        ({"act": "hide", "reason": "off_matter"}, "hidden"),
    ],
)
def test_meja_acts_and_goes_to_the_next(cast, mejas, consultation, form, state):
    row = held(cast, consultation)
    answer = mejas.post(page_of(row) + "?show=held", form)
    assert answer.headers["Location"] == f"{queue_of(consultation)}?show=held&done=1"
    assert state_of(row) == state


def test_a_shown_comment_can_be_held(mejas, consultation):
    row = comment(consultation)
    mejas.post(page_of(row), {"act": "hold", "remark": "Frågar Sten."})
    assert state_of(row) == "held"
    assert "Frågar Sten." in mejas.get(page_of(row)).content.decode()


@pytest.mark.parametrize("first", ["show", "hide"])
def test_what_was_just_done_can_be_undone(cast, mejas, consultation, first):
    row = held(cast, consultation)
    form = {"act": first, "reason": "off_matter" if first == "hide" else ""}
    answer = mejas.get(mejas.post(page_of(row), form).headers["Location"])
    undo = answer.context["done"]
    assert (undo.done.comment, undo.act) == (row, "hold")
    mejas.post(page_of(row), {"act": undo.act, "reason": undo.reason})
    assert state_of(row) == "held"


def test_hiding_again_with_its_reason_undoes_a_showing(cast, mejas, consultation):
    row = moderation.hide(comment(consultation), reason="secrecy", by=cast.meja)
    undo = mejas.get(mejas.post(page_of(row), {"act": "show"}).headers["Location"]).context["done"]
    assert (undo.act, undo.reason) == ("hide", "secrecy")


def test_what_somebody_else_did_is_not_mine_to_undo(cast, mejas, consultation):
    row = moderation.hold(comment(consultation), by=cast.dan)
    assert mejas.get(f"{queue_of(consultation)}?done={row.number}").context["done"] is None
    assert mejas.get(f"{queue_of(consultation)}?done=nonsense").context["done"] is None


def test_hiding_without_a_reason_is_refused_beside_the_field(cast, mejas, consultation):
    row = held(cast, consultation)
    answer = mejas.post(page_of(row), {"act": "hide", "remark": "Det jag skrev."})
    assert answer.context["form"].errors == {"reason": ["Choose the reason why the comment is hidden."]}
    assert "Det jag skrev." in answer.content.decode()
    assert state_of(row) == "held"


def test_a_comment_that_is_not_confirmed_is_not_shown(mejas, consultation):
    row = comment(consultation, confirmed=False)
    answer = mejas.post(page_of(row), {"act": "show"})
    assert "The sender has not confirmed the address; the comment is not shown." in answer.content.decode()
    assert state_of(row) == "unconfirmed"


def test_the_log_lists_every_act(cast, mejas, consultation):
    row = held(cast, consultation)
    moderation.hide(row, reason="secrecy", by=cast.meja)
    answer = mejas.get(queue_of(consultation) + "?show=log")
    assert [act.kind for act in answer.context["page"]] == ["hide", "hold"]


def test_hostile_words_and_names_are_shown_escaped(cast, mejas, consultation):
    held(cast, consultation, words="<img src=x onerror=alert(1)>", name="<b>Paula</b>")
    page = mejas.get(queue_of(consultation)).content.decode()
    assert "<img src=x" not in page
    assert "<b><b>" not in page


def test_an_empty_queue_says_so(mejas, consultation):
    assert "Nothing lies here" in mejas.get(queue_of(consultation)).content.decode()


@pytest.mark.parametrize("shelf", ["held", "shown", "hidden", "unconfirmed", "log"])
def test_the_queue_takes_the_same_queries_for_one_and_thirty(cast, mejas, consultation, shelf):
    counts = []
    for number in (1, 29):
        for n in range(number):
            row = comment(consultation, words=f"Ord {number} {n}", confirmed=shelf != "unconfirmed")
            if shelf in ("held", "log"):
                moderation.hold(row, by=cast.meja)
            elif shelf == "hidden":
                moderation.hide(row, reason="secrecy", by=cast.meja)
        with CaptureQueriesContext(connection) as queries:
            assert mejas.get(f"{queue_of(consultation)}?show={shelf}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_wrong_method_stranger_and_weaker_role(cast, client, consultation):
    row = comment(consultation)
    client.force_login(cast.meja)
    assert client.post(queue_of(consultation)).status_code == 405
    assert client.put(page_of(row)).status_code == 405
    assert client.get(reverse("comment-moderate", args=[consultation.slug, 999])).status_code == 404
    client.force_login(cast.sam)
    assert {client.get(queue_of(consultation)).status_code, client.post(page_of(row)).status_code} == {404}
    client.force_login(cast.dan)
    assert {client.get(queue_of(consultation)).status_code, client.post(page_of(row)).status_code} == {403}


def test_holding_a_comment_is_no_way_round_its_confirmation(mejas, consultation):
    row = comment(consultation, confirmed=False)
    mejas.post(page_of(row), {"act": "hold"})
    answer = mejas.post(page_of(row), {"act": "show"})
    assert "has not confirmed the address" in answer.content.decode()
    assert state_of(row) == "held"


def test_a_report_waits_on_the_desk_until_a_moderator_leaves_or_hides_the_comment(mejas, consultation):
    row = comment(consultation)
    complaining.complain(row, key=uuid.uuid4(), reason="off_matter")
    desk = mejas.get(reverse("desk")).context["groups"]
    assert [todo["href"] for group in desk if group.title == "Reported comments" for todo in group.todos] == [
        queue_of(consultation)
    ]
    assert 'value="show"' in mejas.get(page_of(row)).content.decode()
    mejas.post(page_of(row), {"act": "show"})
    assert (state_of(row), complaining.waiting(consultation)) == ("shown", 0)
    assert 'value="show"' not in mejas.get(page_of(row)).content.decode()
    assert "Reported comments" not in [group.title for group in mejas.get(reverse("desk")).context["groups"]]
