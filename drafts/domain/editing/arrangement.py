"""What follows from the places of paragraphs: levels, list numbers and numbers, as Markdown would have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from drafts.domain.markdown.limits import DEPTH
from drafts.domain.markdown.structure import ITEMS

MARKER = re.compile(r"\d{1,9}[.)]")
DEEPEST_HEADING = 5


@dataclass(slots=True, eq=False)
class Row:
    """One paragraph's place. `follows`: an item that counts on; `fresh`: one that came here just now."""

    pk: int
    lineage: UUID
    position: int
    kind: str
    level: int
    marker: str
    number: str
    follows: bool = False
    fresh: bool = False

    @property
    def is_ordered(self) -> bool:
        return self.kind == "ordered"

    @property
    def is_top(self) -> bool:
        """A heading from which on nothing depends on what stands before it, but the count of such headings."""
        return self.kind == "heading" and self.level == 1 and "." not in self.number


def note_counting(rows: list[Row]) -> None:
    """Sees which items count on from the one before them, so that they still do when something comes between."""
    for row, before in siblings(rows):
        row.follows = row.is_ordered and bool(before and before.is_ordered) and row.marker == next_marker(before)


def hand_on(rows: list[Row], row: Row) -> None:
    """A list item is about to leave: where it was the first, the next one begins the list instead."""
    if row.is_ordered and not row.follows:
        heir = next_item(rows, rows.index(row))
        if heir and heir.follows:
            heir.marker, heir.follows = row.marker, False


def arrange(rows: list[Row]) -> None:
    """Settles levels and the numbers that list items show."""
    level(rows)
    for at, (row, before) in enumerate(siblings(rows)):
        if row.is_ordered:
            mark(rows, at, before)


def level(rows: list[Row]) -> None:
    """No heading skips a level, and nothing lies deeper in a list than the list goes."""
    heading, depth = 0, 0
    for row in rows:
        if row.kind == "heading":
            row.level = heading = max(1, min(row.level, heading + 1, DEEPEST_HEADING))
            depth = 0
        elif row.kind in ITEMS:
            row.level = depth = max(1, min(row.level, depth + 1, DEPTH))
        else:
            row.level = depth = 0 if row.kind == "note" else min(row.level, depth)


def mark(rows: list[Row], at: int, before: Row | None) -> None:
    """The number that the item at `at` shows: it counts on, unless it begins a list."""
    row = rows[at]
    if before and before.is_ordered:
        next_door = rows[at - 1] is before
        if row.fresh or row.follows or (not next_door and before.marker[-1] == row.marker[-1]):
            row.marker = next_marker(before)
    elif row.fresh:
        heir = next_item(rows, at)
        if heir and heir.is_ordered and not heir.fresh and not heir.follows:
            row.marker, heir.follows = heir.marker, True
    if not MARKER.fullmatch(row.marker):
        row.marker = "1."


def siblings(rows: list[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each row, and for a list item the item before it in the same list."""
    chain: list[Row] = []
    for row in rows:
        if row.kind in ITEMS:
            before = chain[row.level - 1] if len(chain) >= row.level else None
            del chain[row.level - 1 :]
            chain.append(row)
            yield row, before
        else:
            del chain[0 if row.kind == "heading" else row.level :]
            yield row, None


def next_item(rows: list[Row], at: int) -> Row | None:
    """The item that follows the one at `at` in its list."""
    depth = rows[at].level
    for row in rows[at + 1 :]:
        if row.kind == "heading" or row.level < depth:
            return None
        if row.level == depth and row.kind in ITEMS:
            return row
    return None


def next_marker(item: Row) -> str:
    """What the item after this one shows: 4) after 3)."""
    digits = item.marker[:-1]
    return f"{int(digits) + 1 if digits.isdigit() else 1}{item.marker[-1:] or '.'}"
