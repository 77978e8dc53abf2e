"""How many agree with a comment: addresses that were confirmed, each once, its own sender not among them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.models import Agreement, Comment
from organisation.domain import log
from organisation.exceptions import ActRefused


@transaction.atomic
def confirmed(agreement: Agreement, now: datetime) -> Agreement:
    """The address is confirmed: the agreement counts. Once more changes nothing.

    Refused on one's own comment, on one that is not shown any more, and after closing.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=agreement.comment_id)
    refuse_not_now(comment, now)
    refuse_own(comment, agreement.email)
    if Agreement.objects.filter(pk=agreement.pk, confirmed_at=None).update(confirmed_at=now):
        total = Agreement.objects.confirmed().filter(comment=comment).count()
        Comment.objects.filter(pk=comment.pk).update(agreed=total)
        log.record(comment.policy.uuid, "comment agreed with", comment=comment.number)
    agreement.refresh_from_db()
    return agreement


def refuse_not_now(comment: Comment, now: datetime) -> None:
    """Agreeing is taking part: while the consultation is open, with a comment that everybody can read."""
    if comment.consultation.phase(now) != "open":
        raise ActRefused(_("The consultation is not open, so it cannot be agreed with now."))
    if comment.state != Comment.State.SHOWN:
        raise ActRefused(_("The comment is not shown on the web any more."))


def refuse_own(comment: Comment, address: str) -> None:
    """To be said to somebody who has confirmed the address alone: it tells who wrote the comment."""
    if comment.submission.email and comment.submission.email.lower() == address.lower():
        raise ActRefused(_("This is your own comment. It counts already."))
