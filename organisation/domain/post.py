"""Outgoing mail: written in the transaction of what it tells of, sent by the worker."""

from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from organisation.models import Municipality, OutgoingMail
from organisation.tasks import send_mail

ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LOST_AFTER = timedelta(hours=1)


def write(recipient: str, subject: str, text: str, *, unsubscribe: str = "") -> OutgoingMail:
    """Puts a mail in the outbox and a job beside it, both in the caller's transaction.

    `unsubscribe` is the address that ends such mails by one POST (RFC 8058), for a mail that is one of a row.
    """
    mail = OutgoingMail.objects.create(
        message_id=make_msgid(domain=settings.SITE_HOST),
        recipient=recipient,
        subject=" ".join(subject.split())[:200],
        text=text,
        unsubscribe=unsubscribe,
    )
    send_mail.enqueue(mail.pk)
    return mail


def send(mail_id: int) -> str:
    """Sends one mail and erases its text; a failure waits, doubling from a minute, and gives up after 8 tries.

    A worker that was killed while sending leaves it `sending`: its job, begun anew, sends it again
    under the same Message-ID. Returns the state it ends in.
    """
    claimed = OutgoingMail.objects.filter(
        pk=mail_id, state__in=[OutgoingMail.State.WAITING, OutgoingMail.State.SENDING]
    ).update(state=OutgoingMail.State.SENDING)
    mail = OutgoingMail.objects.get(pk=mail_id)
    if not claimed:
        return mail.state
    mail.attempts += 1
    try:
        message_of(mail).send()
    except Exception as error:  # whatever the mail server says, the mail is not lost
        return put_off(mail, error)
    mail.state, mail.text, mail.unsubscribe, mail.sent_at = OutgoingMail.State.SENT, "", "", timezone.now()
    mail.save(update_fields=["state", "text", "unsubscribe", "sent_at", "attempts"])
    return mail.state


def take_up() -> int:
    """Gives a new job to mails that have waited long past their time, since theirs was lost; how many.

    A job is lost when the database does not answer it; the mail stays.
    """
    now, taken = timezone.now(), 0
    for mail in OutgoingMail.objects.due(now - LOST_AFTER):
        with transaction.atomic():
            if OutgoingMail.objects.due(now - LOST_AFTER).filter(pk=mail.pk).update(not_before=now):
                send_mail.enqueue(mail.pk)
                taken += 1
    return taken


def revive(mail: OutgoingMail) -> bool:
    """Puts a mail that was given up in the outbox again, with all its tries; whether it was one."""
    dead = OutgoingMail.objects.dead().filter(pk=mail.pk)
    fresh = {"state": OutgoingMail.State.WAITING, "attempts": 0, "not_before": timezone.now()}
    if not dead.update(**fresh):
        return False
    send_mail.enqueue(mail.pk)
    return True


def message_of(mail: OutgoingMail) -> EmailMessage:
    """The mail as it leaves: from the municipality, marked as sent by a machine; ended by one click where it can be."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        reply_to=[Municipality.current().email],
        headers=headers,
    )


def put_off(mail: OutgoingMail, error: Exception) -> str:
    """Notes the failure and tries later, or lays the mail aside for people to see."""
    mail.last_error = f"{type(error).__name__}: {error}"[:300]
    mail.state = OutgoingMail.State.DEAD if mail.attempts >= ATTEMPTS else OutgoingMail.State.WAITING
    mail.not_before = timezone.now() + FIRST_WAIT * 2 ** (mail.attempts - 1)
    mail.save(update_fields=["state", "attempts", "last_error", "not_before"])
    if mail.state == OutgoingMail.State.WAITING:
        send_mail.using(run_after=mail.not_before).enqueue(mail.pk)
    return mail.state
