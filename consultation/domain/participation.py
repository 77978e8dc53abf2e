"""Sending a view in, and confirming the address that it came from."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.exceptions import LinkExpired, LinkRefused, LinkUsed
from consultation.models import Comment, CommentCounter, Confirmation, Consultation, ModerationAct, Submission
from drafts.domain import texts
from drafts.models import Paragraph
from organisation.domain import log, post
from organisation.exceptions import ActRefused
from organisation.models import Municipality
from organisation.models.municipality import Screening

CONFIRM_WITHIN = timedelta(days=7)
HOUR = timedelta(hours=1)
UNUSED_LINKS_AN_HOUR = 30
DEEPEST = 3


@dataclass(frozen=True)
class Sender:
    """Who sends: as the form gives it."""

    kind: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    named: bool = False


def submit(
    consultation: Consultation,
    *,
    key: UUID,
    sender: Sender,
    paragraph: Paragraph | None,
    words: str,
    suggestion: str = "",
    parent: Comment | None = None,
    language: str = "sv",
    hold: str = "",
) -> Submission:
    """Registers a view at once and sends the link that confirms its address, all or nothing.

    Exactly once: the same `key` gives the same submission, however often it is posted. `hold` says in
    words what a moderator must look at before the view is shown. Refused before opening and after closing,
    on another text than the consultation's, and as a reply to what cannot be replied to.
    """
    try:
        with transaction.atomic():
            sent = Submission.objects.filter(key=key).first()
            if sent is not None:
                return sent
            submission = register(consultation, key=key, sender=sender, language=language)
            add_comment(submission, words, paragraph=paragraph, suggestion=suggestion, parent=parent, hold=hold)
            send_link(submission)
            return submission
    except IntegrityError:
        sent = Submission.objects.filter(key=key).first()
        if sent is None:
            raise
        return sent


def register(consultation: Consultation, *, key: UUID, sender: Sender, language: str) -> Submission:
    """The submission with its number; the consultation's row is locked until the transaction ends."""
    rows = Consultation.objects.filter(pk=consultation.pk)
    rows.update(last_submission=F("last_submission") + 1)
    consultation = rows.select_related("version__policy").get()
    now = timezone.now()
    refuse_when_not_open(consultation, now)
    refuse_flood(sender.email, now)
    return Submission.objects.create(
        consultation=consultation,
        number=consultation.last_submission,
        key=key,
        sender_kind=sender.kind,
        sender_name=sender.name,
        organisation=sender.organisation,
        email=sender.email,
        named=sender.named,
        language=language,
        received_at=now,
    )


def add_comment(
    submission: Submission,
    words: str,
    *,
    paragraph: Paragraph | None,
    suggestion: str = "",
    parent: Comment | None = None,
    hold: str = "",
) -> Comment:
    """One view of a submission, with the next number of the policy; `hold` as in submit."""
    consultation = submission.consultation
    policy = consultation.version.policy
    refuse_wrong_target(consultation, paragraph, parent)
    comment = Comment(
        consultation=consultation,
        policy=policy,
        submission=submission,
        paragraph=paragraph,
        number=CommentCounter.objects.draw(policy.pk),
        comment=words,
        submit_date=submission.received_at,
        suggestion=suggestion,
        base_checksum=texts.digest(paragraph.text) if suggestion else "",
        parent_id=parent.pk if parent else 0,
    )
    comment.save()
    if hold:
        ModerationAct.objects.create(comment=comment, kind=ModerationAct.Kind.HOLD, remark=hold)
    log.record(policy.uuid, "comment received", comment=comment.number)
    return comment


def refuse_when_not_open(consultation: Consultation, now: datetime) -> None:
    """Half-open in time: the opening moment is in, the closing moment is out."""
    phase = consultation.phase(now)
    if phase == "coming":
        raise ActRefused(_("The consultation has not opened yet."))
    if phase == "closed":
        raise ActRefused(_("The consultation has closed. What you wrote has not been sent, but it is still here."))


def refuse_flood(address: str, now: datetime) -> None:
    """Nobody can have a stranger's mailbox filled: an address that confirms nothing gets so many links an hour."""
    recent = Submission.objects.filter(email__iexact=address, confirmed_at=None, received_at__gt=now - HOUR)
    if address and recent.count() >= UNUSED_LINKS_AN_HOUR:
        raise ActRefused(
            _("Many comments came from this address in the last hour. What you wrote is still here; send it later.")
        )


def refuse_wrong_target(consultation: Consultation, paragraph: Paragraph | None, parent: Comment | None) -> None:
    """A view stands on this consultation's text; a reply on the same paragraph, not too deep."""
    if paragraph is not None and paragraph.version_id != consultation.version_id:
        raise ActRefused(_("The paragraph does not belong to the text that is open for comments."))
    if parent is None:
        return
    parent = Comment.objects.get(pk=parent.pk)
    same_place = (parent.consultation_id, parent.paragraph_id) == (
        consultation.pk,
        paragraph.pk if paragraph else None,
    )
    if not same_place or parent.state != Comment.State.SHOWN:
        raise ActRefused(_("The comment that you reply to is not there any more."))
    if parent.level >= DEEPEST:
        raise ActRefused(_("This thread cannot go deeper. Reply to an earlier comment instead."))


def send_link(submission: Submission) -> None:
    """Writes the mail with the secret link; of the token only the hash is kept."""
    if not submission.email:
        return
    token = secrets.token_urlsafe(16)
    Confirmation.objects.create(
        submission=submission,
        token_hash=token_hash(token),
        expires_at=timezone.now() + CONFIRM_WITHIN,
    )
    with translation.override(submission.language):
        text = render_to_string(
            "mail/confirm.txt",
            {
                "submission": submission,
                "policy": submission.consultation.version.policy,
                "municipality": Municipality.current(),
                "link": settings.SITE_ADDRESS + reverse("confirm", args=[token]),
                "days": CONFIRM_WITHIN.days,
            },
        )
        post.write(submission.email, _("Confirm your comment"), text)


def token_hash(token: str) -> str:
    """SHA-256 (hex) of a token; a database that leaks opens no link."""
    return hashlib.sha256(token.encode()).hexdigest()


def confirmation_for(token: str) -> Confirmation:
    """The link's row. Refused, in words, when it is unknown, expired or was used."""
    found = (
        Confirmation.objects.select_related("submission__consultation__version__policy")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if found is None:
        raise LinkRefused(_("The link is not valid. Check that the whole address came along."))
    if found.used_at is not None:
        raise LinkUsed(_("The link has already been used. Your comment is confirmed."))
    if found.expires_at <= timezone.now():
        raise LinkExpired(_("The link has expired. Your comment is registered, but it is not shown on the web."))
    return found


@transaction.atomic
def confirm(token: str) -> Submission:
    """Confirms the address once: the comments are shown, or held where screening comes first or `hold` was said."""
    confirmation = confirmation_for(token)
    now = timezone.now()
    used = Confirmation.objects.filter(pk=confirmation.pk, used_at=None).update(used_at=now)
    if not used:
        raise LinkUsed(_("The link has already been used. Your comment is confirmed."))
    submission = confirmation.submission
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
