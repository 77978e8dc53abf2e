"""Putting the clock of the demo forward."""

import pytest
from django.urls import reverse
from django.utils import timezone

from demo import clock
from drafts.domain import editions
from drafts.models import Edition
from organisation.exceptions import ActRefused
from organisation.models import Event
from tests.base import close

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def post(client, user, slug: str):
    client.force_login(user)
    return client.post(reverse("clock"), {"consultation": slug})


def test_an_administrator_lets_a_consultation_close_now(client, cast, consultation):
    assert consultation.slug in str(client_page(client, cast.ada))
    assert post(client, cast.ada, consultation.slug).status_code == 302
    consultation.refresh_from_db()
    assert consultation.is_closed
    assert consultation.closes_at <= timezone.now()
    assert consultation.slug not in str(client_page(client, cast.ada))
    event = Event.objects.get(verb="clock put forward")
    assert (event.chain, event.actor) == (consultation.version.policy.uuid, cast.ada)


def client_page(client, user) -> bytes:
    client.force_login(user)
    return client.get(reverse("clock")).content


def test_the_text_is_printed_again_with_the_new_date(cast, consultation):
    for edition in consultation.version.editions.all():
        editions.keep(edition, b"%PDF", name="proposal.pdf", pages=1)
    clock.put_forward(consultation, by=cast.ada)
    states = consultation.version.editions.filter(kind=Edition.Kind.CLEAN).values_list("state", flat=True)
    assert sorted(states) == [Edition.State.READY, Edition.State.WAITING]


def test_a_closed_consultation_is_refused_in_words(client, cast, consultation):
    closes_at = close(consultation).closes_at
    with pytest.raises(ActRefused):
        clock.put_forward(consultation, by=cast.ada)
    client.force_login(cast.ada)
    page = client.post(reverse("clock"), {"consultation": consultation.slug}, follow=True)
    assert "The consultation is not open." in page.content.decode()
    consultation.refresh_from_db()
    assert consultation.closes_at == closes_at


@pytest.mark.parametrize(("who", "status"), [("dan", 403), ("meja", 403), ("sam", 404)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_than_administrators_are_turned_away(client, cast, consultation, who, status, method):
    client.force_login(getattr(cast, who))
    assert getattr(client, method)(reverse("clock"), {"consultation": consultation.slug}).status_code == status
    consultation.refresh_from_db()
    assert consultation.is_open


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(reverse("clock")).url.startswith(reverse("account_login"))


def test_another_method_is_refused(client, cast):
    client.force_login(cast.ada)
    assert client.delete(reverse("clock")).status_code == 405


def test_an_unknown_consultation_is_not_found(client, cast, consultation):
    assert post(client, cast.ada, "nothing").status_code == 404
