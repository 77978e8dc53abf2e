"""Automatic numbers of a Word file, counted as Word does: lists, legal numbering, numbered headings."""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from drafts.domain.office.numerals import shown
from drafts.domain.office.places import Place

from .names import is_on, number, value, w
from .styles import Styles

PLAIN = re.compile(r"%[1-9]([.)])")
SLOT = re.compile(r"%([1-9])")
DEEPEST = 8


@dataclass(frozen=True)
class Level:
    """One level of a numbering: its format, the text around it, where it starts, and how far in it stands."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    indent: int | None = None
    style: str = ""


def level_of(element: Element) -> Level:
    indent = value(element, "pPr/ind", "left") or value(element, "pPr/ind", "start")
    restart = value(element, "lvlRestart")
    return Level(
        kind=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=number(value(element, "start"), 1 if value(element, "start") is None else 0),
        restart=None if restart is None else number(restart),
        legal=is_on(element, "isLgl"),
        indent=None if indent is None else number(indent),
        style=value(element, "pStyle") or "",
    )


class Numbers:
    """Counts on with every paragraph that it is asked about, so ask in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.abstract: dict[str, dict[int, Level]] = {}
        self.linked: dict[str, str] = {}
        self.instances: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        self.restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        by_style = {}
        for each in root.iter(w("abstractNum")):
            id = each.get(w("abstractNumId"), "")
            self.abstract[id] = {number(lvl.get(w("ilvl"))): level_of(lvl) for lvl in each.findall(w("lvl"))}
            if value(each, "styleLink"):
                by_style[value(each, "styleLink")] = id
            if value(each, "numStyleLink"):
                self.linked[id] = value(each, "numStyleLink")
        self.linked = {id: by_style[style] for id, style in self.linked.items() if style in by_style}
        for each in root.iter(w("num")):
            levels, starts = {}, {}
            for override in each.findall(w("lvlOverride")):
                at = number(override.get(w("ilvl")))
                if override.find(w("lvl")) is not None:
                    levels[at] = level_of(override.find(w("lvl")))
                if value(override, "startOverride") is not None:
                    starts[at] = number(value(override, "startOverride"), 1)
            id = value(each, "abstractNumId") or ""
            self.instances[each.get(w("numId"), "")] = (self.linked.get(id, id), levels, starts)

    def of(self, paragraph: Element) -> tuple[str, int] | None:
        """The numbering (its id) and level that a paragraph has, by itself or by its style."""
        id = self.styles.first(paragraph, "numPr/numId")
        if not id or id not in self.instances:
            return None
        direct = value(paragraph, "pPr/numPr/ilvl")
        if direct is not None:
            return id, min(number(direct), DEEPEST)
        abstract, own, _starts = self.instances[id]
        names = [style.get(w("styleId")) for style in self.styles.of(paragraph)]
        for at, level in {**self.abstract.get(abstract, {}), **own}.items():
            if level.style and level.style in names[:1]:
                return id, at
        return id, min(number(self.styles.first(paragraph, "numPr/ilvl")), DEEPEST)

    def fill(self, place: Place, paragraph: Element) -> None:
        """Sets item, label, group, depth and indent of a numbered paragraph, and counts it."""
        found = self.of(paragraph)
        if not found:
            return
        id, at = found
        abstract, own, starts = self.instances[id]
        level = own.get(at) or self.abstract.get(abstract, {}).get(at) or Level()
        self._count(id, abstract, at, starts)
        place.group, place.depth, place.indent = id, at, self._indent(paragraph, level, at)
        if level.kind == "bullet":
            place.item = "bullet"
            return
        place.label = self._label(abstract, own, at, level)
        plain = PLAIN.fullmatch(level.text.strip())
        if plain and level.kind == "decimal" and not place.heading and re.fullmatch(r"\d{1,9}[.)]", place.label):
            place.item = "ordered"

    def _indent(self, paragraph: Element, level: Level, at: int) -> int:
        direct = value(paragraph, "pPr/ind", "left") or value(paragraph, "pPr/ind", "start")
        if direct is not None:
            return number(direct)
        if level.indent is not None:
            return level.indent
        return number(self.styles.first(paragraph, "ind", "left"), 360 * (at + 1))

    def _count(self, id: str, abstract: str, at: int, starts: dict[int, int]) -> None:
        counters = self.counters[abstract]
        levels = self.abstract.get(abstract, {})
        if at in starts and (id, at) not in self.restarted:
            self.restarted.add((id, at))
            counters[at] = starts[at]
        elif at in counters:
            counters[at] += 1
        else:
            counters[at] = levels.get(at, Level()).start
        for deeper in [other for other in counters if other > at]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart and at < restart):
                del counters[deeper]

    def _label(self, abstract: str, own: dict[int, Level], at: int, level: Level) -> str:
        levels = {**self.abstract.get(abstract, {}), **own}
        counters = self.counters[abstract]

        def figure(slot: re.Match) -> str:
            other = int(slot[1]) - 1
            named = levels.get(other, Level())
            kind = "decimal" if level.legal and named.kind != "none" else named.kind
            return shown(counters.get(other, named.start), kind)

        return " ".join(SLOT.sub(figure, level.text).split())
