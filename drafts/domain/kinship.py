"""Which paragraphs of a draft gave words to each other: the history row of each names the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet

SIGN = "="


def named(others: Iterable[UUID], reason: str = "") -> str | None:
    """The reason of a history row, with the paragraphs that its words came from or went to."""
    return " ".join([*([reason] if reason else []), *(f"{SIGN}{each}" for each in others)]) or None


def unnamed(reason: str | None) -> str:
    """The rest of such a reason."""
    return " ".join(each for each in (reason or "").split() if not each.startswith(SIGN))


def others_of(reason: str | None) -> list[UUID]:
    """The paragraphs that a reason names."""
    return [UUID(each[1:]) for each in (reason or "").split() if each.startswith(SIGN)]


def pairs(history: QuerySet) -> Iterator[tuple[int, UUID, UUID]]:
    """Of some rows of the history those that name others: number of the row, the paragraph and another."""
    rows = history.filter(history_change_reason__contains=SIGN).order_by("history_id")
    for row, lineage, reason in rows.values_list("history_id", "lineage", "history_change_reason"):
        for other in others_of(reason):
            yield row, lineage, other


class Families:
    """Paragraphs tied to each other, and through others."""

    def __init__(self, ties: Iterable[Iterable[UUID]] = ()) -> None:
        self._of: dict[UUID, set[UUID]] = defaultdict(set)
        for tie in ties:
            self.tie(tie)

    def tie(self, lineages: Iterable[UUID]) -> None:
        family: set[UUID] = set()
        for lineage in lineages:
            family |= self._of[lineage] | {lineage}
        for lineage in family:
            self._of[lineage] = family

    def of(self, lineage: UUID) -> set[UUID]:
        """All that it is tied to, with itself."""
        return self._of[lineage] or {lineage}
