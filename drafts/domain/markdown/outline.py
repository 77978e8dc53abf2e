"""Collects blocks in reading order, keeping count of which lists and items are open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .structure import Block


@dataclass
class OpenList:
    """A list being read. `in_item`: an item is open; `headed`: the newest item has its own text."""

    kind: str
    number: int = 1
    delimiter: str = "."
    raw: bool = False
    in_item: bool = False
    headed: bool = False
    marker: str = ""

    def open_item(self) -> None:
        self.in_item, self.headed = True, False
        self.marker = f"{self.number}{self.delimiter}" if self.kind == "ordered" else ""
        self.number += 1


@dataclass
class Outline:
    """The blocks so far, each with the source line it began on.

    `sound` makes running text such that it is read as running text again.
    """

    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    sound: Callable[[str], str] = str

    def heading(self, depth: int, text: str, line: int) -> None:
        """A heading closes raw HTML lists that nobody closed; inside an item it is the item's text."""
        while self.lists and self.lists[-1].raw:
            self.lists.pop()
        if self.lists:
            self.prose(text, line)
        elif text:
            self._put(Block("heading", depth, text), line)

    def prose(self, text: str, line: int) -> None:
        """Running text: the open item's own if it has none yet, else a paragraph (that continues the item)."""
        self._leave_closed_lists()
        text = self.sound(text)
        if not text:
            return
        if self.lists and self.lists[-1].in_item and not self.lists[-1].headed:
            newest = self.lists[-1]
            newest.headed = True
            self._put(Block(newest.kind, self._depth(), text, newest.marker), line)
        else:
            self.other("paragraph", text, line)

    def other(self, kind: str, text: str, line: int, marker: str = "") -> None:
        """A block that is no list item."""
        self._leave_closed_lists()
        if text:
            self._put(Block(kind, 0 if kind == "note" else self._depth(), text, marker), line)

    def _leave_closed_lists(self) -> None:
        while self.lists and self.lists[-1].raw and not self.lists[-1].in_item:
            self.lists.pop()

    def _depth(self) -> int:
        return sum(each.headed for each in self.lists)

    def _put(self, block: Block, line: int) -> None:
        self.blocks.append(block)
        self.lines.append(line)
