"""Dates are said as people say them, in the time of Stockholm."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from organisation.domain import dates

# Midnight after 15 December in Stockholm, as a closing time is stored.
CLOSES = datetime(2026, 12, 15, 23, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_swedish():
    with translation.override("sv"):
        yield


def test_a_period_is_said_by_its_last_day():
    assert dates.last_day(CLOSES) == date(2026, 12, 15)


def test_a_period_that_ends_in_summer_time_too():
    assert dates.last_day(datetime(2026, 6, 14, 22, 0, tzinfo=UTC)) == date(2026, 6, 14)


def test_a_time_is_said_in_stockholm_not_in_utc():
    assert dates.day_and_year(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 januari 2027"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (dates.short_day, "12 nov"),
        (dates.day, "12 november"),
        (dates.day_and_year, "12 november 2026"),
        (dates.weekday_and_day, "torsdag 12 november"),
        (dates.machine_date, "2026-11-12"),
    ],
)
def test_a_day_has_its_forms(said, words):
    assert said(date(2026, 11, 12)) == words


@pytest.mark.parametrize("said", [dates.short_day, dates.day_and_time, dates.until, dates.machine_date])
def test_no_date_is_nothing(said):
    assert said(None) == ""


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 11, 20, 12, 0, tzinfo=UTC), 25),
        (datetime(2026, 12, 14, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 12, 14, 23, 0, tzinfo=UTC), 0),
        (CLOSES - timedelta(microseconds=1), 0),
        (CLOSES, None),
    ],
)
def test_days_left_are_counted_to_the_last_day(now, left):
    assert dates.days_left(CLOSES, now) == left


def test_english_says_it_in_english():
    with translation.override("en"):
        assert dates.until(CLOSES) == "up to and including 15 December"
