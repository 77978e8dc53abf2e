"""Screening: hold, show, hide. What is hidden is kept; its place, and the replies to it, stay."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.moderation import notices
from consultation.models import Comment, Complaint, Consultation, ModerationAct, Submission
from consultation.models.moderation_act import HidingReason
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import Municipality, User
from organisation.models.municipality import Screening

Kind = ModerationAct.Kind


def hold(comment: Comment, *, by: User, remark: str = "") -> Comment:
    """Takes a comment off the web until somebody has looked at it."""
    return act(comment, Kind.HOLD, Comment.State.HELD, by=by, remark=remark)


def show(comment: Comment, *, by: User, remark: str = "") -> Comment:
    """Shows a held or hidden comment. Refused for one whose address is not confirmed, held or not."""
    if Submission.objects.filter(comments=comment.pk, confirmed_at=None).exists():
        raise ActRefused(_("The sender has not confirmed the address; the comment is not shown."))
    return act(comment, Kind.SHOW, Comment.State.SHOWN, by=by, remark=remark)


def hide(comment: Comment, *, reason: str, by: User, remark: str = "") -> Comment:
    """Hides a comment behind a stub that says the reason. A reason of the published rules is required.

    Where hiding takes two, the first moderator's act proposes it, and the comment is held until another agrees.
    """
    if reason not in HidingReason.values:
        raise ActRefused(_("Choose the reason why the comment is hidden."))
    if not Municipality.current().two_hide or comment.state == Comment.State.HIDDEN:
        return act(comment, Kind.HIDE, Comment.State.HIDDEN, by=by, reason=reason, remark=remark)
    first = proposal(comment)
    if first is None:
        return act(comment, Kind.PROPOSE, Comment.State.HELD, by=by, reason=reason, remark=remark)
    if first.by_id == by.pk:
        raise ActRefused(_("You proposed to hide it. Another moderator has to agree."))
    return act(comment, Kind.HIDE, Comment.State.HIDDEN, by=by, reason=reason, remark=remark)


def proposal(comment: Comment) -> ModerationAct | None:
    """The standing proposal to hide a comment, where nobody has acted on it since."""
    last = ModerationAct.objects.moves().filter(comment=comment).select_related("by").first()
    return last if last and last.kind == Kind.PROPOSE else None


@transaction.atomic
def act(comment: Comment, kind: str, state: str, *, by: User, reason: str = "", remark: str = "") -> Comment:
    """Moves the comment and writes the act down; its reports are settled, its sender is told of what is hidden.

    Refused when it has moved meanwhile to where that is no step.
    """
    # Locked: an update over two tables reads the rows first, so that a condition on the state would come too late.
    rows = Comment.objects.select_for_update(of=("self",)).select_related("consultation__version__policy", "submission")
    current = rows.get(pk=comment.pk)
    settle(current, by=by)
    if current.state == state and not reason:
        return current
    if state not in Comment.MOVES[current.state] and state != current.state:
        raise ActRefused(
            _("%(reference)s is now: %(state)s. Reload the page.")
            % {"reference": current.reference, "state": current.get_state_display()}
        )
    notices.tell(current, state, reason)
    Comment.objects.filter(pk=current.pk).update(state=state, is_public=state == Comment.State.SHOWN)
    ModerationAct.objects.create(comment=current, kind=kind, reason=reason, remark=remark, by=by)
    log.record(current.consultation.version.policy.uuid, f"comment {kind}", by=by, comment=current.number)
    current.refresh_from_db()
    return current


def settle(comment: Comment, *, by: User) -> int:
    """What readers reported is settled when a moderator has acted, also when the comment is left as it is."""
    return Complaint.objects.filter(comment=comment, settled_at=None).update(settled_at=timezone.now(), settled_by=by)


@dataclass(frozen=True)
class Undo:
    """A person's act that was the last on its comment, and the act that takes it back."""

    done: ModerationAct
    act: str
    reason: str


def undoable(consultation: Consultation, number: str | int | None, *, by: User) -> Undo | None:
    """The act on comment `number`, when this person did it and nobody has acted on the comment since."""
    asked = str(number or "")
    if not asked.isdecimal() or len(asked) > 9:
        return None
    log = ModerationAct.objects.moves().filter(comment__consultation=consultation, comment__number=number)
    last, *earlier = list(log.select_related("comment")[:2]) or [None]
    if last is None or last.by_id != by.pk:
        return None
    if earlier:
        before = Kind.HOLD if earlier[0].kind == Kind.PROPOSE else earlier[0].kind
        return Undo(last, before, earlier[0].reason)
    held = last.kind == Kind.SHOW or Municipality.current().screening == Screening.BEFORE
    return Undo(last, Kind.HOLD if held else Kind.SHOW, "")
