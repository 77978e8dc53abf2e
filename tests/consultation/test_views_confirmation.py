"""The link in the mail, and the receipt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultation.models import Comment, Confirmation
from organisation.models import Municipality, OutgoingMail
from tests.base import announce, make_policy
from tests.consultation.posting import filled, link, links_sent

pytestmark = pytest.mark.django_db
ADDRESS = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/comment/"
PAGE = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/"


@pytest.fixture
def receipt(cast, client) -> str:
    """The receipt of a comment that was just sent."""
    announce(cast, make_policy(cast))
    return client.post(ADDRESS, filled(words="Det här skrev jag.", named="on")).headers["Location"]


def test_following_the_link_changes_nothing_pressing_the_button_does(receipt, client):
    page = client.get(link())
    assert page.status_code == 200
    assert "Det här skrev jag." in page.content.decode()
    assert Comment.objects.get().state == "unconfirmed"
    assert client.post(link()).headers["Location"] == receipt
    assert Comment.objects.get().state == "shown"
    assert "Det här skrev jag." in client.get(PAGE).content.decode()


def test_the_receipt_says_when_the_link_could_not_be_sent(receipt, client):
    said = "The link could not be sent to p•••@example.se."
    assert said not in client.get(receipt).content.decode()
    OutgoingMail.objects.update(state=OutgoingMail.State.DEAD)
    assert said in client.get(receipt).content.decode()


def test_a_used_link_says_so(receipt, client):
    client.post(link())
    again = client.get(link())
    assert (again.status_code, client.post(link()).status_code) == (200, 200)
    assert "<form method" not in again.content.decode().split("<main")[1]


def test_an_expired_link_is_gone(receipt, client):
    Confirmation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert (client.get(link()).status_code, client.post(link()).status_code) == (410, 410)
    assert Comment.objects.get().state == "unconfirmed"


def test_an_unknown_link_is_not_found(receipt, client):
    assert client.get("/confirm/abc/").status_code == 404


def test_with_screening_first_a_confirmed_comment_is_held(receipt, client):
    Municipality.objects.update(screening="before")
    client.post(link())
    assert Comment.objects.get().state == "held"
    assert "Det här skrev jag." not in client.get(PAGE).content.decode()
    assert "Det här skrev jag." in client.get(receipt).content.decode()


def test_the_receipt_shows_number_and_words_to_its_sender_alone(receipt, client):
    page = client.get(receipt).content.decode()
    assert "S-0001" in page and "Det här skrev jag." in page
    assert "p•••@example.se" in page and "paula@example.se" not in page
    assert "Det här skrev jag." not in client.get(PAGE).content.decode()
    assert client.get("/receipts/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_without_an_address_no_mail_goes_out_and_the_receipt_says_so(cast, client):
    announce(cast, make_policy(cast))
    response = client.post(ADDRESS, filled(email=""), follow=True)
    assert response.status_code == 200
    assert links_sent() == 0


def test_the_mail_names_policy_and_number(receipt):
    text = OutgoingMail.objects.latest("pk").text
    assert "Riktlinjer för sociala medier" in text and "S-0001" in text
    assert "&" not in text
