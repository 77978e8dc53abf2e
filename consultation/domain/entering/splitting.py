"""One letter made into several comments, each on its place in the text; the letter stays whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consultation.domain import dispositions, participation
from consultation.domain.entering import passages
from consultation.domain.entering.submissions import UNDER_WAY, place, state_for_new
from consultation.domain.moderation import masking
from consultation.models import Change, Comment, Consultation, Masking, ModerationAct, Submission
from drafts.models import Paragraph
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

State = Comment.State


@dataclass(frozen=True)
class Part:
    """One comment to be made from a letter: its words as they stand there, on a paragraph or (None) the whole text."""

    words: str
    paragraph: Paragraph | None = None
    kind: str = ""
    suggestion: str = ""
    suggests: str = Comment.Suggests.INSTEAD

    def is_like(self, comment: Comment) -> bool:
        """Whether the comment was made from the same words for the same place."""
        return (
            comment.paragraph_id == (self.paragraph.pk if self.paragraph else None)
            and passages.folded(comment.comment) == passages.folded(self.words)
            and comment.suggestion == self.suggestion
        )


def live(submission: Submission) -> list[Comment]:
    """Its comments that count, with their places and answers."""
    rows = Comment.objects.filter(submission=submission).to_answer()
    return list(rows.select_related("paragraph", "disposition", "submission").order_by("number"))


def whole_of(submission: Submission, comments: Sequence[Comment]) -> Comment | None:
    """The comment that is the letter itself, while it has not been split."""
    if submission.words or len(comments) != 1:
        return None
    only = comments[0]
    return None if only.paragraph_id or only.is_reply else only


def letter_of(submission: Submission, comments: Sequence[Comment]) -> str:
    """The letter's words, whole; "" for a submission that is none."""
    whole = whole_of(submission, comments)
    return submission.words or (whole.comment if whole else "")


def mark(submission: Submission) -> int:
    """Changes whenever comments are made from the letter or withdrawn."""
    rows = ModerationAct.objects.filter(comment__submission=submission)
    return (rows.aggregate(last=Max("pk"))["last"] or 0) + sum(each.pk for each in live(submission))


def obstacle(submission: Submission, comments: Sequence[Comment]) -> str:
    """Why no comments can be made from it now, in a sentence; "" when they can."""
    consultation = submission.consultation
    if not letter_of(submission, comments):
        return _("This is no letter on the whole text, so there is nothing to split.")
    if consultation.answers_published_at is not None or consultation.version.policy.state not in UNDER_WAY:
        return _("The answers are published. The comments stand as they are.")
    if submission.entered_by_id is None and not consultation.is_closed:
        return _("Until the consultation closes, the sender can change what was sent. It can be split after that.")
    whole = whole_of(submission, comments)
    if whole and whole.disposition_id:
        return _("%(reference)s has an answer. A letter is split before it is answered.") % {
            "reference": whole.reference
        }
    if whole and whole.agreements.exists():
        return _("Others agree with %(reference)s as it stands. It is answered as one.") % {
            "reference": whole.reference
        }
    return ""


@transaction.atomic
def split(submission: Submission, parts: Sequence[Part], *, seen: int | None = None, by: User) -> list[Comment]:
    """Makes comments from parts of a letter; those that are there already are not made again.

    With the first of them the comment that was the whole letter is withdrawn (nothing counts twice), and the letter's
    words are kept with the submission. Later ones join them. A part is shown as the letter is: not before it is
    confirmed, held where the letter was. Refused for words that do not stand in the letter; `Stale` when somebody has
    made others since the page said `seen` (as `mark`). Nothing is done by halves.
    """
    submission = locked(submission)
    comments = live(submission)
    parts = [part for part in parts if not any(part.is_like(comment) for comment in comments)]
    if not parts:
        return []
    if seen is not None and seen != mark(submission):
        raise Stale(_("Somebody has made comments from this letter since you opened the page. Look, and save again."))
    refuse_not_now(submission, comments)
    letter, whole = letter_of(submission, comments), whole_of(submission, comments)
    refuse_other_words(parts, letter)
    state = state_of(submission, comments)
    made = [make(submission, part, state, by=by) for part in parts]
    if whole:
        replace(whole, made, by=by)
        Submission.objects.filter(pk=submission.pk).update(words=letter)
    numbers = [comment.number for comment in made]
    chain = submission.consultation.version.policy.uuid
    log.record(chain, "letter split", by=by, submission=submission.number, comments=numbers)
    return made


def locked(submission: Submission) -> Submission:
    """The submission as it is now; whoever splits it or answers one of its comments beside waits."""
    Consultation.objects.select_for_update(of=("self",)).get(pk=submission.consultation_id)
    list(Comment.objects.select_for_update(of=("self",)).filter(submission=submission.pk).order_by("pk"))
    return Submission.objects.select_related("consultation__version__policy").get(pk=submission.pk)


def refuse_not_now(submission: Submission, comments: Sequence[Comment]) -> None:
    refusal = obstacle(submission, comments)
    if refusal:
        raise ActRefused(refusal)


def refuse_other_words(parts: Sequence[Part], letter: str) -> None:
    """Nobody is made to say what is not in the letter."""
    for part in parts:
        if not passages.stands_in(part.words, letter):
            raise ActRefused(
                _("These words do not stand in the letter: “%(words)s”.") % {"words": part.words.strip()[:80]}
            )
        if part.suggestion and part.paragraph is None:
            raise ActRefused(_("A suggested wording belongs to a paragraph. Choose which."))


def state_of(submission: Submission, comments: Sequence[Comment]) -> str:
    """How far a new part is shown: as the letter is, or the other parts."""
    if submission.confirmed_at is None:
        return State.UNCONFIRMED
    if any(comment.state in (State.HELD, State.HIDDEN) for comment in comments):
        return State.HELD
    return state_for_new() if submission.words else comments[0].state


def make(submission: Submission, part: Part, state: str, *, by: User) -> Comment:
    """One comment of the letter, in the state that it is to have; what is masked in the letter is masked in it."""
    comment = participation.add_comment(submission, **vars(part))
    place(comment, state)
    standing = Masking.objects.filter(comment__submission=submission, lifted_at=None).order_by("pk")
    for each in {row.words: row for row in standing}.values():
        if any(masking.pattern(each.words).search(text) for text in (part.words, part.suggestion)):
            masking.mask(comment, each.words, reason=each.reason, by=by)
    return comment


def replace(whole: Comment, made: Sequence[Comment], *, by: User) -> None:
    """The whole letter counts no more; what it became stands in the log of moderation."""
    Comment.objects.filter(pk=whole.pk).update(state=State.WITHDRAWN, is_public=False)
    into = ", ".join(comment.reference for comment in made)
    ModerationAct.objects.create(
        comment=whole, kind=ModerationAct.Kind.SPLIT, remark=into if len(into) <= 500 else f"{into[:499]}…", by=by
    )


@transaction.atomic
def withdraw(comment: Comment, *, reason: str, by: User) -> Comment:
    """Takes back a comment that staff made by mistake: it keeps its number and is counted and answered no more.

    An answer that it had alone goes with it. Refused without a reason; for what a sender wrote on the web; for the last
    comment of a letter that came on the web; for what others have replied to or a change follows from; and once the
    answers are published.
    """
    submission = locked(comment.submission)
    rows = Comment.objects.select_related("submission", "consultation", "disposition")
    comment = rows.get(pk=comment.pk)
    if comment.state == State.WITHDRAWN:
        return comment
    refusal = why_not_withdrawn(comment, live(submission)) or (
        _("Say why the comment is withdrawn.") if not reason.strip() else ""
    )
    if refusal:
        raise ActRefused(refusal)
    Comment.objects.filter(pk=comment.pk).update(state=State.WITHDRAWN, is_public=False, disposition=None)
    ModerationAct.objects.create(comment=comment, kind=ModerationAct.Kind.WITHDRAW, remark=reason.strip()[:500], by=by)
    dispositions.forget_empty(submission.consultation)
    chain = submission.consultation.version.policy.uuid
    log.record(chain, "comment withdrawn by staff", by=by, comment=comment.number)
    comment.refresh_from_db()
    return comment


def why_not_withdrawn(comment: Comment, comments: Sequence[Comment]) -> str:
    """Why a comment cannot be withdrawn now, in a sentence; "" when it can. `comments`: the letter's that count."""
    submission, answer = comment.submission, comment.disposition
    if comment.consultation.answers_published_at is not None or (answer and answer.published_at):
        return _("The answers are published. The comments stand as they are.")
    if not submission.words and submission.entered_by_id is None:
        return _("The sender wrote this. It can be hidden on the web, but not withdrawn.")
    if submission.entered_by_id is None and len(comments) == 1:
        return _("This is the last comment of the letter. Make the right one first, then withdraw this one.")
    if comment.nested_count:
        return _("Others have replied to %(reference)s.") % {"reference": comment.reference}
    if Change.objects.filter(comments=comment.pk).exists():
        return _("A change in the text follows from %(reference)s. Untie it there first.") % {
            "reference": comment.reference
        }
    return ""
