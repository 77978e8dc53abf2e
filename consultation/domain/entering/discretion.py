"""Words for the web: who wrote a letter stands at its head and foot, and is not shown with it."""

import re

from django.utils.translation import gettext as _

from consultation.domain import personal_numbers
from consultation.domain.moderation import masking
from consultation.models import Comment, Submission
from consultation.models.submission import Channel

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w-])(?:\+46|0046|0)[ -]?(?:\(0\) ?)?\d{1,3}(?:[ -]?\d{2,3}){2,4}(?![\w-])")
SHORTEST = 4


def public_words(comment: Comment, submission: Submission) -> str:
    """What a comment says on the web, in papers and in files."""
    return masked(masking.masked(comment.comment, comment.masks), submission)


def public_suggestion(comment: Comment) -> str:
    """The wording that it suggests, there."""
    return personal_numbers.masked(masking.masked(comment.suggestion, comment.masks))


def masked(words: str, submission: Submission) -> str:
    """The words without what looks like a personal number; those that staff entered also without the sender's details.

    What somebody wrote in our form is theirs to show; a letter was never written to be published as it stands.
    """
    words = personal_numbers.masked(words)
    return letter_masked(words, submission) if submission.channel != Channel.WEB else words


def letter_masked(words: str, submission: Submission) -> str:
    """The words without addresses, telephone numbers, and the name of a person who is not named on the web."""
    details = [line.strip() for line in re.split(r"[\n,]", submission.address)]
    details += [] if submission.named else [submission.sender_name]
    for each in sorted(details, key=len, reverse=True):
        if len(each) >= SHORTEST:
            words = re.sub(re.escape(each), _("[hidden]"), words, flags=re.IGNORECASE)
    return PHONE.sub(_("[number hidden]"), EMAIL.sub(_("[address hidden]"), words))
