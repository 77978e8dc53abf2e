"""Tables of pandoc's tree as pipe tables: every word kept, merged and nested cells laid out flat, and said."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from drafts.domain.markdown.embedded import pipe_table
from drafts.domain.markdown.limits import CHARACTERS
from drafts.domain.markdown.marks import has_words
from drafts.exceptions import TextRefused

from .inlines import MARK, plain
from .numerals import label_of
from .places import Place

ALIGNS = {"AlignLeft": "", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": ""}
WIDEST = 60
# A text that may be read has hardly room for more; pandoc would lay them out for minutes.
MOST_CELLS = 200_000
BREAK = "<br>"


@dataclass
class Room:
    """How many cells the tables of a file have taken so far."""

    cells: int = 0

    def take(self, widths: Sequence[int]) -> None:
        """Counts a table by the widths of its rows, all as long as the longest. Refused when there are too many."""
        self.cells += len(widths) * max(widths, default=0)
        if self.cells > MOST_CELLS:
            raise TextRefused(_("The tables in the file have more cells than are read. Divide the file and try again."))


@dataclass
class Cell:
    blocks: list
    down: int = 1
    across: int = 1


@dataclass
class Grid:
    """A table with a place for every cell; what a merged cell covers is None."""

    caption: list
    rows: list[list[Cell | None]] = field(default_factory=list)
    aligns: list[str] = field(default_factory=list)
    merged: int = 0

    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row if cell and cell.blocks)


def read(content: list) -> Grid:
    """pandoc's table as a grid."""
    _attr, caption, columns, head, bodies, foot = content
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    grid = Grid(caption[1], aligns=[ALIGNS.get(column[0]["t"], "") for column in columns])
    reach: dict[int, int] = {}
    plain = len({len(row[1]) for row in rows}) == 1 and all(cell[2] == 1 for row in rows for cell in row[1])
    for row in rows:
        # Cells of other widths from row to row, but as many in each: nothing is merged, a border was moved.
        cells = [[*cell[:3], 1, cell[4]] for cell in row[1]] if plain else row[1]
        grid.rows.append(_laid_out(cells, reach, grid))
    return grid


def _laid_out(cells: list, reach: dict[int, int], grid: Grid) -> list[Cell | None]:
    """One row; `reach`: how many rows more the cells above cover, by column."""
    laid: list[Cell | None] = []
    queue = [Cell(blocks, down, across) for _attr, _align, down, across, blocks in cells]
    while queue or any(column >= len(laid) for column in reach):
        if reach.get(len(laid)):
            reach[len(laid)] -= 1
            if not reach[len(laid)]:
                del reach[len(laid)]
            laid.append(None)
            continue
        if not queue:
            laid.append(Cell([]))
            continue
        cell = queue.pop(0)
        across = min(cell.across, WIDEST)
        grid.merged += cell.down > 1 or across > 1
        if cell.down > 1:
            reach |= {len(laid) + step: cell.down - 1 for step in range(across)}
        laid += [cell, *[None] * (across - 1)]
    return laid


def is_layout(grid: Grid, places: Mapping[int, Place]) -> bool:
    """Whether it only arranges text: a frame around it, or headings laid out in columns."""
    filled = list(grid.cells())
    if len(filled) <= 1 and len(grid.rows) * max((len(row) for row in grid.rows), default=0) <= 2:
        return True
    headed = [cell for cell in filled if _is_headed(cell, places)]
    return bool(headed) and not _is_head(headed, grid)


def _is_head(headed: list[Cell], grid: Grid) -> bool:
    """Whether cells that look like headings are the head of a real table: each one line, and all in its first row."""
    first = [cell for cell in grid.rows[0] if cell]
    return len(grid.rows) > 1 < len(first) and all(cell in first and len(cell.blocks) == 1 for cell in headed)


def _is_headed(cell: Cell, places: Mapping[int, Place]) -> bool:
    if any(block["t"] == "Header" for block in cell.blocks):
        return True
    for block in cell.blocks:
        numbers = marks_in(block["c"][:1]) if block["t"] in ("Para", "Plain") else []
        if numbers and places.get(numbers[0], Place()).heading:
            return True
    return False


def write(grid: Grid, tree) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The table in pipe form, in several with the same head when it is longer than a block may be."""
    if grid.merged:
        tree.losses.add("merged cells", count=grid.merged)
    rows, sources = [], []
    for row in grid.rows:
        tree.writer.sources.clear()
        rows.append([_cell(cell, tree) if cell else "" for cell in row])
        sources.append(tuple(tree.writer.sources))
    if not any(has_words(cell) for row in rows for cell in row):
        return
    rows = [(row, source) for row, source in zip(rows, sources, strict=True)]
    aligns = sides(grid, tree.places) if tree.places else grid.aligns
    for part in _parts(rows):
        yield pipe_table([row for row, _source in part], aligns), tuple(n for _row, source in part for n in source)


def sides(grid: Grid, places: Mapping[int, Place]) -> list[str]:
    """The side that the words of each column stand at, where all its cells below the head agree."""
    width = max(len(row) for row in grid.rows)
    found: list[set[str]] = [set() for _column in range(width)]
    for row in grid.rows[1:] or grid.rows:
        for column, cell in enumerate(row):
            numbers = marks_in(cell.blocks) if cell and cell.across == 1 else []
            found[column] |= {places[number].align for number in numbers if number in places}
    return [sides.pop() if len(sides) == 1 else "" for sides in found]


def marks_in(content: list) -> list[int]:
    """The places of the paragraphs in a part of the tree."""
    return [int(number) for number in MARK.findall(json.dumps(content, ensure_ascii=False))]


def _parts(rows: list) -> Iterator[list]:
    head, *rest = rows
    part, length = [head], _length(head)
    for row in rest:
        if length + _length(row) > CHARACTERS * 0.9 and len(part) > 1:
            yield part
            part, length = [(head[0], ()) if _length(head) < CHARACTERS / 4 else row], _length(head)
        part.append(row)
        length += _length(row)
    yield part


def _length(row: tuple) -> int:
    return sum(len(cell) + 4 for cell in row[0])


def _cell(cell: Cell, tree) -> str:
    return BREAK.join(line for block in cell.blocks for line in _lines(block, tree) if has_words(line))


def _lines(block: dict, tree, mark: str = "") -> Iterator[str]:
    """The lines that a block makes inside a cell, the first with the mark of its list."""
    kind, content = block["t"], block.get("c")
    match kind:
        case "Para" | "Plain":
            yield mark + _prose(content, tree)
        case "Header":
            yield f"**{_prose(content[2], tree)}**"
        case "CodeBlock":
            yield mark + " ".join(tree.writer.words(content[1]).split())
        case "Div":
            yield from _all(content[1], tree, mark)
        case "BlockQuote":
            yield from _all(content, tree, mark)
        case "Figure":
            yield from _all([*content[2], *content[1][1]], tree, mark)
        case "LineBlock":
            for line in content:
                yield _prose(line, tree)
        case _:
            yield from _nested(kind, content, tree)


def _nested(kind: str, content, tree) -> Iterator[str]:
    """The lines of a list or a table inside a cell."""
    match kind:
        case "BulletList":
            for item in content:
                yield from _all(item, tree, "• ")
        case "OrderedList":
            start, style, delimiter = content[0]
            for number, item in enumerate(content[1], start=start):
                yield from _all(item, tree, label_of(number, style, delimiter) + " ")
        case "DefinitionList":
            for term, meanings in content:
                yield _prose(term, tree)
                yield from _all([each for meaning in meanings for each in meaning], tree)
        case "Table":
            tree.losses.add("nested tables", plain_of(content))
            for row in read(content).rows:
                yield "; ".join(words for cell in row if cell and (words := _cell(cell, tree)))


def _all(blocks: list, tree, mark: str = "") -> Iterator[str]:
    for at, block in enumerate(blocks):
        yield from _lines(block, tree, mark if not at else "")


def _prose(inlines: list, tree) -> str:
    before = len(tree.writer.sources)
    text = tree.writer.write(inlines, breaks=BREAK)
    numbers = tree.writer.sources[before:]
    place = tree.places.get(numbers[0]) if numbers else None
    if not place or not has_words(text):
        return text
    if place.item == "bullet":
        return f"• {text}"
    return f"{place.label} {text}" if place.label else text


def plain_of(content: list) -> str:
    """The first words of a table, for a sample."""
    cells = (cell for row in read(content).rows for cell in row if cell)
    blocks = (block for cell in cells for block in cell.blocks if block["t"] in ("Para", "Plain"))
    return " ".join(plain(block["c"]) for block in blocks)
