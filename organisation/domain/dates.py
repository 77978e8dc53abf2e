"""Dates as people say them. A closing time is stored as the midnight after the last day, in Europe/Stockholm."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def local(when: date | datetime) -> date | datetime:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


def said(when: date | datetime | None, form: str) -> str:
    """The date in that form (of Django's date filter), in the language of the page; nothing for no date.

    Swedish writes months small: 12 nov, where M would give 12 Nov.
    """
    small = (get_language() or "").startswith("sv")
    return date_format(local(when), form.replace("M", "b") if small else form) if when else ""


def short_day(when: date | datetime | None) -> str:
    """12 nov"""
    return said(when, "j M")


def short_day_and_year(when: date | datetime | None) -> str:
    """12 nov 2026"""
    return said(when, "j M Y")


def day(when: date | datetime | None) -> str:
    """12 november"""
    return said(when, "j F")


def day_and_year(when: date | datetime | None) -> str:
    """12 november 2026"""
    return said(when, "j F Y")


def weekday_and_day(when: date | datetime | None) -> str:
    """tisdag 15 december"""
    return said(when, "l j F")


def day_and_time(when: datetime | None) -> str:
    """20 november 2026 kl. 14.07"""
    if not when:
        return ""
    return _("%(day)s at %(time)s") % {"day": said(when, "j F Y"), "time": said(when, "H.i")}


def last_day(closes: datetime | None) -> date | None:
    """The last day of a period that is stored with the midnight after it."""
    return (local(closes) - timedelta(microseconds=1)).date() if closes else None


def until(closes: datetime | None) -> str:
    """till och med 15 december"""
    return _("up to and including %(day)s") % {"day": day(last_day(closes))} if closes else ""


def days_left(closes: datetime | None, now: datetime | None = None) -> int | None:
    """Days from today to the last day; 0 on the last day itself, None when it has passed."""
    now = now or timezone.now()
    if not closes or now >= closes:
        return None
    return (last_day(closes) - timezone.localdate(now)).days


def machine_date(when: date | datetime | None) -> str:
    """For <time datetime="…">: 2026-11-12."""
    return local(when).strftime("%Y-%m-%d") if when else ""
