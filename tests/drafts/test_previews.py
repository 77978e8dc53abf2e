"""Preview links: a secret address to read one draft, shown once, gone at once when it is revoked or has run out."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from drafts.domain import editing, previews, versions
from drafts.models import PreviewLink
from organisation.exceptions import ActRefused
from organisation.models import Event
from tests.base import make_policy

pytestmark = pytest.mark.django_db
KEY = "k" * 43


def make(cast, policy, **more):
    return previews.make(policy, **({"label": "Kollegan", "days": 14, "key": KEY, "by": cast.dan} | more))


def page_of(token):
    return reverse("preview", args=[token])


@pytest.mark.data
def test_a_link_posted_twice_is_one_and_its_token_is_kept_nowhere(cast, policy):
    (link, token), (again, same) = (make(cast, policy) for _time in range(2))
    assert (link, token) == (again, same)
    assert len(token) == 32  # 192 bits
    assert token not in str(PreviewLink.objects.values().get()) and len(link.token_hash) == 64
    assert make(cast, policy, key="x" * 43)[1] != token != make(cast, policy, by=cast.olga)[1]
    assert Event.objects.filter(verb="preview made").count() == 3


@pytest.mark.data
def test_a_link_holds_to_the_end_of_its_last_day(cast, policy):
    link, token = make(cast, policy, days=1)
    assert timezone.localtime(link.expires_at).strftime("%H.%M") == "00.00"
    assert timezone.localdate(link.expires_at) == timezone.localdate() + timedelta(days=2)
    for days in (0, 91):
        with pytest.raises(ActRefused, match="1 to 90"):
            make(cast, policy, days=days)
    with pytest.raises(ActRefused, match="no text"):
        make(cast, make_policy(cast, text="", title="Tom"))


@pytest.mark.data
def test_a_revoked_link_stays_revoked(cast, policy):
    link, token = make(cast, policy)
    for _time in range(2):
        previews.revoke(link, by=cast.dan)
    assert previews.find(token) is None
    with pytest.raises(ActRefused, match="leads nowhere"):
        make(cast, policy)
    assert Event.objects.filter(verb="preview revoked").count() == 1


def test_a_colleague_without_an_account_reads_the_draft_as_it_is(cast, client, policy):
    token = make(cast, policy)[1]
    row = policy.versions.draft().paragraphs.get(number="1.1")
    editing.rewrite(row, "Kommunen svarar samma dag.", revision=row.revision, by=cast.dan)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page_of(token))
    page = answer.content.decode()
    for paragraph in policy.versions.draft().paragraphs.all():
        assert paragraph.html in page and f'id="{paragraph.anchor}"' in page
    assert "KS 2026/123" in page and "Draft, for you to read." in page
    assert "<form" not in page.split("<main")[1] and "<textarea" not in page
    assert not [query for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert not answer.cookies


@pytest.mark.parametrize("state", ["open", "gone"])
def test_the_page_is_kept_by_nobody_and_tells_its_address_to_nobody(cast, client, policy, state):
    token = make(cast, policy)[1]
    answer = client.get(page_of(token if state == "open" else "x" * 32))
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    statuses = [client.head(page_of(token)).status_code, client.post(page_of(token)).status_code]
    assert statuses == [200, 405]


def test_unknown_revoked_and_run_out_links_answer_the_same_404_at_once(cast, policy):
    client, tokens = Client(), []
    for index in range(2):
        link, token = make(cast, policy, key=f"{index}" * 43)
        assert client.get(page_of(token)).status_code == 200
        tokens.append((link, token))
    previews.revoke(tokens[0][0], by=cast.dan)
    PreviewLink.objects.filter(pk=tokens[1][0].pk).update(expires_at=timezone.now())
    answers = []
    for token in (tokens[0][1], tokens[1][1], "-" * 32):
        answer = client.get(page_of(token))
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        answers.append((answer.status_code, answer.content.decode().replace(token, "?"), headers))
    assert answers[0][0] == 404
    assert answers[0] == answers[1] == answers[2]


def test_once_frozen_the_link_shows_the_frozen_text_and_says_so(cast, client, policy):
    token = make(cast, policy)[1]
    versions.freeze(policy, by=cast.dan)
    policy.versions.frozen().update(published_at=timezone.now())
    row = policy.versions.draft().paragraphs.get(number="1.1")
    editing.rewrite(row, "Nya ord i nästa utkast.", revision=row.revision, by=cast.dan)
    page = client.get(page_of(token)).content.decode()
    assert "Frozen as version 1." in page and "Nya ord" not in page and "två dagar" in page


def test_dan_makes_a_link_sees_it_once_and_revokes_it(cast, dan, policy):
    address = reverse("previews", args=[policy.slug])
    form = dan.get(address).context["form"]
    posted = {"key": form["key"].value(), "label": "Henrik på bolaget", "days": "14"}
    first, second = (dan.post(address, posted).context["address"] for _time in range(2))
    assert first == second
    later = dan.get(address).content.decode()
    assert first not in later and "Henrik på bolaget" in later
    link = PreviewLink.objects.get()
    dan.post(reverse("preview-revoke", args=[policy.slug, link.pk]))
    assert Client().get(urlsplit(first).path).status_code == 404


def test_a_link_of_another_policy_is_not_revoked_through_this_one(cast, dan, policy):
    link, _token = make(cast, make_policy(cast, title="En annan"))
    assert dan.post(reverse("preview-revoke", args=[policy.slug, link.pk])).status_code == 404


def test_the_links_take_the_same_queries_for_one_and_thirty(cast, dan, policy):
    counts = []
    for some in (1, 29):
        for number in range(some):
            make(cast, policy, key=f"{some}-{number}".rjust(40, "0"))
        with CaptureQueriesContext(connection) as queries:
            dan.get(reverse("previews", args=[policy.slug]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
