"""The page of a letter that was split: what was made of it, and its words where the sender lets them be shown."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain import personal_numbers
from consultation.domain.entering import discretion
from consultation.domain.moderation import masking
from consultation.models import Comment, Consultation, Masking, Submission


@dataclass(frozen=True)
class Part:
    """One comment that was made of a letter, and where it is shown."""

    comment: Comment
    href: str


@dataclass(frozen=True)
class Letter:
    """A letter as everybody may see it: `words` are empty where it is not shown whole, and `why` says so."""

    submission: Submission
    parts: tuple[Part, ...]
    words: str
    why: str


def read(consultation: Consultation, number: int) -> Letter | None:
    """The letter with that number; None where there is none that was split, or no part of it is shown."""
    submission = consultation.submissions.exclude(words="").filter(number=number).first()
    if submission is None:
        return None
    comments = list(submission.comments.to_answer().select_related("paragraph").order_by("number"))
    shown = [comment for comment in comments if comment.state == Comment.State.SHOWN]
    if not shown:
        return None
    why = why_not_whole(submission, all_shown=len(shown) == len(comments))
    parts = tuple(Part(comment, href_of(comment, consultation)) for comment in shown)
    return Letter(submission, parts, "" if why else masked(submission), why)


def why_not_whole(submission: Submission, *, all_shown: bool) -> str:
    """Why the whole letter is not on the web, in a sentence; "" when it is: with the sender's name goes the letter."""
    if not (submission.organisation or submission.named):
        return _("The sender does not show the name, so the letter as a whole is not shown. It can be asked for.")
    if not all_shown:
        return _("A part of the letter is not shown on the web, so the letter as a whole is not shown either.")
    return ""


def masked(submission: Submission) -> str:
    """The words for the web: what is masked in its comments is masked here, and its sender's details."""
    words = discretion.letter_masked(personal_numbers.masked(submission.words), submission)
    standing = Masking.objects.filter(comment__submission=submission, lifted_at=None).values_list("words", flat=True)
    return masking.masked(words, list(standing))


def href_of(comment: Comment, consultation: Consultation) -> str:
    """Where the comment stands on the web."""
    version = consultation.version
    place = [comment.paragraph.number] if comment.paragraph else []
    page = reverse("paragraph" if place else "whole", args=[version.policy.slug, version.number, *place])
    return f"{page}#{comment.anchor}"
