"""The secret link by which an address is confirmed: sent, looked at, used once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.taking_part import agreements, own
from consultation.exceptions import LinkExpired, LinkRefused, LinkUsed
from consultation.models import Agreement, Comment, Confirmation, ModerationAct, Submission
from organisation.domain import log, post
from organisation.exceptions import ActRefused
from organisation.models import Municipality
from organisation.models.municipality import Screening

CONFIRM_WITHIN = timedelta(days=7)
HOUR = timedelta(hours=1)
UNUSED_LINKS_AN_HOUR = 30
# Pressing the button twice writes one mail.
AGAIN_AFTER = timedelta(minutes=10)


def refuse_flood(address: str, now: datetime) -> None:
    """Nobody can have a stranger's mailbox filled: an address that confirms nothing gets so many links an hour."""
    if not address:
        return
    if unused_links(address, now - HOUR) >= UNUSED_LINKS_AN_HOUR:
        raise ActRefused(
            _("Many comments came from this address in the last hour. What you wrote is still here; send it later.")
        )


def unused_links(address: str, since: datetime) -> int:
    """How many links have been sent there since then and not been used, for whatever they were.

    Asked at every post in the turn of all, so the statement is ready made. Agreements and followings keep addresses
    in small letters; all three are found by an index.
    """
    sent, expires = (connection.ops.adapt_datetimefield_value(each) for each in (since, since + CONFIRM_WITHIN))
    waiting = (
        "SELECT COUNT(*) FROM consultation_confirmation AS link JOIN consultation_{0} AS row ON row.id = link.{0}_id"
        " WHERE row.email = %s AND link.used_at IS NULL AND link.expires_at > %s"
    )
    statement = (
        "SELECT (SELECT COUNT(*) FROM consultation_submission"
        " WHERE LOWER(email) = LOWER(%s) AND confirmed_at IS NULL AND received_at > %s)"
        f" + ({waiting.format('agreement')}) + ({waiting.format('following')})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [address, sent, *[address.lower(), expires] * 2])
        return cursor.fetchone()[0]


def send_link(submission: Submission, comments: Sequence[Comment]) -> None:
    """Writes the mail with the secret link and the numbers of the comments; of the token only the hash is kept."""
    if not submission.email:
        return
    references = [comment.reference for comment in comments]
    about = {"references": references, "own": settings.SITE_ADDRESS + own.address(submission)}
    write(
        Confirmation(submission=submission), submission.email, submission.language,
        ngettext("Confirm your comment", "Confirm your comments", len(references)),
        "mail/confirm.txt", about | {"policy": submission.consultation.version.policy},
    )  # fmt: skip


def send_agreement_link(agreement: Agreement) -> None:
    """The same for "I agree"; a second one to the same address only after a while."""
    late = timezone.now() + CONFIRM_WITHIN - AGAIN_AFTER
    if agreement.confirmations.filter(used_at=None, expires_at__gt=late).exists():
        return
    about = {"comment": agreement.comment, "policy": agreement.comment.policy}
    write(
        Confirmation(agreement=agreement), agreement.email, agreement.language, _("Confirm that you agree"),
        "mail/confirm_agreement.txt", about,
    )  # fmt: skip


def write(confirmation: Confirmation, address: str, language: str, subject: str, template: str, about: dict) -> None:
    """The row and its mail, in the caller's transaction. `subject` is translated again in the reader's language."""
    token = secrets.token_urlsafe(16)
    confirmation.token_hash = token_hash(token)
    confirmation.expires_at = timezone.now() + CONFIRM_WITHIN
    confirmation.save()
    link = settings.SITE_ADDRESS + reverse("confirm", args=[token])
    common = {"municipality": Municipality.current(), "link": link, "days": CONFIRM_WITHIN.days}
    with translation.override(language):
        post.write(address, subject, render_to_string(template, about | common))


def token_hash(token: str) -> str:
    """SHA-256 (hex) of a token; a database that leaks opens no link."""
    return hashlib.sha256(token.encode()).hexdigest()


def confirmation_for(token: str) -> Confirmation:
    """The link's row. Refused, in words, when it is unknown, expired or was used."""
    found = (
        Confirmation.objects.select_related("submission__consultation__version__policy", "agreement__comment__policy")
        .filter(token_hash=token_hash(token), following=None)
        .first()
    )
    if found is None:
        raise LinkRefused(_("The link is not valid. Check that the whole address came along."))
    if found.used_at is not None:
        raise LinkUsed(used_words(found))
    if found.expires_at <= timezone.now():
        raise LinkExpired(expired_words(found))
    return found


def used_words(confirmation: Confirmation) -> str:
    if confirmation.submission:
        return _("The link has already been used. Your comment is confirmed.")
    return _("The link has already been used.")


def expired_words(confirmation: Confirmation) -> str:
    if confirmation.submission:
        return _("The link has expired. Your comment is registered, but it is not shown on the web.")
    return _("The link has expired.")


@transaction.atomic
def confirm(token: str) -> Confirmation:
    """Uses the link once: a submission's comments are shown or held (`accept`), an agreement counts.

    Refused for an agreement with one's own comment, and when the consultation has closed since.
    """
    confirmation = confirmation_for(token)
    now = timezone.now()
    if not Confirmation.objects.filter(pk=confirmation.pk, used_at=None).update(used_at=now):
        raise LinkUsed(used_words(confirmation))
    if confirmation.submission:
        accept(confirmation.submission, now)
    elif confirmation.agreement:
        agreements.confirmed(confirmation.agreement, now)
    return confirmation


def accept(submission: Submission, now: datetime) -> Submission:
    """The sender is known: what waits is shown, or held where screening comes first or a hold was said.

    In the caller's transaction.
    """
    submission.confirmed_at = now
    submission.save(update_fields=["confirmed_at"])
    # Locked: a moderator may be holding one of them at this moment.
    rows = Comment.objects.filter(submission=submission).select_for_update(of=("self",)).order_by("pk")
    unconfirmed = [row.pk for row in rows if row.state == Comment.State.UNCONFIRMED]
    waiting = Comment.objects.filter(pk__in=unconfirmed)
    if Municipality.current().screening == Screening.BEFORE:
        waiting.update(state=Comment.State.HELD)
    else:
        held = ModerationAct.objects.filter(kind=ModerationAct.Kind.HOLD).values("comment")
        waiting.exclude(pk__in=held).update(state=Comment.State.SHOWN, is_public=True)
        waiting.filter(pk__in=held).update(state=Comment.State.HELD)
    log.record(submission.consultation.version.policy.uuid, "comment confirmed", submission=submission.number)
    return submission
