"""Before a file is shown: the virus scanner's word, and a moderator's."""

import logging
import time
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.attachments import clamd
from consultation.models import Attachment, Consultation, Submission
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

State, Scan = Attachment.State, Attachment.Scan
AT_ONCE = 20
WAIT = 60
logger = logging.getLogger(__name__)
# When this worker asks a scanner again that did not answer.
_again = {"at": 0.0}


@transaction.atomic
def show(attachment: Attachment, *, by: User) -> Attachment:
    """Lets everybody fetch the file once its comment is shown.

    Refused when a virus was found in it, and while a scanner is set that has not looked at it.
    """
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if attachment.state == State.INFECTED:
        raise ActRefused(_("A virus was found in the file. It cannot be shown."))
    if settings.CLAMD and attachment.scan != Scan.CLEAN:
        raise ActRefused(_("The virus scanner has not looked at the file yet. Try again in a while."))
    return _decide(attachment, State.SHOWN, by)


@transaction.atomic
def keep_back(attachment: Attachment, *, by: User) -> Attachment:
    """Keeps the file as it came in, and off the web; one that was shown is taken off it."""
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    return attachment if attachment.state == State.INFECTED else _decide(attachment, State.KEPT, by)


def _decide(attachment: Attachment, state: str, by: User) -> Attachment:
    if attachment.state == state:
        return attachment
    attachment.state, attachment.screened_by, attachment.screened_at = state, by, timezone.now()
    attachment.save(update_fields=["state", "screened_by", "screened_at"])
    _count(attachment.submission_id)
    chain = attachment.submission.consultation.version.policy.uuid
    log.record(chain, f"attachment {state}", by=by, attachment=attachment.pk)
    return attachment


def _count(submission: int) -> None:
    """How many files of a submission are shown, beside it: pages of many comments ask for files only where some are."""
    shown = Attachment.objects.filter(submission=submission, state=State.SHOWN).count()
    Submission.objects.filter(pk=submission).update(files_shown=shown)


def scan_waiting() -> int:
    """Has the scanner look at files that it has not seen; how many it looked at. A round of the worker.

    Does nothing without a scanner; one that does not answer is asked again after a minute.
    """
    if not settings.CLAMD or time.monotonic() < _again["at"]:
        return 0
    done = 0
    for attachment in Attachment.objects.filter(scan=Scan.NONE).order_by("pk")[:AT_ONCE]:
        try:
            with attachment.file.open("rb") as file:
                infected = clamd.is_infected(file.read(), settings.CLAMD)
        except clamd.ScannerDown as error:
            logger.warning("The virus scanner did not answer: %s", error)
            _again["at"] = time.monotonic() + WAIT
            break
        _note(attachment, infected)
        done += 1
    return done


@transaction.atomic
def _note(attachment: Attachment, infected: bool) -> None:
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    attachment.scan = Scan.INFECTED if infected else Scan.CLEAN
    if infected:
        attachment.state = State.INFECTED
    attachment.save(update_fields=["scan", "state"])
    if infected:
        _count(attachment.submission_id)
        chain = attachment.submission.consultation.version.policy.uuid
        log.record(chain, "virus found", attachment=attachment.pk)


def of(consultation: Consultation):
    """Every file of a consultation, those that wait first, with its submission."""
    rows = Attachment.objects.filter(submission__consultation=consultation).select_related("submission", "screened_by")
    return rows.order_by("screened_at", "pk").prefetch_related("submission__comments")


def unscanned_since(consultation: Consultation) -> datetime | None:
    """Since when the oldest file waits for a scanner that is set; None when none does."""
    if not settings.CLAMD:
        return None
    rows = Attachment.objects.filter(submission__consultation=consultation, scan=Scan.NONE)
    return rows.order_by("came_at").values_list("came_at", flat=True).first()
