"""Styles of a Word file: which are headings, titles, contents, quotes; by their names and what they are based on."""

import re
from xml.etree.ElementTree import Element

from drafts.domain.office import own

from .names import is_on, number, value, w

HEADING = re.compile(r"(?:heading|rubrik|överskrift|overskrift|überschrift|titre|otsikko)[ _]?([1-9])\b", re.I)
TITLES = {"title", "titel", "rubrik", "dokumenttitel", "document title", "titre", "huvudrubrik"}
CONTENTS = re.compile(
    r"(?:toc|contents|innehåll|index|table of figures|figurförteckning)[ _]?(?:heading|[1-9])?$", re.I
)
CONTENTS_HEADING = re.compile(r"toc heading|innehållsförteckningsrubrik|innehållsrubrik", re.I)
QUOTES = {"quote", "intense quote", "citat", "starkt citat", "block text", "block quote", "blockquote", "quotations"}
CODES = {"source code", "html preformatted", "preformatted text", "plain code"}
CONTINUED = re.compile(r"(?:list continue|listfortsättning|liste fortsetzung)(?: ([1-5]))?$")
LISTS = {"list paragraph", "liststycke"}
FAR = 12


class Styles:
    """Looks a style up through what it is based on."""

    def __init__(self, root: Element | None) -> None:
        self.by_id: dict[str, Element] = {}
        self.chains: dict[str | None, list[Element]] = {}
        self.default = ""
        for style in root.iter(w("style")) if root is not None else ():
            id = style.get(w("styleId"), "")
            self.by_id[id] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self.default = id

    def chain(self, id: str | None) -> list[Element]:
        """The style and those it is based on, nearest first."""
        if id not in self.chains:
            self.chains[id] = self._chain(id)
        return self.chains[id]

    def _chain(self, id: str | None) -> list[Element]:
        chain: list[Element] = []
        while id in self.by_id and len(chain) < FAR and self.by_id[id] not in chain:
            chain.append(self.by_id[id])
            id = value(chain[-1], "basedOn")
        return chain

    def of(self, paragraph: Element) -> list[Element]:
        return self.chain(value(paragraph, "pPr/pStyle") or self.default)

    def names(self, id: str | None) -> list[str]:
        return [(value(style, "name") or "").strip().lower() for style in self.chain(id)]

    def name(self, paragraph: Element) -> str:
        """The name of the paragraph's own style."""
        chain = self.of(paragraph)
        return (value(chain[0], "name") or "").strip().lower() if chain else ""

    def first(self, paragraph: Element, path: str, attribute: str = "val") -> str | None:
        """What the paragraph says, else its style, else what that is based on."""
        for holder in [paragraph, *self.of(paragraph)]:
            found = value(holder, f"pPr/{path}", attribute)
            if found is not None:
                return found
        return None

    def heading(self, paragraph: Element) -> int:
        """The level of a heading, 0 for none: by its outline level, else by its style's name."""
        names = [(value(style, "name") or "").strip().lower() for style in self.of(paragraph)]
        if any(CONTENTS_HEADING.search(name) or CONTENTS.match(name) for name in names[:1]):
            return 0
        direct = value(paragraph, "pPr/outlineLvl")
        if direct is None:
            for name in names:
                found = HEADING.match(name)
                if found:
                    return int(found[1])
        level = number(direct if direct is not None else self.first(paragraph, "outlineLvl"), 9)
        return level + 1 if 0 <= level < 9 else 0

    def is_title(self, paragraph: Element) -> bool:
        return any(name in TITLES for name in self.names(value(paragraph, "pPr/pStyle"))[:2])

    def is_contents(self, paragraph: Element) -> bool:
        name = self.name(paragraph)
        return bool(CONTENTS.match(name)) and name != "index"

    def is_contents_heading(self, paragraph: Element) -> bool:
        return bool(CONTENTS_HEADING.search(self.name(paragraph)))

    def is_own(self, paragraph: Element) -> bool:
        return own.is_own(self.names(value(paragraph, "pPr/pStyle")))

    def continues(self, paragraph: Element) -> int:
        """How deep the item is that a paragraph in a style for that goes on with."""
        found = next(
            (match for name in self.names(value(paragraph, "pPr/pStyle")) if (match := CONTINUED.match(name))), None
        )
        return int(found[1] or 1) if found else 0

    def hangs(self, paragraph: Element) -> int:
        """How far in a paragraph stands by its own looks, or by a style for lists."""
        lists = any(name in LISTS for name in self.names(value(paragraph, "pPr/pStyle")))
        holders = [paragraph, *(self.of(paragraph) if lists else ())]
        found = (value(each, "pPr/ind", side) for each in holders for side in ("left", "start"))
        return max(0, number(next((each for each in found if each), None)))

    def role(self, paragraph: Element) -> str:
        """quote, code or nothing."""
        names = self.names(value(paragraph, "pPr/pStyle"))
        if any(name in QUOTES for name in names):
            return "quote"
        return "code" if any(name in CODES for name in names) else ""

    def hides(self, paragraph: Element) -> bool:
        """Whether a paragraph's style hides its words."""
        return any(is_on(style, "rPr/vanish") for style in self.of(paragraph))

    def is_hidden(self, run: Element) -> bool | None:
        """Whether a run is hidden text by itself or its own style; None when it does not say."""
        for holder in [run, *self.chain(value(run, "rPr/rStyle"))]:
            if value(holder, "rPr/vanish") is not None:
                return is_on(holder, "rPr/vanish")
        return None
