"""Suggested wordings put together: each was written for the text on consultation, which may have changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from uuid import UUID

from consultation.models import Comment, Consultation
from drafts.domain import threeway
from drafts.domain.threeway import Merge
from drafts.models import Paragraph

# Of a paragraph with more different wordings than this, the first are held against each other.
MOST = 40


@dataclass(frozen=True)
class Fit:
    """How the suggestion `wish`, written for `base`, goes into the words that stand there now."""

    base: str
    wish: str
    present: str

    @cached_property
    def merge(self) -> Merge:
        return threeway.merge(self.base, self.wish, self.present)

    @property
    def text(self) -> str:
        """Both together. Where they change the same words, the suggestion's; the rest of both stays."""
        return self.merge.text

    @property
    def is_taken(self) -> bool:
        """Whether all that the suggestion asks for stands there already."""
        return not self.merge.conflicts and self.text.strip() == self.present.strip()

    @property
    def is_carried(self) -> bool:
        """Whether it goes into words that have changed since, without touching what changed."""
        return self.base.strip() != self.present.strip() and not self.merge.conflicts and not self.is_taken

    @property
    def collides(self) -> bool:
        return bool(self.merge.conflicts)

    @property
    def contested(self) -> list[str]:
        """The words on consultation that both have changed, each run once."""
        return contested(self.merge)


def fit(comment: Comment, present: str) -> Fit:
    """The comment's suggestion and the words of its paragraph now."""
    return Fit(comment.paragraph.text, comment.suggestion, present)


def contested(merge: Merge) -> list[str]:
    """The words of the base that both sides changed; for two insertions in one place, those around it."""
    return [words for piece in merge.conflicts if (words := piece.base.strip())]


def collisions(base: str, wordings: Sequence[str]) -> dict[tuple[int, int], list[str]]:
    """Which of the different wordings change the same words of `base`: {(i, j): those words}."""
    found = {}
    for (i, one), (j, other) in combinations(enumerate(wordings[:MOST]), 2):
        merge = threeway.merge(base, one, other)
        if merge.conflicts:
            found[i, j] = contested(merge)
    return found


def open_conflicts(consultation: Consultation) -> list[UUID]:
    """The paragraphs where suggestions change the same words and one of them has no answer yet; in two queries."""
    rows = Comment.objects.filter(consultation=consultation, paragraph__isnull=False).to_answer()
    rows = rows.filter(suggests=Comment.Suggests.INSTEAD).exclude(suggestion="").order_by("number")
    piles: dict[int, list[tuple[str, bool]]] = {}
    for paragraph, wording, answer in rows.values_list("paragraph_id", "suggestion", "disposition_id"):
        piles.setdefault(paragraph, []).append((wording, answer is not None))
    waiting = [pk for pk, pile in piles.items() if len(pile) > 1 and not all(settled for _wording, settled in pile)]
    places = Paragraph.objects.only("lineage", "text").in_bulk(waiting)
    return [places[pk].lineage for pk in waiting if is_open(places[pk].text, piles[pk])]


def is_open(base: str, pile: Sequence[tuple[str, bool]]) -> bool:
    """Whether a wording without an answer collides with another one; `pile` has (wording, whether it is answered)."""
    wordings: dict[str, tuple[str, bool]] = {}
    for wording, answered in pile:
        key = " ".join(wording.split())
        settled = answered and wordings.get(key, ("", True))[1]
        wordings[key] = (wording, settled)
    return any(
        collide(base, one, other)
        for (one, settled), (other, also_settled) in combinations(list(wordings.values())[:MOST], 2)
        if not (settled and also_settled)
    )


@lru_cache(maxsize=5_000)
def collide(base: str, one: str, other: str) -> bool:
    """Whether two wordings change the same words; asked on every page of officials, so it is remembered."""
    return bool(threeway.merge(base, one, other).conflicts)
