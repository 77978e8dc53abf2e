"""What differs between two tables: row by row and cell by cell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from drafts.domain import difference

from . import wording

ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)
MOST = 2_500
Grid = list[list[str]]
Pairs = list[tuple[int | None, int | None]]


def grid(rendered: str) -> Grid:
    """The words of each cell, row by row, the head first."""
    return [[wording.read(cell).text for cell in CELL.findall(row)] for row in ROW.findall(rendered)]


def compare(old: Grid, new: Grid) -> dict:
    """The table drawn from both: `columns` and `rows` carry = - or +; a cell is a list of spans.

    A column is known again by its head or its cells, a row by its words; what is not alike has gone or come.
    """
    columns = paired([_column(old, at) for at in range(_width(old))], [_column(new, at) for at in range(_width(new))])
    shared = [(a, b) for a, b in columns if a is not None and b is not None]
    first = [" ".join(_cell(row, a) for a, _b in shared) for row in old]
    second = [" ".join(_cell(row, b) for _a, b in shared) for row in new]
    rows = []
    for i, j in [
        (0, 0),
        *(
            (i + 1 if i is not None else None, j + 1 if j is not None else None)
            for i, j in paired(first[1:], second[1:])
        ),
    ]:
        op = _op(i, j)
        rows.append([op, [_changed(old, new, i, j, a, b) for a, b in columns]])
    return {"columns": [_op(a, b) for a, b in columns], "rows": rows}


def paired(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Which of the old is which of the new, in order: equal ones first, between them the likest, at least 40 of 100."""
    same = [
        (old_at, new_at)
        for block in Indel.opcodes(old, new)
        if block.tag == "equal"
        for old_at, new_at in zip(
            range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
        )
    ]
    found: Pairs = []
    for (a, b), (c, d) in pairwise([(-1, -1), *same, (len(old), len(new))]):
        found += _alike(old, new, range(a + 1, c), range(b + 1, d))
        if c < len(old) or d < len(new):
            found.append((c, d))
    return found


def _alike(old: Sequence[str], new: Sequence[str], olds: range, news: range) -> Pairs:
    """The best pairs in order within one gap; what is left has gone or come."""
    if not olds or not news or len(olds) * len(news) > MOST:
        return [*((a, None) for a in olds), *((None, b) for b in news)]
    likeness = {(a, b): difference.likeness(old[a], new[b]) for a in olds for b in news}
    best: dict[tuple[int, int], int] = {}
    for a in reversed(range(olds.start, olds.stop + 1)):
        for b in reversed(range(news.start, news.stop + 1)):
            if a == olds.stop or b == news.stop:
                best[a, b] = 0
                continue
            tied = likeness[a, b] if likeness[a, b] >= difference.ALIKE else -1
            best[a, b] = max(best[a + 1, b], best[a, b + 1], tied + best[a + 1, b + 1] if tied >= 0 else 0)
    return _traced(best, likeness, olds, news)


def _traced(best: dict, likeness: dict, olds: range, news: range) -> Pairs:
    found, a, b = [], olds.start, news.start
    while a < olds.stop or b < news.stop:
        tied = likeness.get((a, b), -1)
        if tied >= difference.ALIKE and best[a, b] == tied + best[a + 1, b + 1]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif b == news.stop or (a < olds.stop and best[a, b] == best[a + 1, b]):
            found.append((a, None))
            a += 1
        else:
            found.append((None, b))
            b += 1
    return found


def _width(table: Grid) -> int:
    return max((len(row) for row in table), default=0)


def _cell(row: list[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _column(table: Grid, at: int) -> str:
    """A column in words: its head counts as much as its cells."""
    head, *cells = [_cell(row, at) for row in table]
    return " ".join([*[head] * max(1, len(cells)), *cells])


def _op(old: int | None, new: int | None) -> str:
    return "=" if old is not None and new is not None else "+" if old is None else "-"


def _changed(old: Grid, new: Grid, i: int | None, j: int | None, a: int | None, b: int | None) -> list:
    """The spans of one cell."""
    before = _cell(old[i], a) if i is not None else ""
    after = _cell(new[j], b) if j is not None else ""
    return [list(span) for span in difference.compare_words(before, after)]
