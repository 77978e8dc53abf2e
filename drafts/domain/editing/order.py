"""The draft's paragraphs in reading order without their words: places, levels, list numbers and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import F

from drafts.domain import numbering
from drafts.domain.markdown.limits import DEPTH
from drafts.domain.markdown.structure import ITEMS
from drafts.models import Paragraph, Version
from drafts.models.paragraph import GAP

FIELDS = ("pk", "lineage", "position", "kind", "level", "marker", "number")
MARKER = re.compile(r"\d{1,9}[.)]")
FAR = 2**30
ROOM = 16
DEEPEST_HEADING = 5
# The reason of a history row that only tells where a paragraph came to stand when others came or went.
PLACED = "placed"


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


class Order:
    """The places in one draft; changed in memory, positions apart, until `write`."""

    def __init__(self, draft: Version) -> None:
        self.draft = draft
        self.rows = [Row(*values) for values in draft.paragraphs.values_list(*FIELDS)]
        self.by_lineage = {row.lineage: row for row in self.rows}
        self.stored = {row.pk: (row.level, row.marker, row.number) for row in self.rows}
        for row, before in siblings(self.rows):
            row.follows = row.is_ordered and bool(before and before.is_ordered) and row.marker == next_marker(before)

    def room(self, after: Row | None) -> int:
        """A free position behind `after` (None: before all); neighbours move aside when there is none."""
        at = self.rows.index(after) + 1 if after else 0
        before = after.position if after else 0
        if at == len(self.rows):
            return before + GAP
        if self.rows[at].position - before < 2:
            self._spread(at)
            before = after.position if after else 0
        # A quarter: who writes one paragraph after another goes on behind the newest.
        return before + max(1, (self.rows[at].position - before) // 4)

    def put(self, row: Row, after: Row | None) -> None:
        """Sets a row that has its position already at its place."""
        self.rows.insert(self.rows.index(after) + 1 if after else 0, row)
        self.by_lineage[row.lineage] = row
        row.fresh, row.follows = True, False

    def leave(self, row: Row) -> None:
        """A list item leaves its list: where it was the first, the next one begins the list instead."""
        if row.is_ordered and not row.follows:
            heir = self._next_item(self.rows.index(row))
            if heir and heir.follows:
                heir.marker, heir.follows = row.marker, False

    def take_out(self, row: Row) -> None:
        self.leave(row)
        self.rows.remove(row)
        del self.by_lineage[row.lineage]

    def settle(self) -> None:
        """Levels, list numbers and numbers as the text would have them if it were read from its Markdown."""
        _level(self.rows)
        for at, (row, before) in enumerate(siblings(self.rows)):
            if row.is_ordered:
                self._mark(row, before, at)
        for row, number in zip(self.rows, numbering.number(self.rows), strict=True):
            row.number = number

    def write(self) -> tuple[list[Row], list[Row]]:
        """Stores what `settle` changed; the rows with another level, and those with another number or marker."""
        numbered, shaped = [], []
        relevelled, changed = [], []
        for row in self.rows:
            level, marker, number = self.stored.get(row.pk, (None, None, None))
            if (level, marker) != (row.level, row.marker):
                shaped.append((row.level, row.marker, row.pk))
            if level != row.level:
                relevelled.append(row)
            if number != row.number:
                numbered.append((row.number, row.pk))
            if (marker, number) != (row.marker, row.number):
                changed.append(row)
            self.stored[row.pk] = (row.level, row.marker, row.number)
        write_all("level = %s, marker = %s", shaped)
        write_all("number = %s", numbered)
        return relevelled, changed

    def _mark(self, row: Row, before: Row | None, at: int) -> None:
        """The number that an item shows: it counts on, unless it begins a list."""
        if before and before.is_ordered:
            next_door = self.rows[at - 1] is before
            if row.fresh or row.follows or (not next_door and before.marker[-1] == row.marker[-1]):
                row.marker = next_marker(before)
        elif row.fresh:
            heir = self._next_item(at)
            if heir and heir.is_ordered and not heir.fresh and not heir.follows:
                row.marker, heir.follows = heir.marker, True
        if not MARKER.fullmatch(row.marker):
            row.marker = "1."

    def _next_item(self, at: int) -> Row | None:
        """The item that follows the one at `at` in its list."""
        level = self.rows[at].level
        for row in self.rows[at + 1 :]:
            if row.kind == "heading" or row.level < level:
                return None
            if row.level == level and row.kind in ITEMS:
                return row
        return None

    def _spread(self, at: int) -> None:
        """Makes room around a place: as many neighbours as it takes get new positions."""
        reach = ROOM
        while True:
            first, last = max(0, at - reach), min(len(self.rows), at + reach)
            floor = self.rows[first - 1].position if first else 0
            count = last - first + 1
            step = (self.rows[last].position - floor) // count if last < len(self.rows) else GAP
            if step >= ROOM or (not first and last == len(self.rows)):
                break
            reach *= 4
        window = self.rows[first:last]
        ceiling = self.rows[last].position if last < len(self.rows) else FAR
        span = (floor + 1, ceiling - 1)
        # Positions are unique at every moment: the rows step aside before they take their places.
        self.draft.paragraphs.filter(position__range=span).update(position=F("position") + FAR)
        for turn, row in enumerate(window, start=1):
            row.position = floor + turn * step
        write_all("position = %s", [(row.position, row.pk) for row in window])
        placed = list(self.draft.paragraphs.filter(pk__in=[row.pk for row in window]))
        Paragraph.history.bulk_history_create(placed, update=True, default_change_reason=PLACED)


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


def next_marker(item: Row) -> str:
    """What the item after this one shows: 4) after 3)."""
    digits = item.marker[:-1]
    return f"{int(digits) + 1 if digits.isdigit() else 1}{item.marker[-1:] or '.'}"


def _level(rows: list[Row]) -> None:
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


def write_all(setting: str, values: list[tuple]) -> None:
    """One statement for many rows; values end with the row's key. A bulk update grows with the square of the text."""
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE drafts_paragraph SET {setting} WHERE id = %s", values)


def renumber(draft: Version) -> None:
    """Gives every paragraph the number of its place; numbers follow from the text, so they leave no history."""
    rows = list(draft.paragraphs.values_list(*FIELDS))
    numbers = numbering.number([Row(*values) for values in rows])
    write_all("number = %s", [(now, row[0]) for row, now in zip(rows, numbers, strict=True) if row[-1] != now])
