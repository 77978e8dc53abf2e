"""Mails that came back are seen by those who see the addresses, and are sent again."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from consultation.domain import participation
from consultation.models import Comment, Confirmation
from organisation.domain import post
from organisation.models import Event, OutgoingMail
from tests.base import comment

pytestmark = pytest.mark.django_db
BACK = "SMTPRecipientsRefused: unknown user"


@pytest.fixture
def page(consultation) -> str:
    """The page of a consultation; the mail to Paula, whose link has expired, came back, the one to Petra did not."""
    for name in ("Petra", "Paula"):
        comment(consultation, name=name, confirmed=False)
    dead = {"state": OutgoingMail.State.DEAD, "attempts": 8, "last_error": BACK}
    OutgoingMail.objects.filter(recipient="paula@example.se").update(**dead)
    Confirmation.objects.filter(submission__number=2).update(expires_at=timezone.now() - timedelta(days=1))
    return reverse("undelivered", args=[consultation.slug])


@pytest.mark.data
def test_a_mail_that_came_back_is_seen_and_sent_again_with_a_link_that_serves(cast, dan, consultation, page):
    overview = reverse("staff-consultation", args=[consultation.slug])
    seen = dan.get(overview).content.decode()
    assert "1 mail to a sender could not be delivered." in seen and f'href="{page}"' in seen
    listed = dan.get(page).content.decode()
    assert "paula@example.se" in listed and BACK in listed and "petra" not in listed
    row = OutgoingMail.objects.dead().get()
    for _click in range(2):
        dan.post(page, {"mail": row.pk})
    assert post.send(row.pk) == OutgoingMail.State.SENT and len(outbox.outbox) == 1
    participation.confirm(re.search(r"/confirm/([^/]+)/", outbox.outbox[0].body)[1])
    assert Comment.objects.get(submission__number=2).state == Comment.State.SHOWN
    assert "could not be delivered." not in dan.get(overview).content.decode()
    assert Event.objects.filter(verb="mails sent again").count() == 1


def test_all_of_them_are_sent_again_together(dan, page):
    OutgoingMail.objects.update(state=OutgoingMail.State.DEAD)
    assert "2 mails are on their way again." in dan.post(page, {"mail": "all"}, follow=True).content.decode()
    assert not OutgoingMail.objects.dead().exists()


def test_who_may_not_see_addresses_sees_how_many_and_no_more(cast, client, consultation, page):
    client.force_login(cast.kim)
    seen = client.get(reverse("staff-consultation", args=[consultation.slug])).content.decode()
    assert "1 mail to a sender could not be delivered." in seen and page not in seen and "paula@" not in seen
    assert client.get(page).status_code == client.post(page, {"mail": "all"}).status_code == 403
