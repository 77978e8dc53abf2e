"""Changing and withdrawing what one has sent, until the consultation closes. What came in first is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Comment, CommentText, ModerationAct, Submission
from drafts.domain import texts
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import Municipality
from organisation.models.municipality import Screening

State = Comment.State


@transaction.atomic
def change(comment: Comment, words: str, *, suggestion: str = "", seen: int, hold: str = "") -> Comment:
    """Other words for a comment, by its sender; the earlier ones stay as a CommentText.

    A shown comment waits for a moderator again where screening comes first, or where `hold` says what must be looked
    at. The same words change nothing. Refused after closing and for what is hidden, withdrawn or answered; `Stale`
    when it has been changed elsewhere since: `seen` is how many earlier wordings the page knew of.
    """
    current = locked(comment)
    if (current.comment, current.suggestion) == (words, suggestion):
        return current
    refuse_not_now(current)
    if current.earlier.count() != seen:
        raise Stale(_("The comment has been changed in another window. Both are here; look, and save once more."))
    now = timezone.now()
    CommentText.objects.create(
        comment=current, words=current.comment, suggestion=current.suggestion, replaced_at=now
    )  # the database lets the words be changed when this row is there
    base = texts.digest(current.paragraph.text) if suggestion and current.paragraph else ""
    row = Comment.objects.filter(pk=current.pk)
    row.update(comment=words, suggestion=suggestion, base_checksum=base, edited_at=now)
    if hold:
        ModerationAct.objects.create(comment=current, kind=ModerationAct.Kind.HOLD, remark=hold)
    if current.state == State.SHOWN and (hold or Municipality.current().screening == Screening.BEFORE):
        row.update(state=State.HELD, is_public=False)
    log.record(current.policy.uuid, "comment changed by its sender", comment=current.number)
    current.refresh_from_db()
    return current


@transaction.atomic
def withdraw(comment: Comment) -> Comment:
    """Takes a comment back, by its sender: it is kept, not shown, not counted and not answered; replies to it stay.

    Once more changes nothing. Refused after closing, and for what is hidden or answered.
    """
    current = locked(comment)
    if current.state == State.WITHDRAWN:
        return current
    refuse_not_now(current)
    Comment.objects.filter(pk=current.pk).update(state=State.WITHDRAWN, is_public=False)
    log.record(current.policy.uuid, "comment withdrawn by its sender", comment=current.number)
    current.refresh_from_db()
    return current


def says(submission: Submission, words: str, suggestion: str) -> bool:
    """Whether one of its comments says this, or said it before its sender changed it."""
    rows = Comment.objects.filter(submission=submission, comment=words, suggestion=suggestion)
    earlier = CommentText.objects.filter(comment__submission=submission, words=words, suggestion=suggestion)
    return rows.exists() or earlier.exists()


def locked(comment: Comment) -> Comment:
    """The comment as it is now; a moderator waits until the transaction ends."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("policy", "paragraph", "consultation")
    return rows.get(pk=comment.pk)


def refuse_not_now(comment: Comment) -> None:
    refusal = obstacle(comment)
    if refusal:
        raise ActRefused(refusal)


def obstacle(comment: Comment) -> str:
    """Why the sender cannot change or withdraw the comment now, in a sentence; "" when it can be done."""
    is_open = comment.consultation.phase(timezone.now()) == "open"
    if comment.state == State.WITHDRAWN and not is_open:
        return _("You have withdrawn the comment.")
    if not is_open:
        return _("The consultation has closed, so what you sent stands as it is.")
    if comment.state == State.WITHDRAWN:
        return _("You have withdrawn the comment. Write a new one if you want to say it after all.")
    if comment.state == State.HIDDEN:
        return _("The comment is hidden on the web and cannot be changed. You can write a new one.")
    if comment.disposition_id:
        return _("The comment has been answered and cannot be changed. You can write a new one, or a reply.")
    return ""
