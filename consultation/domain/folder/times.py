"""Days and moments as a folder writes them; a day begins at midnight of the municipality's clock."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def parse_moment(text: str) -> datetime:
    """An ISO date and time, or a date alone; without a zone it is the municipality's clock. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.get_default_timezone())
    try:
        return local(moment.astimezone(UTC))
    except OverflowError as error:
        raise ValueError(str(error)) from error


def parse_day(text: str) -> date:
    """An ISO date; of a moment, the day on the municipality's clock. Raises ValueError."""
    return local(parse_moment(text)).date()


def local(moment: datetime) -> datetime:
    """The moment on the municipality's clock."""
    return moment.astimezone(timezone.get_default_timezone())


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def midnight_after(moment: datetime) -> datetime:
    """The first midnight that comes after a moment."""
    return midnight(local(moment).date() + timedelta(days=1))


def moved(moment: datetime, days: int) -> datetime:
    """The same time by the clock, whole days later, also across a change to summer time."""
    if not days:
        return moment
    there = local(moment)
    return (there.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=there.tzinfo)


def written(moment: datetime | None) -> str | None:
    """The moment as a folder has it: with the zone's offset."""
    return local(moment).isoformat() if moment else None


def written_day(moment: datetime) -> str:
    """A midnight as its date alone, any other moment whole."""
    there = local(moment)
    return there.date().isoformat() if there == midnight(there.date()) else there.isoformat()
