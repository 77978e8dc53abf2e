"""Pages kept for visitors without a session: never older than what was done, never anybody's own."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain import extending, matter, moderation, papers, printing
from consultation.domain.taking_part import agreements, confirming
from consultation.models import Agreement, Comment
from consultation.models.moderation_act import HidingReason
from consultation.views.public import stored
from drafts.models import Edition, Policy
from organisation.models import Event
from tests.base import comment

WORDS = "Två dagar är för kort tid."


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.STORED_PAGES_MB = 1
    stored.SHELF.clear()
    matter.KEPT.clear()
    yield
    stored.SHELF.clear()
    matter.KEPT.clear()


@pytest.fixture
def address(consultation):
    return reverse("paragraph", args=[consultation.version.policy.slug, 1, "1.1"])


def pages(consultation) -> list[str]:
    policy = consultation.version.policy
    return [
        reverse("version", args=[policy.slug, 1]),
        reverse("paragraph", args=[policy.slug, 1, "1.1"]),
        reverse("whole", args=[policy.slug, 1]),
        reverse("policy", args=[policy.slug]),
        reverse("consultation", args=[consultation.slug]),
    ]


def test_a_kept_page_costs_one_query_and_is_the_same(client, consultation, django_assert_num_queries):
    for address in pages(consultation):
        made = client.get(address)
        with django_assert_num_queries(1):
            again = client.get(address)
        assert (again.content, again.headers["ETag"]) == (made.content, made.headers["ETag"])
        assert not again.cookies
        assert b"csrf" not in again.content


def test_a_comment_is_on_the_page_when_it_is_confirmed_and_gone_when_it_is_hidden(client, cast, consultation, address):
    said = comment(consultation, confirmed=False)
    assert WORDS not in client.get(address).content.decode()
    confirming.accept(said.submission, timezone.now())
    assert WORDS in client.get(address).content.decode()
    moderation.hide(Comment.objects.get(pk=said.pk), reason=HidingReason.values[0], by=cast.meja)
    assert WORDS not in client.get(address).content.decode()


def test_an_agreement_and_a_later_closing_are_on_the_page_at_once(client, cast, consultation, address):
    said = comment(consultation)
    before = client.get(address).content
    agreement = Agreement.objects.create(comment=said, email="bo@example.se", key="0" * 32)
    agreements.confirmed(agreement, timezone.now())
    agreed = client.get(address).content
    extending.extend(consultation, closes_at=consultation.closes_at + timedelta(days=9), motive="Semester", by=cast.dan)
    assert len({before, agreed, client.get(address).content}) == 3


def test_a_kept_page_ends_with_the_consultation_to_the_microsecond(client, consultation, address):
    now = timezone.now()
    consultation.closes_at = now + timedelta(seconds=20)
    consultation.save()
    client.get(address)
    (page,) = stored.SHELF.pages.values()
    assert page.until == consultation.closes_at or page.until == stored.midnight_after(now)
    assert page.holds(page.until - timedelta(microseconds=1))
    assert not page.holds(page.until)


def test_what_is_taken_from_the_web_is_gone_at_once(client, consultation, address):
    assert client.get(address).status_code == 200
    policy = consultation.version.policy
    Policy.objects.filter(pk=policy.pk).update(published_at=None)
    Event.objects.create(chain=policy.uuid, verb="taken from the web")
    assert client.get(address).status_code == 404


def test_the_rows_of_a_policy_are_kept_until_something_happens_to_it(cast, consultation, django_assert_num_queries):
    slug = consultation.version.policy.slug
    first = matter.read(slug)
    first.newest.title = "Somebody's own"
    with django_assert_num_queries(1):
        again = matter.read(slug)
    assert (again.newest.title, again.newest.consultation) == (consultation.version.title, consultation)
    later = consultation.closes_at + timedelta(days=9)
    extending.extend(consultation, closes_at=later, motive="Semester", by=cast.dan)
    assert matter.read(slug).newest.consultation.closes_at == later


def test_a_paper_is_offered_as_soon_as_it_is_made(client, consultation):
    page = consultation.get_absolute_url()
    poster = reverse("edition", args=[consultation.version.policy.slug, 1, "poster"])
    assert poster not in client.get(page).content.decode()
    printing.make(papers.ask_for(consultation.version, Edition.Kind.POSTER).pk)
    assert poster in client.get(page).content.decode()


def test_no_page_is_kept_of_or_given_to_whoever_has_a_session(client, cast, consultation, address):
    signed_in = Client()
    signed_in.force_login(cast.dan)
    own = signed_in.get(address)
    assert not stored.SHELF.pages
    assert "ETag" not in own.headers
    assert "Cookie" in own.headers["Vary"]
    tag = client.get(address).headers["ETag"]
    assert signed_in.get(address, headers={"if-none-match": tag}).status_code == 200


def test_the_same_page_is_304_for_who_has_it_and_compressed_for_who_takes_it(client, address):
    plain = client.get(address)
    zipped = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert client.get(address, headers={"accept-encoding": "gzip;q=0"}).content == plain.content
    for answer in (plain, zipped):
        assert {"Cookie", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
        assert answer.headers["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"if-none-match": plain.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", plain.headers["ETag"])
    head = client.head(address)
    assert (head.content, head.headers["Content-Length"]) == (b"", plain.headers["Content-Length"])


def test_languages_hosts_and_what_is_asked_for_are_kept_apart(client, consultation, address):
    comment(consultation)
    english, swedish = client.get(address).content, client.get(f"/sv{address}").content
    narrowed = client.get(address, {"only": "suggestion"}).content
    elsewhere = client.get(address, headers={"host": "localhost"})
    assert len({english, swedish, narrowed}) == 3
    assert elsewhere.status_code == 200
    assert len(stored.SHELF.pages) == 4


def test_what_a_page_does_not_know_is_neither_kept_nor_in_its_links(client, address):
    named = client.get(address, {"order": "newest", "gift": "<b>evil"}).content
    assert b"evil" not in named
    assert client.get(address, {"order": "newest"}).content == named
    assert len(stored.SHELF.pages) == 1


def test_the_oldest_pages_go_when_there_is_no_more_room(client, address):
    client.get(address)
    (size,) = [len(page.zipped) for page in stored.SHELF.pages.values()]
    for number in range(1024 * 1024 // size + 9):
        stored.SHELF.put(("page", number), next(iter(stored.SHELF.pages.values())), 1024 * 1024)
    assert stored.SHELF.size == len(stored.SHELF.pages) * size <= 1024 * 1024
    assert ("page", 0) not in stored.SHELF.pages
