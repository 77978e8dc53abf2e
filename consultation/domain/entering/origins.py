"""Where a comment came from, when it did not come on the web, or not as it stands."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.models import Comment, Submission
from consultation.models.submission import Channel
from drafts.models import Version

# Whether the comment is a part of a letter, asked of the database: the letter itself may be long, and stand many times.
IS_PART = Case(When(submission__words="", then=Value(False)), default=Value(True), output_field=BooleanField())


@dataclass(frozen=True)
class Origin:
    """How it came in ("" on the web), a link to where it was said, and the page of the letter that it is a part of."""

    how: str = ""
    source: str = ""
    letter: str = ""


def of(comment: Comment, version: Version) -> Origin | None:
    """The origin of a comment that was read with IS_PART as `is_part`; None for one that was written on the web."""
    sent = comment.submission
    how = came(sent)
    is_part = getattr(comment, "is_part", False)
    if not (how or sent.source or is_part):
        return None
    letter = reverse("letter", args=[version.policy.slug, version.number, sent.number]) if is_part else ""
    return Origin(how, sent.source, letter)


def came(submission: Submission) -> str:
    """Came in by letter; "" for what was written on the web."""
    if submission.channel == Channel.WEB:
        return ""
    return _("came in %(how)s") % {"how": Channel(submission.channel).label}
