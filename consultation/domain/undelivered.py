"""Mails to the senders of a consultation that were given up: which, and sending them again."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from consultation.domain.taking_part.confirming import CONFIRM_WITHIN
from consultation.models import Confirmation, Consultation, Submission
from organisation.domain import log, post
from organisation.models import OutgoingMail, User


def mails(consultation: Consultation) -> QuerySet[OutgoingMail]:
    """The dead mails to addresses that have sent something in, written since; each with its first submission."""
    sent = Submission.objects.filter(consultation=consultation, received_at__lte=OuterRef("written_at"))
    same = sent.alias(small=Lower("email")).filter(small=Lower(OuterRef("recipient"))).order_by("number")
    dead = OutgoingMail.objects.dead().filter(Exists(same))
    return dead.annotate(submission=Subquery(same.values("number")[:1])).order_by("pk")


@transaction.atomic
def send_again(consultation: Consultation, chosen: Sequence[int] | None, *, by: User) -> int:
    """Gives mails back to the outbox, those of these keys or (None) all; how many.

    A link that confirms an address serves as long again as it did when it was new. What has been given back already,
    or was never given up, stays as it is.
    """
    rows = mails(consultation)
    again = list(rows if chosen is None else rows.filter(pk__in=chosen))
    revived = [mail for mail in again if post.revive(mail)]
    addresses = {mail.recipient.lower() for mail in revived}
    links = Confirmation.objects.alias(small=Lower("submission__email"))
    links = links.filter(submission__consultation=consultation, small__in=addresses, used_at=None)
    Confirmation.objects.filter(pk__in=links.values("pk")).update(expires_at=timezone.now() + CONFIRM_WITHIN)
    if revived:
        log.record(consultation.version.policy.uuid, "mails sent again", by=by, mails=len(revived))
    return len(revived)
