"""Paragraphs as they lie in each other: list items under lists, and what continues an item inside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..markdown.structure import ITEMS


@dataclass
class Item:
    """An item with what lies in it."""

    head: object
    inside: list["object | Listing"] = field(default_factory=list)


@dataclass
class Listing:
    """A list: ordered from `start` with "." or ")" after the number, or not ordered."""

    ordered: bool
    start: int
    delimiter: str
    items: list[Item] = field(default_factory=list)

    @property
    def next(self) -> int:
        return self.start + len(self.items)


def arrange(paragraphs: Iterable) -> list:
    """Headings and blocks in reading order, each list where it stands; notes are left out (`notes`)."""
    top: list = []
    path: list[tuple[int, Item]] = []
    for paragraph in paragraphs:
        if paragraph.kind == "note":
            continue
        if paragraph.kind == "heading" or not paragraph.level:
            path.clear()
            top.append(paragraph)
        else:
            deepest = paragraph.level - (paragraph.kind in ITEMS)
            while path and path[-1][0] > deepest:
                path.pop()
            where = path[-1][1].inside if path else top
            if paragraph.kind in ITEMS:
                path.append((paragraph.level, _hang(paragraph, where)))
            else:
                where.append(paragraph)
    return top


def notes(paragraphs: Iterable) -> dict[str, object]:
    """The notes by their label."""
    return {paragraph.marker: paragraph for paragraph in paragraphs if paragraph.kind == "note"}


def _hang(paragraph, where: list) -> Item:
    """Puts an item into the list that it goes on with, else into a new one."""
    number, delimiter = _place(paragraph)
    fresh = Listing(paragraph.kind == "ordered", number, delimiter)
    last = where[-1] if where else None
    if not isinstance(last, Listing) or not _continues(last, fresh):
        where.append(fresh)
    where[-1].items.append(Item(paragraph))
    return where[-1].items[-1]


def _continues(listing: Listing, fresh: Listing) -> bool:
    if listing.ordered != fresh.ordered:
        return False
    return not fresh.ordered or (listing.next, listing.delimiter) == (fresh.start, fresh.delimiter)


def _place(paragraph) -> tuple[int, str]:
    """An item's number and what stands after it."""
    digits, mark = paragraph.marker[:-1], paragraph.marker[-1:]
    return (int(digits) if digits.isdecimal() else 1), (")" if mark == ")" else ".")


def each(nodes: Sequence) -> Iterable:
    """Every paragraph of a nest, in reading order."""
    for node in nodes:
        if isinstance(node, Listing):
            for item in node.items:
                yield from [item.head, *each(item.inside)]
        else:
            yield node
