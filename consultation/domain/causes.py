"""Why paragraphs changed: the causes of one version's changes, read at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from consultation.domain.figures import Figures
from consultation.models import Change, Comment
from drafts.models import Version


@dataclass(frozen=True)
class Cause:
    """Why one paragraph changed: the words that are published, who signed them, and the comments tied to it."""

    kind: str
    reason: str
    signature: str
    at: datetime
    comments: Sequence[Comment]

    @property
    def behind(self) -> int:
        return len(self.comments)

    @property
    def figures(self) -> Figures:
        """The comments tied to it, the submissions they stand in, and from how many persons: three counts."""
        sent = {comment.submission_id: comment.submission for comment in self.comments}
        persons = {each.email.lower() or f"#{each.pk}" for each in sent.values()}
        return Figures(len(persons), len(sent), len(self.comments))

    @property
    def agreements(self) -> int:
        """How many have said that they agree with one of them; counted apart, since they wrote nothing."""
        return sum(comment.agreed for comment in self.comments)


def of(*versions: Version) -> dict[int, Cause]:
    """The causes of every change that led to these versions, by the pk of its descent; two queries."""
    return _told(Change.objects.filter(descent__version__in=versions))


def of_ties(ties: Collection[int]) -> dict[int, Cause]:
    """The causes of these changes, by the pk of the descent; two queries."""
    return _told(Change.objects.filter(descent__in=ties))


def _told(rows: QuerySet[Change]) -> dict[int, Cause]:
    changes = list(rows)
    tied = {}
    links = (
        Change.comments.through.objects.filter(change__in=changes)
        .select_related("comment__submission")
        .order_by("comment__number")
    )
    for link in links:
        tied.setdefault(link.change_id, []).append(link.comment)
    return {
        change.descent_id: Cause(
            change.cause, change.reason, change.signature, change.at, tuple(tied.get(change.pk, ()))
        )
        for change in changes
    }
