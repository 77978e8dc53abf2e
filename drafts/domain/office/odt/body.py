"""Cleans an OpenDocument text for pandoc: plain paragraphs that carry their place as a mark, and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from drafts.domain.office import contents, own
from drafts.domain.office.inlines import CLOSE, OPEN
from drafts.domain.office.places import Place
from drafts.domain.office.reading import Losses
from drafts.domain.office.tables import Room
from drafts.domain.office.word.styles import CODES, CONTENTS, HEADING

from .changes import PLACE
from .lines import Lines, Part, filled
from .names import ID, get, local, name, words
from .styles import Counter, Level, Styles, whole

INDEXES = {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index", "object-index"}
UNWRAPPED = {"section", "table-header-rows", "table-row-group", "index-body", "page"}
QUOTES = {"quotations", "quote", "citat", "block quote"}
TITLES = {"title", "titel", "rubrik"}
ALIGNS = {"end": "right", "right": "right", "center": "center"}
FIRST_ADDED = 1_000_000
# A hostile file could say that a cell stands a thousand million times.
MOST_REPEATED = 60
REPEATS = (
    "table:number-columns-repeated", "table:number-rows-repeated",
    "table:number-columns-spanned", "table:number-rows-spanned",
)  # fmt: skip
GROUP = "list"


@dataclass
class Items:
    """A list that is being read: its style and depth, its counter, and whether the next paragraph begins an item."""

    scheme: dict[int, Level]
    counter: Counter
    depth: int
    style: str
    fresh: bool = False
    start: int | None = None


class Body:
    """Cleans the text; `places` fills up with what each paragraph is, `remarks` with comments."""

    def __init__(self, losses: Losses, styles: Styles) -> None:
        self.losses, self.styles = losses, styles
        self.places: dict[int, Place] = {}
        self.remarks: list[tuple[Element, int]] = []
        self.room = Room()
        self.lines = Lines(losses, styles, self._note)
        self.headings = Counter()
        self.counters: dict[str, Counter] = {}
        self.added = 0
        self.in_contents = self.styled_contents = False
        self.last: Element | None = None
        self.before_contents: list[Element | None] = []

    def clean(self, text: Element) -> None:
        text[:] = self._without_contents(self._all(text, None))

    def _all(self, children: Iterable[Element], items: Items | None) -> list[Element]:
        return [each for child in list(children) for each in self._one(child, items)]

    def _one(self, child: Element, items: Items | None) -> list[Element]:
        kind = local(child)
        child.tail = None
        match kind:
            case "p" | "h":
                return self._paragraph(child, items)
            case "list":
                return self._list(child, items)
            case "table":
                return [] if get(child, "table:name") == own.TABLE else [self._table(child)]
            case "numbered-paragraph":
                return self._all(child, items)
            case "frame" | "custom-shape" | "rect" | "g":
                return self._paragraph(filled(name("text:p"), [child]), items)
            case "forms":
                if len(child):
                    self.losses.add("form controls", count=len(child))
        if kind in INDEXES:
            self.losses.add("contents")
            self.before_contents.append(self.last)
            return []
        if kind == "section" and get(child, "text:display") == "none":
            self.losses.add("hidden text", words(child))
            return []
        return self._all(child, items) if kind in UNWRAPPED else []

    def _list(self, child: Element, outer: Items | None) -> list[Element]:
        style = get(child, "text:style-name") or (outer.style if outer else "")
        counter = outer.counter if outer else self._counter(child, style)
        self.counters[style] = counter
        items = Items(self._scheme(style, outer), counter, (outer.depth if outer else 0) + 1, style)
        found = []
        for item in child:
            items.fresh = local(item) == "list-item"
            start = get(item, "text:start-value")
            items.start = whole(start) if start else None
            items.scheme = self._scheme(get(item, "text:style-override") or style, outer)
            found += self._all(item, items)
        return found

    def _scheme(self, style: str, outer: Items | None) -> dict[int, Level]:
        return self.styles.lists.get(style) or (outer.scheme if outer else {})

    def _counter(self, child: Element, style: str) -> Counter:
        """A list goes on from an earlier one when it says so."""
        earlier = None
        if get(child, "text:continue-list") or get(child, "text:continue-numbering") == "true":
            earlier = self.counters.get(get(child, "text:continue-list")) or self.counters.get(style)
        counter = earlier or Counter()
        if child.get(ID):
            self.counters[child.get(ID)] = counter
        return counter

    def _table(self, table: Element) -> Element:
        for each in table.iter():
            for attribute in REPEATS:
                if whole(get(each, attribute), MOST_REPEATED) > MOST_REPEATED:
                    each.set(name(attribute), str(MOST_REPEATED))
        self.room.take([width for row in table.iter(name("table:table-row")) for width in _widths(row)])
        for cell in list(table.iter(name("table:table-cell"))):
            self._flatten(cell)
            cell[:] = self._all(cell, None)
        return table

    def _flatten(self, cell: Element) -> None:
        """A table inside a cell becomes its paragraphs: pandoc would lose it."""
        for inner in list(cell.iter(name("table:table"))):
            self.losses.add("nested tables", " ".join(words(each) for each in inner.iter(name("text:p"))))
            inner.tag = name("text:section")
            inner[:] = [each for each in inner.iter() if each.tag in (name("text:p"), name("text:h"))]

    def _note(self, note: Element) -> None:
        """Cleans the paragraphs of a note, by lines of their own: a note lies inside a paragraph."""
        lines, self.lines = self.lines, Lines(self.losses, self.styles, self._note)
        for body in note.iter(name("text:note-body")):
            body[:] = self._all(body, None)
        self.lines = lines

    def _paragraph(self, paragraph: Element, items: Items | None) -> list[Element]:
        style = get(paragraph, "text:style-name")
        names = self.styles.names("paragraph", style)
        if own.is_own(names):
            self.losses.counts["own parts"] = 1
            return []
        if "page" in (
            self.styles.own("paragraph", style, "fo:break-before"),
            self.styles.own("paragraph", style, "fo:break-after"),
        ):
            self.losses.add("page breaks")
        parts = self.lines.clean(paragraph)
        boxes, comments, lineage = self.lines.boxes, self.lines.comments, self.lines.lineage
        numbers = self._numbers(paragraph)
        place = Place(lineage=lineage, code=any(each in CODES for each in names))
        self.places |= dict.fromkeys(numbers, place)
        self.remarks += [(comment, numbers[0]) for comment in comments]
        found = []
        if has_parts(parts):
            self._fill(place, paragraph, names, items)
            mark = "".join(f"{OPEN}{number}{CLOSE}" for number in numbers)
            if self.in_contents:
                self.styled_contents = True
                self.before_contents.append(self.last)
            else:
                self.last = filled(name("text:p"), [mark, *parts], {name("text:style-name"): "Samrad"})
                found.append(self.last)
        for box in boxes:
            self.losses.add("text boxes", " ".join(words(each) for each in box.iter() if local(each) in ("p", "h")))
            found += self._all(box, None)
        return found

    def _numbers(self, paragraph: Element) -> list[int]:
        """The places of a paragraph; one that was made here gets a new one."""
        known = [int(each) for each in paragraph.get(PLACE, "").split()]
        paragraph.attrib.pop(PLACE, None)
        if known:
            return known
        self.added += 1
        return [FIRST_ADDED + self.added]

    def _fill(self, place: Place, paragraph: Element, names: list[str], items: Items | None) -> None:
        style = get(paragraph, "text:style-name")
        level = whole(get(paragraph, "text:outline-level"), 1) if local(paragraph) == "h" else 0
        place.heading = level or named_level(names)
        place.title = not place.heading and any(each in TITLES for each in names[:2])
        self.added = 0
        self.in_contents = not items and any(CONTENTS.match(each) for each in names[:1])
        place.align = ALIGNS.get(self.styles.says("paragraph", style, "fo:text-align"), "")
        place.quoted = any(each in QUOTES for each in names)
        if items is not None:
            self._item(place, items)
        elif level and get(paragraph, "text:is-list-header") != "true" and not self.styles.is_unnumbered(style):
            place.label = self.headings.step(self.styles.outline, level)
        if place.lineage and place.item != "ordered":
            place.label = ""

    def _item(self, place: Place, items: Items) -> None:
        """The first paragraph of an item has its number; those that follow continue it."""
        place.group, place.depth = GROUP, items.depth - 1
        if not items.fresh:
            place.depth = items.depth
            return
        items.fresh = False
        label = items.counter.step(items.scheme, items.depth, items.start)
        level = items.scheme.get(items.depth, Level("bullet"))
        place.label = label
        if level.kind == "bullet":
            place.item = "bullet"
        elif level.kind == "decimal" and not place.heading and label.rstrip(".)").isdigit() and label[-1] in ".)":
            place.item = "ordered"

    def _without_contents(self, children: list[Element]) -> list[Element]:
        lines = [self._line(child) for child in children]
        typed = contents.typed(lines)
        if typed or (self.styled_contents and not self.losses.counts["contents"]):
            self.losses.add("contents")
        headings = [at for at, child in enumerate(children) if any(child is each for each in self.before_contents)]
        typed |= {at for at in headings if contents.is_heading(lines[at])}
        return [child for at, child in enumerate(children) if at not in typed]

    def _line(self, child: Element) -> str:
        if local(child) != "p":
            return ""
        for tab in child.iter(name("text:tab")):
            tab.text = "\t"
        line = "".join(child.itertext()).partition(CLOSE)[2]
        for tab in child.iter(name("text:tab")):
            tab.text = None
        return line


def _widths(row: Element) -> list[int]:
    """How many columns a row has, as often as it is repeated."""
    width = sum(
        whole(get(cell, "table:number-columns-repeated"), 1) * whole(get(cell, "table:number-columns-spanned"), 1)
        for cell in row
    )
    return [width] * whole(get(row, "table:number-rows-repeated"), 1)


def named_level(names: list[str]) -> int:
    """The level of a heading that is one by its style's name alone."""
    found = next((match for each in names if (match := HEADING.match(each))), None)
    return int(found[1]) if found else 0


def has_parts(parts: list[Part]) -> bool:
    """Whether there is anything to see."""
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                return True
        elif words(part) or part.tag == name("text:note") or next(part.iter(name("text:note")), None) is not None:
            return True
    return False
