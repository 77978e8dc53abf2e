"""What leads people to a consultation: short address, QR code, picture, calendar, poster."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from consultation.domain import extending, matter, papers, printing
from consultation.domain.sharing.picture import standing
from drafts.models import Edition
from organisation.domain.dates import day_and_year, last_day
from tests.base import announce

pytestmark = pytest.mark.django_db


def test_short_address_leads_there_in_small_and_capital_letters(client, consultation):
    for code in (consultation.code, consultation.code.upper()):
        answer = client.get(reverse("short", args=[code]))
        assert answer.status_code == 302 and answer["Location"] == consultation.get_absolute_url()
    assert client.get(reverse("short", args=["zzzzz"])).status_code == 404


def test_calendar_has_the_last_day_and_moves_it_with_an_extension(client, cast, consultation):
    page = reverse("consultation-calendar", args=[consultation.slug])
    opens, closes = Calendar.from_ical(client.get(page).content).walk("VEVENT")
    assert closes.decoded("dtstart") == last_day(consultation.closes_at)
    extending.extend(consultation, closes_at=timezone.now() + timedelta(days=30), motive="Semester.", by=cast.dan)
    consultation.refresh_from_db()
    moved = Calendar.from_ical(client.get(page).content).walk("VEVENT")[1]
    assert moved["uid"] == closes["uid"] and moved["uid"] != opens["uid"]
    assert (moved.decoded("dtstart"), moved["sequence"]) == (last_day(consultation.closes_at), 1)


def test_calendar_of_all_has_what_is_open_and_to_come(client, cast, policy):
    assert not Calendar.from_ical(client.get(reverse("calendar")).content).walk("VEVENT")
    announce(cast, policy)
    assert len(Calendar.from_ical(client.get(reverse("calendar")).content).walk("VEVENT")) == 2


def test_picture_is_of_the_size_that_other_sites_want_and_is_asked_for_once(client, consultation):
    page = reverse("consultation-preview", args=[consultation.slug])
    answer = client.get(page)
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert client.get(page, headers={"if-none-match": answer["ETag"]}).status_code == 304
    shown = client.get(reverse("version", args=[consultation.version.policy.slug, 1])).content.decode()
    assert f'{page}">' in shown


def test_picture_says_when_a_consultation_opens(cast, policy):
    coming = announce(cast, policy, opens=timezone.now() + timedelta(days=3))
    said = standing(matter.read(policy.slug), coming)
    assert said == f"Opens {day_and_year(coming.opens_at)}"


def test_poster_can_be_fetched_when_it_is_made(client, consultation):
    address = reverse("edition", args=[consultation.version.policy.slug, 1, "poster"])
    assert client.get(address).status_code == 404
    printing.make(papers.ask_for(consultation.version, Edition.Kind.POSTER).pk)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert Edition.objects.get(kind=Edition.Kind.POSTER).pages == 1
