"""What was gathered: staff enter it as a comment, or pass it by."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from consultation.models import ChannelEntry, Consultation, Submission
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

State = ChannelEntry.State


def of(consultation: Consultation):
    """All that was gathered for a consultation, the newest first."""
    rows = ChannelEntry.objects.filter(feed__consultation=consultation)
    return rows.select_related("feed", "submission", "settled_by")


def counts(consultation: Consultation) -> dict[str, int]:
    """How many entries are new, entered and passed by."""
    rows = ChannelEntry.objects.filter(feed__consultation=consultation).order_by()
    return rows.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in State})


@transaction.atomic
def pass_by(entry: ChannelEntry, *, by: User) -> None:
    """Leaves it: it is no view in this consultation. Refused when somebody has entered it meanwhile."""
    move(entry, State.NEW, State.PASSED, by=by)


@transaction.atomic
def take_up(entry: ChannelEntry, *, by: User) -> None:
    """Takes back that it was passed by."""
    move(entry, State.PASSED, State.NEW, by=by)


def move(entry: ChannelEntry, before: str, after: str, *, by: User) -> None:
    """From one state to another, once."""
    rows = ChannelEntry.objects.filter(pk=entry.pk, state=before)
    moved = rows.update(state=after, settled_by=by if after == State.PASSED else None)
    if not moved:
        refuse_entered(entry)
        return
    log.record(chain(entry), f"entry {after}", by=by, entry=entry.pk)


def settle(entry: ChannelEntry, submission: Submission, *, by: User) -> None:
    """Says that it was entered as this submission, in the transaction that enters it. Refused when it was already."""
    rows = ChannelEntry.objects.filter(pk=entry.pk, feed__consultation=submission.consultation)
    if not rows.exclude(state=State.ENTERED).update(state=State.ENTERED, submission=submission, settled_by=by):
        raise ActRefused(_("The entry has been entered already."))
    log.record(chain(entry), "entry entered", by=by, entry=entry.pk, submission=submission.number)


def refuse_entered(entry: ChannelEntry) -> None:
    if ChannelEntry.objects.filter(pk=entry.pk, state=State.ENTERED).exists():
        raise ActRefused(_("The entry has been entered already."))


def chain(entry: ChannelEntry):
    """The chain of the log that its consultation belongs to."""
    return entry.feed.consultation.version.policy.uuid
