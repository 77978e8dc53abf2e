"""One save of the merge workspace: answers, new wording and its causes, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import dispositions, merging, undoing
from consultation.models import Change, Comment, Consultation, MergeAct
from drafts.domain import editing
from drafts.models import Paragraph, Policy
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from organisation.models import User


@dataclass(frozen=True)
class Answer:
    """What the page says about some comments; `outcome` is empty where nothing is said."""

    comments: tuple[Comment, ...]
    outcome: str = ""
    reason: str = ""
    note: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether it says something else than the answer that the comments have."""
        if not self.outcome:
            return False
        given = {comment.disposition for comment in self.comments}
        if {(d.outcome, d.reason) if d else None for d in given} != {(self.outcome, self.reason)}:
            return True
        return self.note is not None and {d.note for d in given} != {self.note}


@dataclass(frozen=True)
class Wording:
    """New words for a paragraph of the draft. Of the comments `offered` as causes, only `causes` stay tied."""

    paragraph: Paragraph
    revision: int
    text: str
    causes: tuple[Comment, ...] = ()
    offered: tuple[Comment, ...] = ()
    reason: str = ""
    editorial: bool = False


@dataclass(frozen=True)
class Saved:
    """What a save wrote: the comments that were answered, and whether words or causes changed. False when nothing."""

    answered: tuple[Comment, ...] = ()
    wrote: bool = False

    def __bool__(self) -> bool:
        return bool(self.answered) or self.wrote


@transaction.atomic
def save(
    policy: Policy,
    *,
    answers: Sequence[Answer] = (),
    wording: Wording | None = None,
    seen: dict | None = None,
    by: User,
) -> Saved:
    """Writes what is new in the answers and in the wording; what that was.

    `seen` as in `dispositions.dispose`. `Stale` (of an answer or of the text) and every refusal leave all as it was:
    a change needs a cause, comments or editorial, and a cause needs a change.
    """
    told = [answer for answer in answers if answer.is_new]
    for answer in told:
        dispositions.dispose(
            answer.comments, outcome=answer.outcome, reason=answer.reason, note=answer.note, seen=seen, by=by
        )
    written = write(policy, wording, by=by) if wording else False
    return Saved(tuple(comment for answer in told for comment in answer.comments), written)


@transaction.atomic
def take_back(
    policy: Policy, act: MergeAct | None, *, answers: Sequence[Answer] = (), seen: dict | None = None, by: User
) -> MergeAct:
    """Takes back what was done last on a paragraph; the answers beside it are written as in `save`."""
    if act is None:
        raise ActRefused(_("There is nothing here to take back, or it has been changed since."))
    save(policy, answers=answers, seen=seen, by=by)
    return undoing.undo(policy, act, by=by)


def write(policy: Policy, wording: Wording, *, by: User) -> bool:
    """The wording and its causes, in the caller's transaction; False when all is as it was."""
    paragraph = editing.fresh(wording.paragraph, policy.versions.draft())
    if wording.revision != paragraph.revision:
        raise editing.stale(paragraph)
    with undoing.kept(policy, MergeAct.Kind.REWRITE, paragraph.lineage, by=by):
        return rewrite(paragraph, wording, by=by)


def rewrite(paragraph: Paragraph, wording: Wording, *, by: User) -> bool:
    """The same for the paragraph as it is stored now, when nobody was before."""
    tie = paragraph.came_from.select_related("before", "after", "version__policy").first()
    change = Change.objects.filter(descent=tie).first()
    if wording.text.strip() == paragraph.text.strip():
        return explain(tie, change, wording, by=by)
    is_back = tie.before is not None and tie.before.text.strip() == wording.text.strip()
    if not (is_back or wording.causes or wording.editorial):
        raise ActRefused(_("Choose the comments that the change follows from, or call it editorial."))
    change = merging.rewrite(
        paragraph, wording.text, revision=wording.revision, because_of=wording.causes, reason=wording.reason, by=by
    )
    if change is not None:
        settle(change, wording)
    return True


def explain(tie, change: Change | None, wording: Wording, *, by: User) -> bool:
    """Other causes, or another reason, for words that stay."""
    if not tie.is_changed:
        if wording.causes:
            raise ActRefused(_("The wording is unchanged, so it has no cause yet. Change it, or untick the comments."))
        return False
    if not (change or wording.causes or wording.editorial):
        return False
    tied = set(change.comments.all()) if change else set()
    wanted = (tied - set(wording.offered)) | set(wording.causes)
    if not wanted and not wording.editorial:
        raise ActRefused(_("Choose the comments that the change follows from, or call it editorial."))
    if change and (tied, change.reason) == (wanted, wording.reason.strip()):
        return False
    settle(merging.give_cause(tie, because_of=wording.causes, reason=wording.reason, by=by), wording)
    return True


def settle(change: Change, wording: Wording) -> None:
    """Unties what was unticked, and makes the reason the one that was written, also when that is none."""
    change.comments.remove(*(set(wording.offered) - set(wording.causes)))
    change.cause = Change.Cause.COMMENTS if change.comments.exists() else Change.Cause.EDITORIAL
    change.reason = wording.reason.strip()
    change.save()


def obstacle(policy: Policy, consultation: Consultation | None) -> str:
    """Why nothing can be saved on the merge pages now, in a sentence; "" when it can. The acts decide, this warns."""
    if consultation is None:
        return _("There is no consultation whose comments can be answered now.")
    if policy.state == State.ANNOUNCED and not consultation.is_closed:
        return _("The consultation is not closed yet. Comments are answered when it has closed.")
    if policy.state not in (State.ANNOUNCED, State.COMPILING, State.RETURNED):
        return _("The text cannot be changed now: the matter is %(state)s.") % {"state": policy.get_state_display()}
    return ""
