"""The dates of organisation/domain/dates.py as template filters."""

from django import template

from organisation.domain import dates

register = template.Library()

for say in (
    dates.short_day,
    dates.short_day_and_year,
    dates.day,
    dates.day_and_year,
    dates.weekday_and_day,
    dates.day_and_time,
    dates.last_day,
    dates.until,
    dates.days_left,
    dates.machine_date,
):
    register.filter(say)
