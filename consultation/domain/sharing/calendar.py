"""Opening and closing as entries of a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from consultation.models import Consultation
from organisation.domain.dates import last_day
from organisation.models import Municipality


def calendar(consultations: Iterable[Consultation]) -> bytes:
    """One file: the day that each opens and its last day, as whole days. An entry is the same one when it is moved."""
    made = Calendar()
    made.add("prodid", "-//Samrad//samrad//SV")
    made.add("version", "2.0")
    made.add("x-wr-calname", Municipality.current().name)
    for consultation in consultations:
        opens = timezone.localdate(consultation.opens_at)
        made.add_component(entry(consultation, "opens", opens, _("Consultation opens: %(title)s")))
        closes = last_day(consultation.closes_at)
        made.add_component(entry(consultation, "closes", closes, _("Last day to comment: %(title)s")))
    return made.to_ical()


def entry(consultation: Consultation, what: str, day, words: str) -> Event:
    """One whole day; `what` tells its two days apart for ever."""
    made = Event()
    made.add("uid", f"{consultation.pk}-{what}@{settings.SITE_HOST}")
    made.add("dtstamp", consultation.announced_at)
    made.add("sequence", consultation.extensions.count())
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", words % {"title": consultation.version.title})
    made.add("url", settings.SITE_ADDRESS + consultation.get_absolute_url())
    made.add("transp", "TRANSPARENT")
    return made
