"""Web pages and what was copied from one: put in order here, read by pandoc."""

import html
import re
from html.parser import HTMLParser

from . import finish, pandoc, pasted
from .inlines import CLOSE, CONTROL, OPEN, unmarked
from .places import Place
from .reading import Losses, Reading
from .tree import Tree

SKIPPED = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "button", "title"}
SILENT = {"style", "template", "noscript", "title"}
LISTS = {"ul", "ol"}
CELLS = {"td", "th"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dl", "dt", "dd", "table", "ul", "ol", "hr"}
INLINE = {"a", "b", "strong", "i", "em", "s", "strike", "del", "sub", "sup", "code", "u", "q", "kbd", "small"}
LOOSE = {"div", "section", "article", "main", "header", "footer", "aside", "address", "figure", "figcaption", "center"}
PARTS = {"tr", "thead", "tbody", "tfoot", "caption", "li", *CELLS}
KEPT = {"href", "colspan", "rowspan", "start", "type", "alt"}
DEEP = {"ul": 8, "ol": 8, "table": 3, "blockquote": 5, "dl": 3}
SECONDS = 20
# No tag: what follows is no name, or another bracket comes before the one that closes it.
BRACKET = re.compile(r"<(?![A-Za-z/!?])|<(?=[^<>]*<)")


def read(page: str) -> Reading:
    """The text of a page; scripts, menus and embedded things are left behind."""
    losses = Losses()
    tidy = Tidy(losses)
    tidy.feed(plain_brackets(without_comments(unmarked(CONTROL.sub(" ", page)))))
    tidy.close()
    tree = Tree(losses, tidy.places)
    pieces = tree.read(pandoc.syntax_tree(tidy.written().encode(), source="html", seconds=SECONDS)["blocks"])
    reading = finish.reading_of("", pieces, losses)
    reading.lineages = [None for _block in reading.text.blocks]
    return reading


def without_comments(page: str) -> str:
    """The page without comments, in one pass; one that never ends is words."""
    parts, at = [], 0
    while (begin := page.find("<!--", at)) >= 0 and (end := page.find("-->", begin + 4)) >= 0:
        parts.append(page[at:begin])
        at = end + 3
    return "".join([*parts, page[at:]])


def plain_brackets(page: str) -> str:
    """The page with brackets that begin no tag as words: the parser would read on to the end from each of them."""
    page = BRACKET.sub("&lt;", page)
    whole, end, loose = page.rpartition(">")
    return whole + end + loose.replace("<", "&lt;")


class Tidy(HTMLParser):
    """Writes a page again with every tag closed, few attributes and no more depth than is read.

    pandoc takes twice the time for each list inside a list that nobody closed.
    """

    def __init__(self, losses: Losses) -> None:
        super().__init__(convert_charrefs=True)
        self.losses = losses
        self.parts: list[str] = []
        self.open: list[str] = []
        self.skipping: list[str] = []
        self.places: dict[int, Place] = {}
        self.mark: list[str] | None = None
        self.spans = 0

    def written(self) -> str:
        while self.open:
            self._close()
        return "".join(self.parts)

    def handle_starttag(self, tag, attrs):
        if tag in SKIPPED or self.skipping:
            self._skip(tag)
        elif tag == "span":
            self._span(dict(attrs).get("style") or "")
        elif tag == "br":
            self.parts.append("<br>")
        elif tag == "img":
            self.parts.append(_opened(tag, attrs))
        elif tag in BLOCKS | PARTS | LOOSE:
            self._block(tag, attrs)
        elif tag in INLINE and tag not in self.open:
            self.parts.append(_opened(tag, attrs))
            self.open.append(tag)

    def _span(self, style: str) -> None:
        """Words that are only the mark of an item, until the span that began them ends."""
        if self.mark is None and self.places and pasted.is_mark(style):
            self.mark, self.spans = [], 0
        self.spans += 1

    def handle_startendtag(self, tag, attrs):
        if tag not in SKIPPED and not self.skipping:
            self.handle_starttag(tag, attrs)

    def _skip(self, tag: str) -> None:
        if not self.skipping and tag not in SILENT:
            self.losses.add("page parts", tag)
        if tag in SKIPPED:
            self.skipping.append(tag)

    def _block(self, tag: str, attrs: list) -> None:
        """A block ends running text; an item ends the item before it, a row the row, a cell the cell."""
        self.mark = None
        self._leave(INLINE | {"p"})
        if tag == "li":
            self._leave_to(LISTS, {"li"})
            if not any(each in LISTS for each in self.open):
                tag = "p"
        elif tag in PARTS:
            self._leave_to({"table"}, {"tr", "thead", "tbody", "tfoot", "caption"} if tag not in CELLS else CELLS)
            if "table" not in self.open:
                tag = "p"
            elif tag in CELLS and "tr" not in self.open[self._last("table") :]:
                self._block("tr", [])
        if tag in LOOSE:
            tag = "div"
        if self.open.count(tag) >= DEEP.get(tag, 40):
            self.losses.add("depth")
            return
        if tag == "hr":
            return
        self.parts.append(_opened(tag, attrs))
        self.open.append(tag)
        item = pasted.item(dict(attrs).get("style") or "") if tag == "p" else None
        if item:
            self.parts.append(f"{OPEN}{len(self.places)}{CLOSE}")
            self.places[len(self.places)] = item

    def _last(self, tag: str) -> int:
        return len(self.open) - 1 - self.open[::-1].index(tag)

    def _leave(self, tags: set[str]) -> None:
        while self.open and self.open[-1] in tags:
            self._close()

    def _leave_to(self, roots: set[str], ends: set[str]) -> None:
        """Closes the innermost of `ends` inside the innermost of `roots`, with all that it holds."""
        at = len(self.open)
        while at and self.open[at - 1] not in roots:
            at -= 1
            if self.open[at] in ends:
                while len(self.open) > at:
                    self._close()
                return

    def _close(self) -> None:
        self.parts.append(f"</{self.open.pop()}>")

    def handle_endtag(self, tag):
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
            return
        if tag == "span":
            self.spans -= 1
            if self.mark is not None and not self.spans:
                pasted.marked(self.places[len(self.places) - 1], "".join(self.mark))
                self.mark = None
            return
        tag = "div" if tag in LOOSE else tag
        limit = max((self._last(each) for each in CELLS | {"table"} if each in self.open), default=-1)
        if tag in self.open and (tag in CELLS | PARTS | {"table"} or self._last(tag) > limit):
            while self.open[-1] != tag:
                self._close()
            self._close()

    def handle_data(self, data):
        if self.mark is not None:
            self.mark.append(data)
        elif not self.skipping:
            self.parts.append(html.escape(unmarked(data), quote=False))


def _opened(tag: str, attrs: list) -> str:
    kept = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs if name in KEPT)
    source = ' src="x"' if tag == "img" else ""
    return f"<{tag}{source}{kept}>"
