"""The words of one paragraph for comparing, read from its own safe HTML, with its links and emphasis beside them."""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from drafts.domain.tokens import tokenise

# What the cleaner lets through is regular: quoted attributes, every tag known.
PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s*/?>|([^<]+|<)")
HREF = re.compile(r'\shref="([^"]*)"')
BREAKS = frozenset("p li ul ol br tr table pre blockquote div h1 h2 h3 h4 h5 h6 dt dd".split())
PLAIN = frozenset({"a", "span"}) | BREAKS
BLANK = re.compile(r"\s+")


class Mark(NamedTuple):
    """Emphasis or a link over the characters from `start` to `end`."""

    start: int
    end: int
    tag: str
    href: str = ""


@dataclass(frozen=True)
class Wording:
    """Plain words, single blanks between them, a line feed between blocks; `marks` lie over them."""

    text: str
    marks: tuple[Mark, ...] = ()

    @cached_property
    def units(self) -> list[str]:
        return tokenise(self.text)

    @property
    def links(self) -> list[tuple[str, str]]:
        """(words, address) of each link that leads out of the text."""
        return [(self.text[m.start : m.end].strip(), m.href) for m in self.marks if m.href and m.href[0] != "#"]

    @property
    def is_plain(self) -> bool:
        return not any(mark.tag not in PLAIN for mark in self.marks)

    def emphasis(self) -> list[frozenset[str]]:
        """The tags that lie over each unit."""
        starts, at = [], 0
        for unit in self.units:
            starts.append(at)
            at += len(unit)
        found: list[set[str]] = [set() for _unit in starts]
        for mark in self.marks:
            if mark.tag not in PLAIN:
                for index in range(max(0, bisect_right(starts, mark.start) - 1), len(starts)):
                    if starts[index] >= mark.end:
                        break
                    found[index].add(mark.tag)
        return [frozenset(tags) for tags in found]


def read(rendered: str) -> Wording:
    """The words of rendered HTML. A link to a note stands as [1], so that it is a word of its own."""
    reader = _Reader()
    for closing, tag, attributes, words in PIECE.findall(rendered):
        if words:
            reader.say(html.unescape(words))
        elif closing:
            reader.close(tag)
        else:
            reader.open(tag, attributes)
    return reader.wording()


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blank = ""
        self.opened: list[tuple[str, int, str]] = []
        self.marks: list[Mark] = []

    def say(self, words: str) -> None:
        words = BLANK.sub(" ", words)
        said = words.strip(" ")
        if words[:1] == " " and self.blank != "\n":
            self.blank = " "
        if said:
            self._add((self.blank if self.length else "") + said)
            self.blank = " " if words[-1] == " " else ""

    def open(self, tag: str, attributes: str) -> None:
        if tag in BREAKS:
            self.blank = "\n"
        if tag in ("br", "hr"):
            return
        href = HREF.search(attributes)
        target = html.unescape(href[1]) if href else ""
        if target.startswith("#note-"):
            self._add("[")
        self.opened.append((tag, self.length, target))

    def close(self, tag: str) -> None:
        while self.opened:
            name, start, href = self.opened.pop()
            if href.startswith("#note-"):
                self._add("]")
            if self.length > start:
                self.marks.append(Mark(start, self.length, name, href))
            if name == tag:
                break
        if tag in BREAKS:
            self.blank = "\n"

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def wording(self) -> Wording:
        return Wording("".join(self.parts), tuple(sorted(self.marks)))
