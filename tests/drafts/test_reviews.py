"""A review round: asked once, answered on the text that was read, ended by hand or by what comes after."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from drafts.domain import editing, group, reviews, versions
from drafts.domain.texts import checksum
from drafts.models import ReviewRound
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event, OutgoingMail
from tests.base import approve, make_policy, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def grouped(cast, policy):
    """Sam reviews, Åsa approves; Dan drafts."""
    policy.memberships.create(user=cast.sam, kind="reviewer")
    policy.memberships.create(user=cast.asa, kind="approver")
    policy.memberships.create(user=cast.dan, kind="drafter")
    return policy


def ask(cast, policy, days=7, **more):
    given = {"read_by": timezone.localdate() + timedelta(days=days), "message": "Läs särskilt 1.1.", "by": cast.dan}
    return reviews.ask(policy, **(given | more))


def rewrite(policy, by):
    row = policy.versions.draft().paragraphs.get(number="1.1")
    return editing.rewrite(row, row.text + " Alltid.", revision=row.revision, by=by)


def answers(asked):
    return sorted(asked.answers.values_list("person__name", "kind"))


def page_of(policy):
    return reverse("review", args=[policy.slug])


@pytest.mark.data
def test_every_other_member_is_asked_once_by_mail(cast, grouped):
    first, second = (ask(cast, grouped) for _time in range(2))
    assert (first, answers(first)) == (second, [("Sam", "waiting"), ("Åsa", "waiting")])
    assert sorted(mail.recipient for mail in OutgoingMail.objects.all()) == ["asa@ekeby.example", "sam@ekeby.example"]
    mail = OutgoingMail.objects.first()
    assert "Läs särskilt 1.1." in mail.text and page_of(grouped) in mail.text


@pytest.mark.data
def test_a_review_is_refused_in_words(cast, grouped):
    with pytest.raises(ActRefused, match="no text yet"):
        ask(cast, make_policy(cast, text="", title="Tom"))
    with pytest.raises(ActRefused, match="nobody to ask"):
        ask(cast, make_policy(cast, title="Ensam"))
    with pytest.raises(ActRefused, match="passed"):
        ask(cast, grouped, days=-1)
    ask(cast, grouped, days=0)
    with pytest.raises(ActRefused, match="going on"):
        ask(cast, grouped, days=3)
    assert ReviewRound.objects.count() == 1


@pytest.mark.data
def test_a_round_whose_day_has_passed_gives_way_to_the_next(cast, grouped):
    old = ask(cast, grouped)
    ReviewRound.objects.update(read_by=timezone.localdate() - timedelta(days=1))
    new = ask(cast, grouped)
    old.refresh_from_db()
    assert (old.is_open, new.is_open, reviews.current(grouped)) == (False, True, new)


@pytest.mark.data
def test_an_answer_is_for_the_text_that_was_read(cast, grouped):
    asked = ask(cast, grouped)
    read = checksum(asked.version)
    for _time in range(2):
        reviews.answer(asked, kind="fine", checksum=read, by=cast.sam)
    rewrite(grouped, cast.dan)
    with pytest.raises(Stale):
        reviews.answer(asked, kind="notes", checksum=read, by=cast.asa)
    with pytest.raises(ActRefused, match="not among"):
        reviews.answer(asked, kind="fine", checksum=checksum(asked.version), by=cast.olga)
    assert answers(asked) == [("Sam", "fine"), ("Åsa", "waiting")]
    assert Event.objects.filter(verb="review answered").count() == 1


@pytest.mark.data
def test_a_round_ends_by_hand_or_when_the_draft_is_frozen(cast, grouped):
    asked = ask(cast, grouped)
    for _time in range(2):
        reviews.end(asked, by=cast.dan)
    with pytest.raises(ActRefused, match="over"):
        reviews.answer(asked, kind="fine", checksum=checksum(asked.version), by=cast.sam)
    again = ask(cast, grouped)
    assert list(ReviewRound.objects.open()) == [again]
    approve(cast, grouped)
    versions.freeze(grouped, by=cast.dan)
    again.version.refresh_from_db()
    assert (again.is_open, reviews.current(grouped), list(ReviewRound.objects.open())) == (False, None, [])
    with pytest.raises(ActRefused, match="frozen"):
        ask(cast, grouped)


@pytest.mark.data
def test_those_who_have_not_answered_are_reminded_once_a_day(cast, grouped):
    asked = ask(cast, grouped)
    with pytest.raises(ActRefused, match="within the last day"):
        reviews.remind(asked, by=cast.dan)
    ReviewRound.objects.update(asked_at=timezone.now() - timedelta(days=2))
    reviews.answer(asked, kind="notes", checksum=checksum(asked.version), by=cast.sam)
    assert reviews.remind(asked, by=cast.dan) == 1
    assert OutgoingMail.objects.last().recipient == "asa@ekeby.example"
    with pytest.raises(ActRefused, match="within the last day"):
        reviews.remind(asked, by=cast.dan)


def test_who_joins_is_asked_too_and_who_leaves_no_longer(cast, grouped):
    asked = ask(cast, grouped)
    group.add(grouped, cast.kim, kind="reviewer", by=cast.dan)
    group.take_out(grouped.memberships.get(user=cast.sam), by=cast.dan)
    assert answers(asked) == [("Kim", "waiting"), ("Åsa", "waiting")]


def test_dan_asks_sam_reads_and_answers_from_the_desk(cast, client, grouped):
    client.force_login(cast.dan)
    day = timezone.localdate() + timedelta(days=3)
    client.post(reverse("review-ask", args=[grouped.slug]), {"read_by": f"{day:%Y-%m-%d}", "message": ""})
    client.force_login(cast.sam)
    assert page_of(grouped) in client.get(reverse("desk")).content.decode()
    page = client.get(page_of(grouped))
    for paragraph in grouped.versions.draft().paragraphs.all():
        assert paragraph.html in page.content.decode()
    answer = {"answer": "fine", "checksum": page.context["checksum"]}
    assert client.post(page_of(grouped), answer).status_code == 302
    assert page_of(grouped) not in client.get(reverse("desk")).content.decode()
    overview = client.get(reverse("staff-policy", args=[grouped.slug])).content.decode()
    assert "1 of 2 have answered, 1 of them “fine by me”." in overview
    rewrite(grouped, cast.dan)
    assert "The text has changed since." in client.get(page_of(grouped)).content.decode()
    assert client.post(page_of(grouped), answer | {"answer": "notes"}).status_code == 409


def test_who_reads_the_draft_finds_the_review_from_it(cast, client, grouped):
    for reader, may_write in ((cast.sam, False), (cast.dan, True)):
        client.force_login(reader)
        page = client.get(reverse("editor", args=[grouped.slug])).content.decode()
        assert (f'href="{page_of(grouped)}"' in page) is not may_write


def test_asking_for_a_day_that_has_passed_keeps_the_message(cast, dan, grouped):
    posted = {"read_by": "2020-01-01", "message": "Läs särskilt 1.1."}
    page = dan.post(reverse("review-ask", args=[grouped.slug]), posted).content.decode()
    assert "The day has passed already." in page and "Läs särskilt 1.1." in page


def test_the_review_and_the_desk_take_the_same_queries_for_one_and_thirty(cast, client, grouped):
    counts = []
    for some in (0, 29):
        for number in range(some):
            grouped.memberships.create(user=person(f"Bo {number}"), kind="reviewer")
            other = make_policy(cast, text="# T\n\nOrd.", title=f"Nr {number}")
            other.memberships.create(user=cast.sam, kind="reviewer")
            ask(cast, other)
        if some:
            reviews.end(reviews.current(grouped), by=cast.dan)
        ask(cast, grouped)
        for reader, address in ((cast.dan, page_of(grouped)), (cast.sam, reverse("desk"))):
            client.force_login(reader)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
