"""Cleans the runs of one paragraph: what pandoc gets are words, their looks, links, notes and formulas."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from drafts.domain.office import own
from drafts.domain.office.inlines import AGAIN_CLOSE, AGAIN_OPEN, unmarked
from drafts.domain.office.reading import Losses
from drafts.domain.office.symbols import sign

from .fields import Fields, is_contents, simple
from .names import MC, W14, WP, A, M, R, V, is_on, local, value, w, words
from .styles import Styles

OURS = re.compile(r"_samrad_([0-9a-f]{32})")
UNWRAPPED = {"smartTag", "customXml", "dir", "bdo", "ins", "moveTo", "rubyBase", "ruby"}
KEPT = {"noBreakHyphen", "softHyphen", "footnoteReference", "endnoteReference"}
SILENT = {
    "rPr", "pPr", "proofErr", "permStart", "permEnd", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "rt",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "rubyPr",
    "lastRenderedPageBreak", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "pgNum", "dayShort", "monthShort",
    "yearShort", "dayLong", "monthLong", "yearLong", "sectPr", "del", "moveFrom",
}  # fmt: skip
PLAIN_COLOURS = {"auto", "000000", None, ""}


class Runs:
    """Cleans paragraph after paragraph of one part; fields may reach over several."""

    def __init__(self, losses: Losses, styles: Styles, links: dict[str, str]) -> None:
        self.losses, self.styles, self.links = losses, styles, links
        self.fields = Fields(losses)
        self.boxes: list[Element] = []
        self.lineage: str | None = None
        self.in_contents = False
        self.hides = False
        self.coloured = ""

    def clean(self, paragraph: Element) -> list[Element]:
        """The content of a paragraph, cleaned. `boxes`, `lineage` and `in_contents` tell of this paragraph."""
        self.boxes, self.lineage, self.coloured = [], None, ""
        self.hides = self.styles.hides(paragraph)
        self.in_contents = self.fields.in_contents
        cleaned = self._all(paragraph)
        if self.coloured:
            self.losses.add("colours", self.coloured)
        return cleaned

    def _all(self, parent: Iterable[Element]) -> list[Element]:
        return [each for child in parent for each in self._one(child)]

    def _one(self, child: Element) -> list[Element]:
        name = local(child)
        if child.tag in (f"{{{M}}}oMath", f"{{{M}}}oMathPara"):
            return [] if self.fields.is_silent else [child]
        match name:
            case "r":
                return self._run(child)
            case "hyperlink":
                return self._link(child)
            case "fldSimple":
                return self._simple(child)
            case "sdt":
                return self._control(child)
            case "bookmarkStart":
                self.bookmark(child)
                return []
            case "AlternateContent":
                return self._all(chosen(child))
        if name in UNWRAPPED:
            return self._all(child)
        if name not in SILENT:
            self.losses.add("unknown objects", name)
        return []

    def bookmark(self, element: Element) -> None:
        found = OURS.fullmatch(element.get(w("name"), ""))
        self.lineage = self.lineage or (found[1] if found else None)

    def _run(self, run: Element) -> list[Element]:
        looks = run.find(w("rPr"))
        if own.is_number(self.styles.names(value(looks, "rStyle"))):
            return []
        hidden = self.styles.is_hidden(run)
        made, kept = Element(w("r")), []
        for child in run:
            kept += self._part(child)
        self.in_contents = self.in_contents or self.fields.in_contents
        if not kept:
            return []
        if self.hides if hidden is None else hidden:
            self.losses.add("hidden text", words(run))
            return []
        self._colour(looks, run)
        made[:] = [*([looks] if looks is not None else []), *kept]
        link = self.fields.link
        return [linked(link, [made])] if link else [made]

    def _part(self, child: Element) -> list[Element]:
        """What stands in a run for one of its parts."""
        name = local(child)
        match name:
            case "fldChar":
                box = self.fields.mark(child)
                return [said(box)] if box else []
            case "instrText":
                self.fields.code(child)
                return []
            case "AlternateContent":
                return [each for inner in chosen(child) for each in self._part(inner)]
            case "drawing" | "pict" | "object":
                self._object(child, name)
                return []
        if self.fields.is_silent or name in SILENT:
            return []
        match name:
            case "t":
                return [said(unmarked(child.text or ""))]
            case "tab" | "ptab":
                return [said("\t")]
            case "br" | "cr":
                return self._break(child)
            case "sym":
                return self._symbol(child)
            case "ruby":
                return [said(words(each)) for each in child.iter(w("rubyBase"))]
        if name in KEPT:
            return [child]
        self.losses.add("unknown objects", name)
        return []

    def _break(self, child: Element) -> list[Element]:
        if child.get(w("type")) in ("page", "column"):
            self.losses.add("page breaks")
            return [said(" ")]
        return [Element(w("br"))]

    def _symbol(self, child: Element) -> list[Element]:
        found = sign(child.get(w("font"), ""), child.get(w("char"), ""))
        if not found:
            self.losses.add("symbols", f"{child.get(w('font'), '')} {child.get(w('char'), '')}")
        return [said(found)] if found else []

    def _object(self, child: Element, name: str) -> None:
        """A picture, box, chart or embedded file: its words are lifted out or it is told of."""
        boxes = child.findall(f".//{w('txbxContent')}")
        self.boxes += boxes
        data = child.find(f".//{{{A}}}graphicData")
        kind = data.get("uri", "").rpartition("/")[2] if data is not None else ""
        lettering = [each.get("string", "") for each in child.iter(f"{{{V}}}textpath")]
        if name == "object":
            self.losses.add("embedded files")
        elif lettering:
            self.losses.add("lettering", " ".join(lettering))
        elif kind in ("chart", "diagram", "chartex"):
            self.losses.add("charts", described(child))
        elif kind == "picture" or child.find(f".//{{{V}}}imagedata") is not None:
            self.losses.add("pictures described" if described(child) else "pictures", described(child))
        elif not boxes:
            self.losses.add("shapes", described(child))

    def _link(self, child: Element) -> list[Element]:
        inner = self._all(child)
        note = OURS.fullmatch(child.get(w("anchor"), ""))
        if note and inner:
            return [again(note[1])]
        target = self.links.get(child.get(f"{{{R}}}id", ""), "")
        anchor = child.get(w("anchor"))
        if target and anchor:
            target = f"{target}#{anchor}"
        return [linked(target, inner)] if target and inner else inner

    def _simple(self, child: Element) -> list[Element]:
        field = simple(child)
        self.fields.tell(field.kind)
        self.fields.open.append(field)
        inner = self._all(child)
        self.fields.open.pop()
        return inner

    def _control(self, child: Element) -> list[Element]:
        content, about = child.find(w("sdtContent")), child.find(w("sdtPr"))
        if content is None:
            return []
        if is_contents(child):
            self.in_contents = True
            return []
        if is_placeholder(about):
            self.losses.add("empty controls", words(content))
            return []
        if is_form(about):
            self.losses.add("form controls", words(content))
        return self._all(content)

    def _colour(self, looks: Element | None, run: Element) -> None:
        if looks is None or not words(run).strip():
            return
        colour, shade = value(looks, "color"), value(looks, "shd", "fill")
        if colour not in PLAIN_COLOURS or shade not in PLAIN_COLOURS or value(looks, "highlight") not in ("none", None):
            self.coloured = self.coloured or words(run)


def said(text: str) -> Element:
    """A run's text element."""
    element = Element(w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = text
    return element


def again(lineage: str) -> Element:
    """A run that refers to a note by its lineage."""
    run = Element(w("r"))
    run.append(said(f"{AGAIN_OPEN}{lineage}{AGAIN_CLOSE}"))
    return run


def linked(target: str, runs: list[Element]) -> Element:
    """A hyperlink; its address becomes a relation when the part is packed."""
    element = Element(w("hyperlink"), {"samrad-link": target})
    element[:] = runs
    return element


def chosen(alternatives: Element) -> Iterable[Element]:
    """The first alternative that has words or a picture: Word writes boxes twice."""
    choices = [each for each in alternatives if local(each) in ("Choice", "Fallback")]
    return next((choice for choice in choices if len(choice)), SubElement(Element(f"{{{MC}}}none"), "none"))


def described(element: Element) -> str:
    """The alternative text of a picture."""
    for each in element.iter(f"{{{WP}}}docPr"):
        return each.get("descr") or each.get("title") or ""
    for each in element.iter(f"{{{V}}}shape"):
        return each.get("alt") or ""
    return ""


def is_placeholder(about: Element | None) -> bool:
    return about is not None and is_on(about, "showingPlcHdr")


def is_form(about: Element | None) -> bool:
    """Whether a content control is something to fill in or choose from."""
    kinds = {w("dropDownList"), w("comboBox"), w("date"), f"{{{W14}}}checkbox"}
    return about is not None and any(each.tag in kinds for each in about)
