"""Comments that a colleague has given a person to answer, on the desk and beside the consultation."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.assigning import waiting_for
from consultation.domain.way import Stand
from consultation.models import Consultation
from consultation.views.todos import Desk, Group, joined, todo
from organisation.domain.dates import last_day, until
from organisation.models import User


def groups(desk: Desk, rows: list[Stand]) -> list[Group]:
    """One thing for each consultation with comments that wait for the person, closed ones first; none without any."""
    by_pk = {row.consultation.pk: row for row in rows if row.consultation}
    group = Group(_("Yours to answer"), _("Somebody has given them to you."))
    for pk, number in waiting_for(desk.user, by_pk).items():
        row = by_pk[pk]
        meta = joined(
            row.policy.title, _("Comments are taken %(until)s") % {"until": until(row.consultation.closes_at)}
        )
        if desk.closed(row):
            meta = joined(row.policy.title, row.policy.diary_number)
        day = last_day(row.consultation.closes_at)
        group.todos.append(todo(desk, day, words(number), address(row.consultation), meta, _("See")))
    return [group] if group.todos else []


def words(number: int) -> str:
    return ngettext("%(n)s comment waits for you", "%(n)s comments wait for you", number) % {"n": number}


def address(consultation: Consultation) -> str:
    """The person's own unanswered ones among all comments."""
    return reverse("triage", args=[consultation.slug], query={"state": "unanswered", "assigned": "me"})


def mine(consultation: Consultation, user: User) -> dict | None:
    """The same for the page of one consultation: words and where they lead."""
    number = waiting_for(user, [consultation.pk]).get(consultation.pk)
    return {"words": words(number), "href": address(consultation)} if number else None
