"""The letter to the referral bodies (missiv) and what reminds of it: each once, by the outbox."""

import time as clock
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.referral import links
from consultation.domain.referral.inviting import chain, locked
from consultation.models import Consultation, Invitation
from organisation.domain import log, post
from organisation.domain.dates import last_day
from organisation.exceptions import ActRefused
from organisation.models import Municipality, OutgoingMail, User

DAYS_BEFORE = (7, 1)
MORNING = time(8)
# Who was written to so lately needs no reminder yet.
REST = timedelta(days=2)
LOOK_AGAIN = 600
_next = {"at": 0.0}


def letter_of(invitation: Invitation) -> tuple[str, str]:
    """Subject and text of the letter, in the municipality's language."""
    return _text(invitation, "mail/invitation.txt", reminder=False)


def _text(invitation: Invitation, template: str, *, reminder: bool) -> tuple[str, str]:
    consultation = invitation.consultation
    policy = consultation.version.policy
    about = {
        "invitation": invitation,
        "consultation": consultation,
        "policy": policy,
        "municipality": Municipality.current(),
        "link": links.address(invitation),
        "deadline": last_day(invitation.deadline(consultation)),
    }
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Reminder: your view on “%(title)s”") if reminder else _("Your view is asked for: “%(title)s”")
        return words % {"title": policy.title}, render_to_string(template, about)


@transaction.atomic
def send(consultation: Consultation, chosen: Iterable[int] | None = None, *, by: User) -> int:
    """Sends the letter to the chosen bodies (None: to all) that have an address and have not got it; how many.

    Refused when the answers are published and when there is nobody to send to.
    """
    consultation = locked(consultation)
    rows = consultation.invitations.filter(sent_at=None).exclude(email="")
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    rows = list(rows.select_for_update())
    if not rows:
        raise ActRefused(
            _("There is nobody to send the letter to. Choose bodies with an address that have not got it.")
        )
    for invitation in rows:
        invitation.consultation = consultation
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
        post.write(invitation.email, *letter_of(invitation))
    log.record(chain(consultation), "letter sent to bodies", by=by, bodies=len(rows))
    return len(rows)


@transaction.atomic
def remind(consultation: Consultation, *, by: User) -> int:
    """Reminds every body that has got the letter, is silent and was not reminded today; how many.

    Refused when none is left.
    """
    consultation = locked(consultation)
    sent = sum(_remind(row, consultation, timezone.now()) for row in remindable(consultation))
    if not sent:
        raise ActRefused(_("There is nobody to remind: all have answered, or were written to today."))
    log.record(chain(consultation), "bodies reminded", by=by, bodies=sent)
    return sent


def remindable(consultation: Consultation) -> QuerySet[Invitation]:
    """The silent bodies that have got the letter and were not written to today."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = consultation.invitations.silent().filter(sent_at__lt=today).exclude(reminded_at__gte=today)
    return rows.exclude(email="")


def _remind(invitation: Invitation, consultation: Consultation, now: datetime) -> bool:
    """Writes one reminder unless another worker has just done it; nothing once the link takes no answers."""
    invitation.consultation = consultation
    if not invitation.takes_answers(now, consultation):
        return False
    same = Invitation.objects.filter(pk=invitation.pk, reminded_at=invitation.reminded_at)
    if not same.update(reminded_at=now):
        return False
    post.write(invitation.email, *_text(invitation, "mail/invitation_reminder.txt", reminder=True))
    return True


def round_of_reminders() -> int:
    """The worker's round: looks for reminders that are due every ten minutes."""
    if clock.monotonic() < _next["at"]:
        return 0
    _next["at"] = clock.monotonic() + LOOK_AGAIN
    return remind_due(timezone.now())


def remind_due(now: datetime) -> int:
    """Reminds the silent bodies 7 days and 1 day before their last day, in the morning, each once; how many."""
    sent = 0
    for invitation in due(now):
        with transaction.atomic():
            consultation = invitation.consultation
            if _remind(invitation, consultation, now):
                log.record(chain(consultation), "body reminded", body=invitation.pk)
                sent += 1
    return sent


def due(now: datetime) -> list[Invitation]:
    """The silent bodies whose latest reminder day has come and that have not been written to since, or just before."""
    ends = Coalesce("answer_by", "consultation__closes_at")
    soon = now + timedelta(days=max(DAYS_BEFORE) + 1)
    rows = Invitation.objects.silent().annotate(ends=ends).filter(Q(ends__gt=now, ends__lte=soon))
    rows = rows.filter(sent_at__isnull=False, consultation__answers_published_at=None).exclude(email="")
    return [
        row
        for row in rows.select_related("consultation__version__policy")
        if (mark := mark_before(row.ends, now)) and max(row.sent_at, row.reminded_at or row.sent_at) < mark - REST
    ]


def mark_before(ends: datetime, now: datetime) -> datetime | None:
    """The latest moment for a reminder that has come at `now`, of a body whose time ends at `ends`."""
    marks = [
        timezone.make_aware(datetime.combine(last_day(ends) - timedelta(days=days), MORNING)) for days in DAYS_BEFORE
    ]
    return max((mark for mark in marks if mark <= now), default=None)


def undelivered(consultation: Consultation) -> set[str]:
    """Addresses of bodies to which a mail could not be delivered since their letter was sent."""
    rows = consultation.invitations.exclude(sent_at=None)
    sent = {row.email.lower(): row.sent_at for row in rows}
    dead = OutgoingMail.objects.dead().filter(recipient__in=[row.email for row in rows])
    return {mail.recipient.lower() for mail in dead if mail.written_at >= sent[mail.recipient.lower()]}
