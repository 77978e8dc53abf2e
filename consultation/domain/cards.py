"""Comments as they lie on the merge table: alike ones together, each with what it suggests."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from consultation.domain import dispositions, senders, suggestions
from consultation.domain.suggestions import Fit
from consultation.models import Comment, Consultation, Disposition
from drafts.domain import difference
from drafts.models import Paragraph

# What xtd keeps of a comment and no card shows.
UNUSED = ("user", "user_name", "user_email", "user_url", "ip_address", "content_type", "object_pk", "site", "order")
SHARED = ("consultation__version", "disposition", "paragraph", "submission__consultation")


@dataclass
class Card:
    """Comments with one answer: those that share a disposition, or unanswered ones that are alike."""

    comments: list[Comment]
    paragraph: Paragraph | None = None
    form: object = field(default=None, compare=False)

    @property
    def first(self) -> Comment:
        return self.comments[0]

    @property
    def key(self) -> str:
        """Names its fields in the form."""
        return str(self.first.pk)

    @property
    def pks(self) -> str:
        return ",".join(str(comment.pk) for comment in self.comments)

    @property
    def seen(self) -> list[str]:
        return [f"{comment.pk}:{dispositions.mark(comment)}" for comment in self.comments]

    @property
    def disposition(self) -> Disposition | None:
        return self.first.disposition

    @property
    def is_group(self) -> bool:
        return len(self.comments) > 1

    @property
    def agreed(self) -> int:
        """How many agree with them, each comment for itself."""
        return sum(comment.agreed for comment in self.comments)

    @property
    def have_same_words(self) -> bool:
        return len({likeness_key(comment) for comment in self.comments}) == 1

    @property
    def are_alike(self) -> bool:
        """Whether all say nearly the same and suggest exactly the same."""
        groups = {comment.alike_id for comment in self.comments}
        return self.have_same_words or (len(groups) == 1 and None not in groups)

    @cached_property
    def senders(self) -> list[tuple[str, int]]:
        """Kinds of sender and how many of each, the most common first."""
        return Counter(comment.submission.sender_kind for comment in self.comments).most_common()

    @property
    def sender_words(self) -> list[str]:
        """41 private persons, 4 associations."""
        return [senders.counted(kind, number) for kind, number in self.senders]

    @property
    def sender_rows(self) -> list[tuple[str, int]]:
        """The same for a table."""
        return [(senders.MANY[kind], number) for kind, number in self.senders]

    @property
    def is_suggesting(self) -> bool:
        return any(comment.suggestion for comment in self.comments)

    @cached_property
    def fit(self) -> Fit | None:
        """How its suggestion goes into the words that the paragraph has now; None without one of them."""
        if not (self.paragraph and self.first.rewrites and self.first.paragraph):
            return None
        return suggestions.fit(self.first, self.paragraph.text)

    @property
    def is_used(self) -> bool:
        """Whether the draft has what it suggests already."""
        return self.fit is not None and self.fit.is_taken

    @cached_property
    def difference(self) -> SafeString | str:
        """What using it would change in the present words; where it collides with them, what it wanted to change."""
        if not self.first.suggestion:
            return ""
        if self.first.adds:
            return difference.difference_html("", self.first.suggestion)
        before, after = (self.fit.present, self.fit.text) if self.fit else ("", self.first.suggestion)
        if self.fit and (self.fit.collides or self.fit.is_taken):
            before, after = self.fit.base, self.fit.wish
        return difference.difference_html(before, after)


def on(consultation: Consultation, lineage: object = None) -> list[Comment]:
    """The comments to answer on one paragraph, or without a lineage those on the whole text."""
    place = {"paragraph__lineage": lineage} if lineage else {"paragraph": None}
    return whole(Comment.objects.filter(consultation=consultation, **place))


def whole(comments: QuerySet[Comment]) -> list[Comment]:
    """Those of the comments that want an answer, with all that a card shows; a handful of queries.

    What many have in common is read once: joined to each of 500 comments it took most of the time of the page.
    """
    rows = comments.to_answer().select_related("submission").defer(*UNUSED)
    return list(rows.prefetch_related(*SHARED).order_by("number"))


def likeness_key(comment: Comment) -> tuple[str, str, bool]:
    """Equal for comments that say the same: their words and their suggestion, white space and case aside."""
    return " ".join(comment.comment.casefold().split()), " ".join(comment.suggestion.split()), comment.adds


def lay(
    comments: Iterable[Comment], paragraph: Paragraph | None = None, apart: Container[int] = frozenset()
) -> list[Card]:
    """The cards of a paragraph, groups first, the largest at the top; a short reply stands alone until it is answered.

    Comments whose pk is in `apart` are never laid together with others.
    """
    piles: dict[object, list[Comment]] = {}
    for comment in comments:
        alone = comment.pk if comment.is_reply else likeness_key(comment)
        pile = comment.disposition_id or (("alike", comment.alike_id) if comment.alike_id else alone)
        piles.setdefault((pile, comment.pk in apart), []).append(comment)
    cards = [Card(pile, paragraph) for pile in piles.values()]
    return sorted(cards, key=lambda card: (-len(card.comments), card.first.number))


def suggesting(comments: Sequence[Comment]) -> list[Card]:
    """One card for each wording that is suggested, with all who stand behind it; most wanted first."""
    piles: dict[str, list[Comment]] = {}
    for comment in comments:
        if comment.rewrites:
            piles.setdefault(" ".join(comment.suggestion.split()), []).append(comment)
    return sorted((Card(pile) for pile in piles.values()), key=lambda card: (-len(card.comments), card.first.number))


def alike(comment: Comment, comments: Iterable[Comment]) -> list[Comment]:
    """Those who suggest the same words as the comment, itself among them."""
    words = comment.suggestion.split()
    return [each for each in comments if (each.suggestion.split(), each.adds) == (words, comment.adds)]
