"""The Atom feeds: valid, stable, found from the pages, and silent about what is not published."""

import datetime
import re

import feedparser
import pytest
from django.conf import settings
from django.urls import reverse

from consultation.domain import decisions, lifecycle, moderation
from consultation.models import Extension
from tests.base import answer_all, approve, close, comment, make_policy
from tests.consultation.atom import faults

pytestmark = pytest.mark.django_db
SLUG = "riktlinjer-for-sociala-medier"
HOSTILE = 'Ord & <script>alert("x")</script> \x0bslut'


@pytest.fixture
def addresses(consultation) -> dict[str, str]:
    lineage = consultation.version.paragraphs.get(number="1.1").lineage
    return {
        "all": reverse("feed-all"),
        "decisions": reverse("feed-decisions"),
        "policy": reverse("feed-policy", args=[SLUG]),
        "consultation": reverse("feed-consultation", args=[SLUG]),
        "paragraph": reverse("feed-paragraph", args=[SLUG, lineage]),
    }


def read(client, address: str) -> feedparser.FeedParserDict:
    """The feed as a feed reader takes it, after every rule has been looked at."""
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert faults(answer.content, settings.SITE_ADDRESS + address) == []
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


def titles(client, address: str) -> list[str]:
    return [entry.title.rpartition(": ")[2] for entry in read(client, address).entries]


def test_each_feed_is_valid_in_both_languages_whatever_the_words_hold(cast, consultation, addresses, client):
    policy = consultation.version.policy
    policy.title = HOSTILE
    policy.save()
    comment(consultation, "1.1")
    for prefix in ("", "/sv"):
        found = {name: read(client, prefix + address) for name, address in addresses.items()}
        assert {each.feed.language for each in found.values()} == {prefix.strip("/") or "en"}
        assert {name: len(each.entries) for name, each in found.items()} == {
            "all": 1, "decisions": 0, "policy": 1, "consultation": 1, "paragraph": 2,
        }  # fmt: skip
        assert {each.feed.author_detail.get("email") for each in found.values()} == {None}
    names = {entry.id for name in ("all", "policy") for entry in read(client, addresses[name]).entries}
    assert (len(names), len({each.feed.id for each in found.values()})) == (1, 5)


def test_the_whole_way_of_a_policy_stands_in_its_feed_the_newest_first(cast, consultation, addresses, client):
    policy = consultation.version.policy
    comment(consultation, "1.1")
    extended = {"closed_at": consultation.closes_at, "closes_at": consultation.closes_at + datetime.timedelta(days=9)}
    Extension.objects.create(consultation=consultation, motive="Sommar.", signature="Dan", by=cast.dan, **extended)
    close(consultation)
    answer_all(cast, consultation)
    policy.refresh_from_db()
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    day = datetime.date(2026, 6, 1)
    decisions.decide(
        policy, kind="adopt", body="Kommunfullmäktige", date=day, section="12", in_force_from=day, by=cast.sten
    )
    said = [" ".join(words.split()[:5]) for words in titles(client, addresses["policy"])]
    assert said == [
        "adopt.",
        "The answers to the comments",
        "The consultation has been extended.",
        "The consultation has opened. Comments",
        "The consultation has closed. The",
    ]
    assert len(titles(client, addresses["decisions"])) == 1
    links = {entry.link for entry in read(client, addresses["all"]).entries}
    assert {client.get(link.removeprefix(settings.SITE_ADDRESS)).status_code for link in links} == {200}


def test_a_hidden_comment_leaves_the_feed_of_its_paragraph(cast, consultation, addresses, client):
    sent = comment(consultation, "1.1", "Ett mycket ovanligt ord.")
    comment(consultation, "2.1")
    comment(consultation, "1.1", confirmed=False)
    entries = read(client, addresses["paragraph"]).entries
    assert [entry.link.rpartition("#")[2] for entry in entries][0] == "s-0001"
    assert "ovanligt" not in client.get(addresses["paragraph"]).content.decode()
    moderation.hide(sent, reason="off_matter", by=cast.meja)
    assert len(read(client, addresses["paragraph"]).entries) == len(entries) - 1


def test_who_has_the_feed_gets_304(consultation, addresses, client):
    for address in addresses.values():
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    since = client.get(addresses["all"]).headers["Last-Modified"]
    assert client.get(addresses["all"], headers={"if-modified-since": since}).status_code == 304
    comment(consultation, "1.1")
    tag = {"if-none-match": first.headers["ETag"]}
    assert client.get(addresses["paragraph"], headers=tag).status_code == 200


def test_what_is_not_published_is_in_no_feed(cast, consultation, addresses, client):
    before = client.get(addresses["all"]).content
    other = make_policy(cast, title="Hemlig plan")
    approve(cast, other)
    lifecycle.freeze_proposal(other, by=cast.dan)
    assert client.get(addresses["all"]).content == before
    lineage = other.versions.first().paragraphs.first().lineage
    for nowhere in (f"policies/{other.slug}", f"policies/{SLUG}/p/{lineage}", "consultations/hemlig-plan"):
        assert client.get(f"/feeds/{nowhere}.atom").status_code == 404


def test_pages_lead_to_their_feeds(consultation, addresses, client):
    pages = {
        "/": ["all"],
        f"/policies/{SLUG}/": ["policy"],
        f"/policies/{SLUG}/v/1/": ["policy"],
        f"/consultations/{SLUG}/": ["consultation"],
        f"/policies/{SLUG}/v/1/p/1.1/": ["paragraph"],
        "/answers/": ["decisions"],
    }
    alternate = r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">'
    for page, names in pages.items():
        body = client.get(page).content.decode()
        assert set(re.findall(alternate, body)) == {addresses[name] for name in [*names, "all"]}, page
        shown = body.split("<body")[1]
        assert all(f'href="{addresses[name]}"' in shown for name in names), page
