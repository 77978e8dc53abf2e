"""Giving a consultation more time: later, with a motive that everybody sees, before its comments are answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import dispositions, extending
from consultation.models import Consultation
from organisation.domain.dates import last_day
from organisation.exceptions import ActRefused
from tests.base import close, comment

pytestmark = pytest.mark.django_db
MOTIVE = "Många har semester i juli."


def page(consultation) -> str:
    return reverse("consultation-extend", args=[consultation.slug])


def later(consultation, days: int) -> str:
    return (last_day(consultation.closes_at) + timedelta(days=days)).isoformat()


def test_consultation_is_open_for_the_new_day_and_everybody_reads_why(client, cast, consultation):
    client.force_login(cast.dan)
    wanted = last_day(consultation.closes_at) + timedelta(days=14)
    answer = client.post(page(consultation), {"closes_on": wanted.isoformat(), "motive": MOTIVE})
    assert answer.status_code == 302
    consultation.refresh_from_db()
    assert last_day(consultation.closes_at) == wanted
    client.logout()
    shown = client.get(consultation.get_absolute_url()).content.decode()
    assert MOTIVE in shown and "Given more time" in shown


@pytest.mark.parametrize(
    ("days", "motive", "fault"),
    [(14, "  ", "motive"), (0, MOTIVE, "closes_on"), (-3, MOTIVE, "closes_on"), (None, MOTIVE, "closes_on")],
)
def test_no_time_without_a_motive_and_a_later_day(client, cast, consultation, days, motive, fault):
    client.force_login(cast.dan)
    before = consultation.closes_at
    said = {"closes_on": "" if days is None else later(consultation, days), "motive": motive}
    answer = client.post(page(consultation), said)
    assert list(answer.context["form"].errors) == [fault]
    assert Consultation.objects.get().closes_at == before
    assert motive.strip() in answer.content.decode()


@pytest.mark.data
def test_what_came_late_is_in_time_when_the_consultation_opens_again(cast, consultation):
    close(consultation)
    consultation.refresh_from_db()
    extending.extend(consultation, closes_at=timezone.now() + timedelta(days=3), motive=MOTIVE, by=cast.dan)
    consultation.refresh_from_db()
    assert consultation.is_open
    assert not comment(consultation, "1.1").submission.is_late


def test_no_time_when_the_comments_are_being_answered(cast, policy, consultation):
    said = comment(consultation, "1.1")
    close(consultation)
    dispositions.dispose([said], outcome="noted", reason="Tack.", by=cast.dan)
    with pytest.raises(ActRefused, match="being answered"):
        extending.extend(consultation, closes_at=timezone.now() + timedelta(days=3), motive=MOTIVE, by=cast.dan)
