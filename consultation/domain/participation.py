"""Sending a view in, and confirming the address that it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import attachments
from consultation.domain.attachments import Upload
from consultation.domain.taking_part.browsers import NOBODY, Browser
from consultation.domain.taking_part.confirming import accept, confirm, confirmation_for, refuse_flood, send_link
from consultation.models import (
    Comment,
    CommentCounter,
    Consultation,
    Invitation,
    ModerationAct,
    Submission,
)
from drafts.domain import texts
from drafts.models import Paragraph
from organisation.domain import log
from organisation.exceptions import ActRefused

__all__ = ["Sender", "Written", "accept", "confirm", "confirmation_for", "submit", "submit_together"]
DEEPEST = 3


@dataclass(frozen=True)
class Sender:
    """Who sends: as the form gives it."""

    kind: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    named: bool = False
    role: str = ""


@dataclass(frozen=True)
class Written:
    """One view as it was written. `hold` says in words what a moderator must look at before it is shown."""

    words: str
    paragraph: Paragraph | None = None
    suggestion: str = ""
    suggests: str = Comment.Suggests.INSTEAD
    kind: str = ""
    parent: Comment | None = None
    hold: str = ""


def submit(
    consultation: Consultation,
    *,
    key: UUID,
    sender: Sender,
    language: str = "sv",
    files: Sequence[Upload] = (),
    browser: Browser = NOBODY,
    invitation: Invitation | None = None,
    **written,
) -> Submission:
    """One view (the fields of `Written`) as a submission: `submit_together`."""
    return submit_together(
        consultation, [Written(**written)], key=key, sender=sender, language=language,
        files=files, browser=browser, invitation=invitation,
    )  # fmt: skip


def submit_together(
    consultation: Consultation,
    views: Sequence[Written] | Callable[[], Sequence[Written]],
    *,
    key: UUID,
    sender: Sender,
    language: str = "sv",
    files: Sequence[Upload] = (),
    browser: Browser = NOBODY,
    invitation: Invitation | None = None,
) -> Submission:
    """Registers views at once as one submission and sends the link that confirms its address, all or nothing.

    Exactly once: the same `key` gives the same submission, however often it is posted. No link where the browser has
    confirmed the address in this consultation: then the views are accepted at once. Refused before opening and after
    closing, on another text than the consultation's, and as a reply to what cannot be replied to.
    `views` may be a function, called when the consultation's row is locked.
    """
    if Submission.objects.filter(key=key).exists():
        return Submission.objects.get(key=key)
    try:
        with transaction.atomic():
            # A referral body's link was sent to its address.
            proven = invitation is not None or browser.has_confirmed(sender.email, consultation)
            submission = register(
                consultation, key=key, sender=sender, language=language, invitation=invitation, proven=proven
            )
            comments = [add_comment(submission, **vars(view)) for view in (views() if callable(views) else views)]
            attachments.keep(submission, files)
            if proven:
                accept(submission, submission.received_at)
            else:
                send_link(submission, comments)
            return submission
    except (IntegrityError, ActRefused):  # the same form may have come in while this one waited for its turn
        sent = Submission.objects.filter(key=key).first()
        if sent is None:
            raise
        return sent


def register(
    consultation: Consultation,
    *,
    key: UUID,
    sender: Sender,
    language: str,
    invitation: Invitation | None = None,
    proven: bool = False,
) -> Submission:
    """The submission with its number; the consultation's row is locked until the transaction ends.

    `proven`: the address has been confirmed already.
    """
    version = consultation.version
    consultation = Consultation.objects.draw(consultation.pk)
    consultation.version = version
    now = timezone.now()
    refuse_when_not_open(consultation, now, invitation)
    if invitation is None:
        refuse_uninvited(consultation)
        if not proven:
            refuse_flood(sender.email, now)
    return Submission.objects.create(
        consultation=consultation,
        number=consultation.last_submission,
        key=key,
        sender_kind=sender.kind,
        sender_name=sender.name,
        organisation=sender.organisation,
        role=sender.role,
        email=sender.email,
        named=sender.named,
        invitation=invitation,
        language=language,
        received_at=now,
    )


def add_comment(
    submission: Submission,
    words: str,
    *,
    paragraph: Paragraph | None,
    suggestion: str = "",
    suggests: str = Comment.Suggests.INSTEAD,
    kind: str = "",
    parent: Comment | None = None,
    hold: str = "",
) -> Comment:
    """One view of a submission, with the next number of the policy; the fields of `Written`."""
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
        kind=kind,
        suggestion=suggestion,
        suggests=suggests,
        base_checksum=texts.digest(paragraph.text) if suggestion else "",
        parent_id=parent.pk if parent else 0,
    )
    comment.save()
    if hold:
        ModerationAct.objects.create(comment=comment, kind=ModerationAct.Kind.HOLD, remark=hold)
    log.record(policy.uuid, "comment received", comment=comment.number)
    return comment


def refuse_when_not_open(consultation: Consultation, now: datetime, invitation: Invitation | None = None) -> None:
    """Half-open in time: the opening moment is in, the closing moment is out. A referral body may have a later one."""
    phase = consultation.phase(now)
    if phase == "coming":
        raise ActRefused(_("The consultation has not opened yet."))
    if phase == "closed" and not (invitation and invitation.takes_answers(now, consultation)):
        raise ActRefused(_("The consultation has closed. What you wrote has not been sent, but it is still here."))


def refuse_uninvited(consultation: Consultation) -> None:
    """Where named bodies are asked, they alone answer, each by the link that it was sent."""
    if not consultation.is_for_all:
        raise ActRefused(
            _(
                "Only the bodies that were asked take part in this consultation, each by its own link."
                " What you wrote has not been sent, but it is still here."
            )
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
