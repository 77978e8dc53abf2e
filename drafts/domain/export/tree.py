"""A paragraph's safe HTML as a tree, for the forms that are not HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# What XML 1.0 cannot hold, nor Word or LibreOffice open.
UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EMPTY = frozenset({"br", "hr", "img"})


@dataclass
class Element:
    """An element of the page; children are elements and strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator["Element"]:
        """The nearest elements of these kinds inside it, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                else:
                    yield from child.find(*tags)


def holdable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return UNHELD.sub("", text)


def read(html: str) -> list[Element | str]:
    """The nodes of a piece of HTML that our own renderer made."""
    reader = _Reader()
    reader.feed(holdable(html))
    reader.close()
    return reader.open[0].children


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag):
        names = [element.tag for element in self.open]
        if tag in names[1:]:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        self.open[-1].children.append(holdable(data))
