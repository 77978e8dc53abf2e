"""The page of a version in each of its states, the paragraph's page, and what stays hidden."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultation.domain import moderation
from consultation.models import Comment
from drafts.models import Version
from tests.base import TEXT, announce, answer_all, approve, close, comment, make_policy

pytestmark = pytest.mark.django_db
POLICY = "/policies/riktlinjer-for-sociala-medier/"
VERSION = f"{POLICY}v/1/"


def read(client, address: str = VERSION) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    return len(asked)


def test_an_open_version_shows_comments_beside_the_text_and_the_way_to_the_form(consultation, client):
    comment(consultation, "1.1", "Bra skrivet.", suggestion="Kommunen ska svara på frågor inom tre dagar.")
    page = read(client)
    assert "Bra skrivet." in page
    assert f'{VERSION}p/1.1/comment/"' in page
    assert 'id="p-1-1"' in page
    assert "<ins>" in page


def test_a_list_is_one_place_with_its_items_counted_and_named(consultation, client):
    comment(consultation, "1.2-a", "Om punkten.")
    page = read(client)
    assert 'id="p-1-2-a"' in page
    assert f'{VERSION}p/1.2-a/"' in page
    assert page.count('data-n="1"') == 1


def test_the_page_of_a_lists_lead_has_the_list_and_what_was_said_on_its_items(consultation, client):
    said = comment(consultation, "1.2-a", "Om punkten.")
    page = read(client, f"{VERSION}p/1.2/")
    assert "som publicerar inlägg" in page and "Om punkten." in page
    assert f'{VERSION}p/1.2-a/comment/?reply={said.reference}"' in page
    assert "Om punkten." in read(client, f"{VERSION}p/1.2-a/")
    assert "Om punkten." not in read(client, f"{VERSION}p/1.2-b/")


def test_an_announced_version_can_be_read_but_not_commented_on(cast, client):
    now = timezone.now()
    announce(cast, make_policy(cast), opens=now + timedelta(days=1), closes=now + timedelta(days=9))
    page = read(client)
    assert "Kommunen ska svara på frågor inom två dagar." in page
    assert "comment/" not in page.split("<main")[1]
    assert 'class="chip' not in page


def test_a_closed_version_keeps_its_comments_and_loses_the_form(consultation, client):
    comment(consultation, "1.1", "Bra skrivet.")
    close(consultation)
    page = read(client)
    assert "Bra skrivet." in page
    assert "/comment/" not in page
    for address in (consultation.get_absolute_url(), f"{VERSION}p/1.1/"):
        page = read(client, address)
        assert "Rather in another way?" not in page and "How to take part" not in page


def test_a_hidden_comment_leaves_a_stub_and_its_replies(cast, consultation, client):
    first = comment(consultation, "1.1", "Hemliga uppgifter.", name="Petra")
    comment(consultation, "1.1", "Ett svar.", parent=first)
    moderation.hide(first, reason="secrecy", by=cast.meja)
    for address in (VERSION, f"{VERSION}p/1.1/"):
        page = read(client, address)
        assert "Hemliga uppgifter." not in page and "Petra" not in page
        assert first.anchor in page and "Ett svar." in page
    assert Comment.objects.shown().count() == 1


@pytest.mark.parametrize("state", ["unconfirmed", "held", "withdrawn"])
def test_what_is_not_listed_is_nowhere(consultation, client, state):
    sent = comment(consultation, "1.1", "Ingen ska se det.")
    Comment.objects.filter(pk=sent.pk).update(state=state)
    for address in (VERSION, f"{VERSION}p/1.1/", f"{VERSION}p/1.1/thread/", f"{VERSION}comments/", "/search/?q=ingen"):
        assert "Ingen ska se det." not in read(client, address)


def test_answers_are_seen_once_they_are_published_and_not_before(cast, consultation, client):
    comment(consultation, "1.1", "Bra skrivet.")
    close(consultation)
    answer_all(cast, consultation)
    for address in (VERSION, f"{VERSION}p/1.1/"):
        assert "Tack för synpunkten." not in read(client, address)
    consultation.answers_published_at = timezone.now()
    consultation.save()
    for address in (VERSION, f"{VERSION}p/1.1/"):
        assert "Tack för synpunkten." in read(client, address)


def test_the_number_of_queries_does_not_grow_with_the_comments(cast, consultation, client):
    addresses = [VERSION, f"{VERSION}p/1.1/", f"{VERSION}comments/", f"{VERSION}p/1.1/thread/", "/", POLICY]
    comment(consultation, "1.1")
    comment(consultation, None)
    few = [queries(client, address) for address in addresses]
    for number in ["1.1", None, "1.2"] * 10:
        comment(consultation, number, name=f"Person{Comment.objects.count()}")
    assert [queries(client, address) for address in addresses] == few
    assert few[0] <= 6


def test_a_long_text_fetches_its_threads(cast, client):
    text = TEXT + "\n\n".join(f"Stycke nummer {n}." for n in range(120))
    consultation = announce(cast, make_policy(cast, text=text))
    comment(consultation, "1.1", "Bra skrivet.")
    page = read(client)
    assert "Bra skrivet." not in page
    assert f'hx-get="{VERSION}p/1.1/thread/"' in page and f'href="{VERSION}p/1.1/"' in page
    fragment = read(client, f"{VERSION}p/1.1/thread/")
    assert fragment.lstrip().startswith("<details") and " open>" in fragment and "Bra skrivet." in fragment
    assert queries(client, VERSION) <= 6


def test_a_paragraph_lists_25_comments_a_page_narrowed_by_plain_get(consultation, client):
    for n in range(26):
        comment(consultation, "1.1", f"Synpunkt nummer {n}.")
    comment(consultation, "1.1", "Med förslag.", suggestion="Något annat.")
    page = read(client, f"{VERSION}p/1.1/")
    assert "Synpunkt nummer 24." in page and "Synpunkt nummer 25." not in page
    assert "Synpunkt nummer 25." in read(client, f"{VERSION}p/1.1/?page=2")
    narrowed = read(client, f"{VERSION}p/1.1/?only=suggestion&order=nonsense&page=x")
    assert "Med förslag." in narrowed and "Synpunkt nummer 3." not in narrowed


def test_what_is_not_published_answers_like_what_does_not_exist(cast, client):
    policy = make_policy(cast)
    approve(cast, policy)
    absent = client.get("/policies/finns-inte/").content.replace(b"/policies/finns-inte/", b"")
    addresses = [POLICY, VERSION, f"{POLICY}v/1.md", f"{POLICY}v/1.pdf", f"{POLICY}v/1/clean.pdf", f"{VERSION}p/1.1/"]
    addresses += [f"{VERSION}p/1.1/comment/", f"{VERSION}comment/", f"{VERSION}p/1.1/thread/", f"{POLICY}compare/1/2/"]
    for address in addresses:
        response = client.get(address)
        # The link to the other language repeats the address that was asked for, and nothing else.
        assert (response.status_code, response.content.replace(address.encode(), b"")) == (404, absent), address
    assert "sociala medier" not in read(client, "/policies/") + read(client, "/search/?q=sociala") + read(client, "/")


def test_a_frozen_version_that_waits_is_not_there_either(cast, consultation, client):
    Version.objects.filter(pk=consultation.version_id).update(published_at=None)
    assert client.get(VERSION).status_code == 404
    assert client.get(f"/consultations/{consultation.slug}/").status_code == 404


def test_the_markdown_is_the_text_to_the_letter(consultation, client):
    response = client.get(f"{POLICY}v/1.md")
    assert response.content.decode() == TEXT
    assert response.headers["ETag"] == f'"{consultation.version.checksum}"'
    again = client.get(f"{POLICY}v/1.md", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_readers_get_no_cookie(consultation, client):
    for address in ("/", "/policies/", POLICY, VERSION, f"{VERSION}p/1.1/", "/search/?q=svar", "/answers/"):
        assert not client.get(address).cookies, address
