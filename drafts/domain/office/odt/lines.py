"""The running text of one OpenDocument paragraph, cleaned: words, looks, links and notes are left."""

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from drafts.domain.office import own
from drafts.domain.office.inlines import AGAIN_CLOSE, AGAIN_OPEN, CODE_CLOSE, CODE_OPEN, unmarked
from drafts.domain.office.reading import Losses

from .names import get, local, name, words
from .styles import Styles

OURS = re.compile(r"_?samrad_([0-9a-f]{32})")
PAGES = {"page-number", "page-count", "page-continuation"}
SILENT = {
    "soft-page-break", "bookmark-end", "change", "change-start", "change-end", "reference-mark", "reference-mark-start",
    "reference-mark-end", "toc-mark", "toc-mark-start", "toc-mark-end", "alphabetical-index-mark", "user-index-mark",
    "alphabetical-index-mark-start", "alphabetical-index-mark-end", "sequence-decls", "script",
}  # fmt: skip
PLAIN = {"meta", "meta-field", "ruby", "ruby-base", "bookmark-ref", "reference-ref", "sequence", "note-ref"}
HIDDEN = {"hidden-text", "hidden-paragraph", "conditional-text"}
KEPT = {"tab", "line-break"}
SHAPES = {
    "custom-shape",
    "rect",
    "line",
    "ellipse",
    "g",
    "polygon",
    "path",
    "connector",
    "circle",
    "polyline",
    "regular-polygon",
}
Part = Element | str


class Lines:
    """Cleans paragraph after paragraph; what it lifts out of one is left in `boxes`, `lineage`, `comments`."""

    def __init__(self, losses: Losses, styles: Styles, note: Callable[[Element], None]) -> None:
        self.losses, self.styles, self.note = losses, styles, note
        self.boxes: list[Element] = []
        self.comments: list[Element] = []
        self.open: dict[str, list[str]] = {}
        self.quotes: dict[str, list[str]] = {}
        self.lineage: str | None = None
        self.coloured = ""

    def clean(self, paragraph: Element) -> list[Part]:
        """The paragraph's content."""
        self.boxes, self.comments, self.lineage, self.coloured = [], [], None, ""
        parts = self._all(paragraph)
        if self.coloured:
            self.losses.add("colours", self.coloured)
        return parts

    def _all(self, parent: Element) -> list[Part]:
        parts: list[Part] = [self._said(parent.text)]
        for child in parent:
            parts += self._one(child, local(child))
            parts.append(self._said(child.tail))
        return [part for part in parts if part != ""]

    def _said(self, text: str | None) -> str:
        text = unmarked(re.sub(r"[ \t\r\n]+", " ", text or ""))
        for quote in self.open.values():
            quote.append(text)
        return text

    def _one(self, child: Element, kind: str) -> Iterable[Part]:
        match kind:
            case "span":
                return self._span(child)
            case "a" if note := OURS.fullmatch(get(child, "xlink:href").removeprefix("#")):
                return [f"{AGAIN_OPEN}{note[1]}{AGAIN_CLOSE}"]
            case "a":
                return [filled(name("text:a"), self._all(child), {name("xlink:href"): get(child, "xlink:href")})]
            case "note":
                self.note(child)
                return [child]
            case "bookmark" | "bookmark-start":
                found = OURS.fullmatch(get(child, "text:name"))
                self.lineage = self.lineage or (found[1] if found else None)
                return []
            case "annotation":
                self._comment(child)
                return []
            case "annotation-end":
                self.open.pop(get(child, "office:name"), None)
                return []
            case "frame":
                return self._frame(child)
        if kind == "s":
            return [" "]
        if kind in KEPT:
            return [child]
        return self._other(child, kind)

    def _other(self, child: Element, kind: str) -> Iterable[Part]:
        if kind in PAGES:
            self.losses.add("page numbers")
            return []
        if kind in HIDDEN:
            self.losses.add("hidden text", words(child) or get(child, "text:string-value"))
            return []
        if kind in SHAPES:
            self._shape(child)
            return []
        if kind not in SILENT:
            if kind in ("text-input", "drop-down"):
                self.losses.add("form controls", words(child))
            elif kind == "control":
                self.losses.add("form controls")
            elif kind not in PLAIN:
                self.losses.add("fields", kind)
            return [] if kind == "ruby-text" else self._all(child)
        return []

    def _shape(self, child: Element) -> None:
        found = list(written_in(child))
        if any(words(each) for each in found):
            self.boxes.append(holder(found))
        else:
            self.losses.add("shapes")

    def _span(self, child: Element) -> list[Part]:
        style = get(child, "text:style-name")
        if own.is_number(self.styles.names("text", style)):
            return []
        if self.styles.says("text", style, "text:display") == "none":
            self.losses.add("hidden text", words(child))
            return []
        colour = self.styles.own("text", style, "fo:color")
        back = self.styles.own("text", style, "fo:background-color")
        if words(child) and (colour not in ("", "#000000") or back not in ("", "transparent", "#ffffff")):
            self.coloured = self.coloured or words(child)
        if words(child) and self.styles.own("text", style, "style:text-underline-style") not in ("", "none"):
            self.losses.add("underline", words(child))
        if "source text" in self.styles.names("text", style):
            return [f"{CODE_OPEN}{unmarked(words(child))}{CODE_CLOSE}"]
        return [filled(child.tag, self._all(child), {name("text:style-name"): style})]

    def _comment(self, child: Element) -> None:
        self.comments.append(child)
        id = get(child, "office:name")
        if id:
            self.open[id] = self.quotes[id] = []

    def _frame(self, child: Element) -> list[Part]:
        described = " ".join(words(each) for each in child if local(each) in ("title", "desc"))
        kinds = {local(each) for each in child}
        if "text-box" in kinds:
            box = child.find(name("draw:text-box"))
            self.boxes.append(box if box is not None else child)
        elif "object" in kinds or "object-ole" in kinds:
            self.losses.add("embedded files", described)
        elif "image" in kinds:
            self.losses.add("pictures described" if described else "pictures", described)
        else:
            self.losses.add("unknown objects", ", ".join(sorted(kinds)))
        return []


def written_in(shape: Element) -> Iterable[Element]:
    """The paragraphs, headings and lists in a shape, or in the shapes of a group."""
    for part in shape:
        if local(part) in ("p", "h", "list"):
            yield part
        elif local(part) in SHAPES:
            yield from written_in(part)


def filled(tag: str, parts: Iterable[Part], attributes: dict[str, str] | None = None) -> Element:
    """An element with these words and elements inside."""
    element = Element(tag, attributes or {})
    for part in parts:
        if isinstance(part, Element):
            part.tail = None
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part
    return element


def holder(children: list[Element]) -> Element:
    box = Element(name("draw:text-box"))
    box[:] = children
    return box
