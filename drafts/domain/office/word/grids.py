"""Makes the first row of a Word table as long as its longest: pandoc drops the cells that reach beyond the first."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from drafts.domain.office.tables import WIDEST, Room

from .names import local, number, value, w


def even(rows: Sequence[Element], room: Room) -> Element:
    """The grid of a table, whose rows get empty cells where they begin late, the first one also where it ends early."""
    widths = [_filled(row) for row in rows]
    room.take(widths)
    width = max(widths, default=0)
    grid = Element(w("tblGrid"))
    for _column in range(width):
        SubElement(grid, w("gridCol"), {w("w"): "1000"})
    for row, wide in list(zip(rows, widths, strict=True))[:1]:
        row.extend(_empty() for _column in range(width - wide))
    return grid


def _filled(row: Element) -> int:
    """Puts in the cells that the row leaves out before its first, and counts its columns."""
    cells = [each for each in row if local(each) == "tc"]
    skipped = min(number(value(row, "trPr/gridBefore")), WIDEST)
    for _column in range(skipped):
        row.insert(len(row) - len(cells), _empty())
    return skipped + sum(_across(cell) for cell in cells)


def _across(cell: Element) -> int:
    """How many columns a cell covers."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    across = max(1, min(number(value(cell, "tcPr/gridSpan"), 1), WIDEST))
    if span is not None:
        span.set(w("val"), str(across))
    return across


def _empty() -> Element:
    cell = Element(w("tc"))
    SubElement(cell, w("p"))
    return cell
