"""The library of reasons: what an answer may begin from, of one's own units and of all."""

from uuid import NAMESPACE_URL, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consultation.models import StandardReason
from consultation.models.disposition import Outcome
from drafts.domain import texts
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import Unit, User

CHAIN = uuid5(NAMESPACE_URL, "samrad:library-of-reasons")
MOST = 200


def at_hand(unit: Unit) -> QuerySet[StandardReason]:
    """The reasons that answers in this unit may begin from: its own and the common ones."""
    return StandardReason.objects.filter(Q(unit=unit) | Q(unit=None)).order_by("title")[:MOST]


@transaction.atomic
def put(title: str, reason: str, *, outcome: str = "", unit: Unit | None, by: User) -> StandardReason:
    """A new reason in the library of a unit, or of all. Refused when the library has one by that title, or is full.

    Put in twice with the same words, it is there once.
    """
    title, reason = refined(title, reason, outcome)
    there = StandardReason.objects.filter(unit=unit, title=title).first()
    if there and (there.reason, there.outcome) == (reason, outcome):
        return there
    if StandardReason.objects.filter(unit=unit).count() >= MOST:
        raise ActRefused(_("The library is full: it holds %(n)s reasons. Remove one first.") % {"n": MOST})
    made = keep(StandardReason(unit=unit, title=title, reason=reason, outcome=outcome, made_by=by))
    record("reason put in the library", made, by=by)
    return made


@transaction.atomic
def change(
    standing: StandardReason, *, title: str, reason: str, outcome: str = "", seen: str, by: User
) -> StandardReason:
    """Other words for a reason; answers that began from it stay. `Stale` when it has changed since `seen`."""
    row = fresh(standing, seen)
    row.title, row.reason = refined(title, reason, outcome)
    row.outcome = outcome
    keep(row)
    record("reason changed in the library", row, by=by)
    return row


@transaction.atomic
def remove(standing: StandardReason, *, seen: str, by: User) -> None:
    """Takes a reason out of the library; answers that began from it stay as they are."""
    row = fresh(standing, seen)
    record("reason taken out of the library", row, by=by)
    row.delete()


def fresh(standing: StandardReason, seen: str) -> StandardReason:
    """The row as it is now, when it is as it was seen."""
    row = StandardReason.objects.select_for_update().filter(pk=standing.pk).first()
    if row is None:
        raise ActRefused(_("Somebody has taken this reason out of the library meanwhile."))
    if mark(row) != seen:
        raise Stale(_("Somebody has changed this reason since you opened it. Nothing is overwritten."), current=row)
    return row


def mark(row: StandardReason) -> str:
    """Stands for the words of a reason, and changes with them."""
    return texts.digest("\0".join((row.title, row.outcome, row.reason)))[:16]


def refined(title: str, reason: str, outcome: str) -> tuple[str, str]:
    """Title and reason without white space around them; refused when one is empty."""
    if outcome and outcome not in Outcome.values:
        raise ActRefused(_("There is no such outcome."))
    title, reason = " ".join(title.split()), reason.strip()
    if not title or not reason:
        raise ActRefused(_("A reason in the library has a title and words."))
    return title, reason


def keep(row: StandardReason) -> StandardReason:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ActRefused(_("The library has a reason with that title already.")) from error
    return row


def record(verb: str, row: StandardReason, *, by: User) -> None:
    """In a chain of its own: the library belongs to no policy."""
    log.record(CHAIN, verb, by=by, reason=row.pk, unit=row.unit_id)
