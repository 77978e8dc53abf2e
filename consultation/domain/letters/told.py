"""What the letters that have been written told of each comment, and whether it is still so."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from consultation.models import Comment, Consultation, EarlierAnswer, Letter, Submission
from organisation.models import OutgoingMail


@dataclass(frozen=True)
class Earlier:
    """The answer as the last letter about a comment told it, "" where there was none; `whys`: why it changed since.

    `by_itself`: the letter told of this comment, not of all that its sender wrote.
    """

    at: datetime
    by_itself: bool
    outcome: str
    reason: str
    whys: tuple[str, ...]
    is_other: bool


def from_addresses(emails: Iterable[str]) -> Q:
    """What came from one of these addresses, of rows that have a submission."""
    known = Submission.objects.annotate(lower=Lower("email")).filter(lower__in={email.lower() for email in emails})
    return Q(submission__in=known)


def written(consultation: Consultation) -> QuerySet[Letter]:
    """The letters that told somebody something: those whose mail came to nothing did not."""
    return consultation.letters.filter(mail__isnull=False).exclude(mail__state=OutgoingMail.State.DEAD)


def earlier(consultation: Consultation, comments: Collection[Comment]) -> dict[int, Earlier]:
    """What was told of those of the comments that a letter has told of, by key; three queries at most."""
    moments = last_told(consultation, comments)
    changed = defaultdict(list)
    if moments:
        for row in EarlierAnswer.objects.filter(comment__in=moments).order_by("pk"):
            if row.replaced_at > moments[row.comment_id][0]:
                changed[row.comment_id].append(row)
    return {row.pk: as_told(row, *moments[row.pk], changed[row.pk]) for row in comments if row.pk in moments}


def last_told(consultation: Consultation, comments: Collection[Comment]) -> dict[int, tuple[datetime, bool]]:
    """When the last letter about each was written, and whether it was about that one by itself.

    The letter of all answers is about what was confirmed by then.
    """
    rows = written(consultation).filter(from_addresses(row.submission.email for row in comments))
    named, whole = {}, {}
    for letter in rows.select_related("mail", "submission").prefetch_related("comments").order_by("mail__written_at"):
        if letter.kind == Letter.Kind.ANSWERS:
            whole[letter.submission.email.lower()] = letter.mail.written_at
        named |= {comment.pk: letter.mail.written_at for comment in letter.comments.all()}
    found = {}
    for row in comments:
        at = whole.get(row.submission.email.lower())
        moments = [(named[row.pk], True)] if row.pk in named else []
        if at and row.submission.confirmed_at and row.submission.confirmed_at <= at:
            moments.append((at, False))
        if moments:
            found[row.pk] = max(moments)
    return found


def as_told(comment: Comment, at: datetime, by_itself: bool, changed: list[EarlierAnswer]) -> Earlier:
    """The answer at that moment: the first that was replaced since, else the one that stands unless it is newer."""
    given = comment.disposition
    now = (given.outcome, given.reason) if given else ("", "")
    then = (changed[0].outcome, changed[0].reason) if changed else now if given and given.at <= at else ("", "")
    return Earlier(at, by_itself, *then, tuple(dict.fromkeys(row.why for row in changed)), then != now)
