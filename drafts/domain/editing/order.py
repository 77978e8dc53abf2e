"""The draft's paragraphs in reading order without their words, as much of them as a change reaches."""

from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from drafts.domain import chronicle, numbering
from drafts.models import Paragraph, Version
from drafts.models.paragraph import GAP

from .arrangement import Row, arrange, hand_on, note_counting

FIELDS = ("pk", "lineage", "position", "kind", "level", "marker", "number")
FAR = 2**30
ROOM = 16


class Order:
    """Whole chapters of one draft, from a top heading to the next one, which is the last row.

    Changed in memory, positions apart, until `write`. A row that is asked for brings its chapter with it.
    """

    def __init__(self, draft: Version) -> None:
        self.draft = draft
        self.rows: list[Row] = []
        self.by_lineage: dict[UUID, Row] = {}
        self.stored: dict[int, tuple] = {}
        self.from_start = self.to_end = False
        self._notes = 0

    @property
    def is_read(self) -> bool:
        return bool(self.rows) or self.to_end

    def get(self, lineage: UUID) -> Row | None:
        """The row of this lineage, with what a change of it reaches; None when the draft has none."""
        row = self.by_lineage.get(lineage)
        found = self._all().filter(lineage=lineage).values_list("position", flat=True)
        position = row.position if row else found.first()
        if position is not None and (row is None or self._is_edge(row)):
            self._reach(position)
        return self.by_lineage.get(lineage)

    def behind(self, position: int) -> Row | None:
        """The last row that stands at this position or before it."""
        rows = self._all().filter(position__lte=position).order_by("-position")
        lineage = rows.values_list("lineage", flat=True).first()
        return self.get(lineage) if lineage else None

    def room(self, after: Row | None) -> int:
        """A free position behind `after` (None: before all); neighbours move aside when there is none."""
        if after is None and not self.from_start:
            self._reach(0)
        at = self.rows.index(after) + 1 if after else 0
        if at == len(self.rows):
            return (after.position if after else 0) + GAP
        if self.rows[at].position - (after.position if after else 0) < 2:
            self._spread(after)
            at = self.rows.index(after) + 1 if after else 0
        before = after.position if after else 0
        # A quarter: who writes one paragraph after another goes on behind the newest.
        return before + max(1, (self.rows[at].position - before) // 4)

    def put(self, row: Row, after: Row | None) -> None:
        """Sets a row that has its position already at its place."""
        self.rows.insert(self.rows.index(after) + 1 if after else 0, row)
        self.by_lineage[row.lineage] = row
        row.fresh, row.follows = True, False

    def before(self, row: Row) -> Row | None:
        """The row that stands before this one."""
        at = self.rows.index(row)
        return self.rows[at - 1] if at else None

    def take_out(self, row: Row) -> None:
        hand_on(self.rows, row)
        self.rows.remove(row)
        del self.by_lineage[row.lineage]

    def reform(self, row: Row, kind: str, level: int, marker: str) -> None:
        """Makes something else of a row; the caller stores it."""
        hand_on(self.rows, row)
        row.kind, row.level, row.marker = kind, level, marker
        self.stored[row.pk] = (level, marker, row.number)
        row.fresh, row.follows = True, False

    def settle(self) -> None:
        """Levels, list numbers and numbers as the text would have them if it were read from its Markdown."""
        self._number()
        notes = sum(row.kind == "note" for row in self.rows)
        last = self.rows[-1] if self.rows else None
        same = last and last.is_top and self.stored.get(last.pk, (0, 0, ""))[2] == last.number
        if not self.to_end and not (same and notes == self._notes):
            self._reach(FAR)
            self._number()

    def write(self) -> tuple[list[Row], list[Row]]:
        """Stores what `settle` changed; the rows with another level, and those with another number or marker."""
        changed = [(row, self.stored.get(row.pk, (None, None, None))) for row in self.rows]
        changed = [(row, was) for row, was in changed if was != (row.level, row.marker, row.number)]
        shaped = [row for row, was in changed if was[:2] != (row.level, row.marker)]
        write_all("level = %s, marker = %s", [(row.level, row.marker, row.pk) for row in shaped])
        write_all("number = %s", [(row.number, row.pk) for row, was in changed if was[2] != row.number])
        self.stored |= {row.pk: (row.level, row.marker, row.number) for row, _was in changed}
        relevelled = [row for row, was in changed if was[0] != row.level]
        return relevelled, [row for row, was in changed if was[1:] != (row.marker, row.number)]

    def _number(self) -> None:
        arrange(self.rows)
        top = notes = 0
        if not self.from_start:
            top = int(self.stored[self.rows[0].pk][2]) - 1
            before = self._all().filter(kind="note", position__lt=self.rows[0].position)
            notes = before.count() if self._notes or any(row.kind == "note" for row in self.rows) else 0
        for row, number in zip(self.rows, numbering.number(self.rows, top=top, notes=notes), strict=True):
            row.number = number

    def _all(self) -> QuerySet[Paragraph]:
        return self.draft.paragraphs.all()

    def _is_edge(self, row: Row) -> bool:
        """Whether a change of the row would reach beyond what is here."""
        return (row is self.rows[0] and not self.from_start) or (row is self.rows[-1] and not self.to_end)

    def _reach(self, position: int) -> None:
        """Widens what is here to the chapter around a position."""
        tops = self._all().filter(kind="heading", level=1).exclude(number__contains=".").order_by("position")
        places = tops.values_list("position", flat=True)
        low, high = places.filter(position__lt=position).last(), places.filter(position__gt=position).first()
        first, last = (self.rows[0].position, self.rows[-1].position) if self.rows else (low or 0, (low or 0) - 1)
        if not self.from_start and (low is None or low < first or not self.rows):
            self.from_start = low is None
            self.rows = self._read(low or 0, first - 1) + self.rows
        if not self.to_end and (high is None or high > last):
            self.to_end = high is None
            self.rows += self._read(last + 1, FAR if high is None else high)

    def _read(self, first: int, last: int) -> list[Row]:
        if last < first:
            return []
        found = self._all().filter(position__range=(first, last)).order_by("position").values_list(*FIELDS)
        rows = [Row(*values) for values in found]
        note_counting(rows)
        self.by_lineage |= {row.lineage: row for row in rows}
        self.stored |= {row.pk: (row.level, row.marker, row.number) for row in rows}
        self._notes += sum(row.kind == "note" for row in rows)
        return rows

    def _spread(self, after: Row | None) -> None:
        """Makes room around a place: as many neighbours as it takes get new positions."""
        reach = ROOM
        while True:
            at = self.rows.index(after) + 1 if after else 0
            first, last = max(0 if self.from_start else 1, at - reach), min(len(self.rows), at + reach)
            last = last if self.to_end else min(last, len(self.rows) - 1)
            floor = self.rows[first - 1].position if first else 0
            ceiling = self.rows[last].position if last < len(self.rows) else FAR
            step = min(GAP, (ceiling - floor) // (last - first + 1))
            if step >= ROOM:
                break
            if reach > len(self.rows):
                self._reach(0)
                self._reach(FAR)
            reach *= 4
        # Positions are unique at every moment: the rows step aside before they take their places.
        self._all().filter(position__range=(floor + 1, ceiling - 1)).update(position=F("position") + FAR)
        window = self.rows[first:last]
        for turn, row in enumerate(window, start=1):
            row.position = floor + turn * step
        write_all("position = %s", [(row.position, row.pk) for row in window])
        chronicle.remember_places(self._all().filter(pk__in=[row.pk for row in window]))


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
