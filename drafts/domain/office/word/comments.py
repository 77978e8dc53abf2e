"""Comments of a Word file, with the words they stand at and the answers to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .names import W14, W15, local, places, w, words
from .package import Package


@dataclass
class Comment:
    """One comment: where it stands (the place of its paragraph) and what it answers."""

    id: str
    author: str
    at: str
    words: str
    last: str = ""
    parent: str = ""
    done: bool = False
    place: int | None = None
    quote: list[str] = field(default_factory=list)


def read(package: Package) -> dict[str, Comment]:
    """The file's comments by their ids."""
    root = package.part("comments")
    found: dict[str, Comment] = {}
    for each in root.iter(w("comment")) if root is not None else ():
        lines = [words(paragraph).strip() for paragraph in each.iter(w("p"))]
        last = [paragraph.get(f"{{{W14}}}paraId", "") for paragraph in each.iter(w("p"))][-1:] or [""]
        id = each.get(w("id"), "")
        said = "\n".join(line for line in lines if line)
        found[id] = Comment(id, each.get(w("author"), ""), each.get(w("date"), ""), said, last[0])
    _answers(package, found)
    return found


def _answers(package: Package, found: dict[str, Comment]) -> None:
    """Which comment answers which stands in a part of its own, by the comments' last paragraphs."""
    root = package.part("commentsExtended")
    by_last = {comment.last: comment for comment in found.values() if comment.last}
    for each in root.iter(f"{{{W15}}}commentEx") if root is not None else ():
        comment = by_last.get(each.get(f"{{{W15}}}paraId", ""))
        parent = by_last.get(each.get(f"{{{W15}}}paraIdParent", ""))
        if comment:
            comment.done = each.get(f"{{{W15}}}done") in ("1", "true")
        if comment and parent and parent is not comment:
            comment.parent = parent.id


def locate(part: Element, found: dict[str, Comment]) -> None:
    """Finds where in a part the comments stand: the paragraph in which their range begins, else their mark."""
    _Walk(found).go(part, None)


class _Walk:
    def __init__(self, found: dict[str, Comment]) -> None:
        self.found = found
        self.open: dict[str, Comment] = {}
        self.waiting: list[Comment] = []

    def go(self, parent: Iterable[Element], place: int | None) -> None:
        for child in parent:
            match local(child):
                case "p":
                    self._enter(child)
                case "commentRangeStart":
                    self._start(child.get(w("id"), ""), place)
                case "commentRangeEnd":
                    self.open.pop(child.get(w("id"), ""), None)
                case "commentReference":
                    comment = self.found.get(child.get(w("id"), ""))
                    if comment and comment.place is None:
                        comment.place = place
                case "t":
                    for comment in self.open.values():
                        comment.quote.append(child.text or "")
                case "tab" | "br":
                    for comment in self.open.values():
                        comment.quote.append(" ")
                case "AlternateContent":
                    self.go(child[:1], place)
                case _:
                    self.go(child, place)

    def _enter(self, paragraph: Element) -> None:
        numbers = places(paragraph)
        for comment in self.waiting:
            comment.place = numbers[0] if numbers else None
        self.waiting.clear()
        self.go(paragraph, numbers[0] if numbers else None)
        for comment in self.open.values():
            comment.quote.append(" ")

    def _start(self, id: str, place: int | None) -> None:
        comment = self.found.get(id)
        if comment is None:
            return
        self.open[id] = comment
        if place is None:
            self.waiting.append(comment)
        comment.place = place
