"""Groups of what waits for a person, and the words that every row of them needs."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import ngettext


@dataclass
class Group:
    """Things of one sort. `todos` as components/todo.html takes them."""

    title: str
    hint: str = ""
    todos: list[dict] = field(default_factory=list)


def distance(left: int, day: date) -> str:
    """ "in 5 days", "3 days ago", or the year where that says more."""
    if abs(left) > 60:
        return str(day.year)
    if left < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -left) % {"n": -left}
    return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left}


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
