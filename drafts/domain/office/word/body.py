"""Cleans a part of a Word file for pandoc: plain paragraphs that carry their place as a mark, and tables."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from drafts.domain.office import contents, own
from drafts.domain.office.inlines import CLOSE, OPEN
from drafts.domain.office.places import Place
from drafts.domain.office.reading import Losses
from drafts.domain.office.tables import Room

from . import grids
from .fields import is_contents
from .names import M, is_on, local, places, value, w, words
from .numbers import Numbers
from .runs import OURS, Runs, chosen, is_form, is_placeholder, said
from .styles import Styles

NOTED = (w("footnoteReference"), w("endnoteReference"), f"{{{M}}}oMath")
UNWRAPPED = {"customXml", "smartTag", "ins", "moveTo"}
ALIGNS = {"right": "right", "end": "right", "center": "center"}
ROLES = {"quote": "SamradQuote", "code": "SamradCode"}


class Body:
    """Cleans the block level of parts, in reading order; `places` fills up with what each paragraph is."""

    def __init__(self, losses: Losses, styles: Styles, numbers: Numbers) -> None:
        self.losses, self.styles, self.numbers = losses, styles, numbers
        self.places: dict[int, Place] = {}
        self.groups: set[str] = set()
        self.room = Room()
        self.runs = Runs(losses, styles, {})
        self.lineage: str | None = None
        self.styled_contents = False
        self.last: Element | None = None
        self.before_contents: list[Element | None] = []

    def clean(self, part: Element, links: dict[str, str]) -> None:
        """Cleans one container (a body, a note) in place."""
        self.runs = Runs(self.losses, self.styles, links)
        part[:] = self._without_contents(self._all(part))

    def _all(self, children: Iterable[Element]) -> list[Element]:
        return [each for child in list(children) for each in self._one(child)]

    def _one(self, child: Element) -> list[Element]:
        name = local(child)
        match name:
            case "p":
                return self._paragraph(child)
            case "tbl":
                return self._table(child)
            case "sdt":
                return self._control(child)
            case "AlternateContent":
                return self._all(chosen(child))
            case "altChunk" | "subDoc":
                self.losses.add("embedded files")
            case "bookmarkStart":
                found = OURS.fullmatch(child.get(w("name"), ""))
                self.lineage = found[1] if found else self.lineage
            case "oMathPara":
                return [child]
        return self._all(child) if name in UNWRAPPED else []

    def _control(self, child: Element) -> list[Element]:
        content, about = child.find(w("sdtContent")), child.find(w("sdtPr"))
        if content is None:
            return []
        if is_contents(child):
            self.losses.add("contents")
            self.before_contents.append(self.last)
            return []
        if is_placeholder(about):
            self.losses.add("empty controls", words(content))
            return []
        if is_form(about):
            self.losses.add("form controls", words(content))
        return self._all(content)

    def _table(self, table: Element) -> list[Element]:
        if own.is_own(self.styles.names(value(table, "tblPr/tblStyle"))):
            return []
        rows = self._inside(table, "tr")
        for row in rows:
            row[:] = [each for each in row if local(each) == "trPr"] + self._cells(row)
        table[:] = [each for each in table if local(each) == "tblPr"] + [grids.even(rows, self.room), *rows]
        return [table]

    def _cells(self, row: Element) -> list[Element]:
        cells = self._inside(row, "tc")
        for cell in cells:
            about = [each for each in cell if local(each) == "tcPr"]
            cell[:] = [*about, *(self._all(cell) or [Element(w("p"))])]
        return cells

    def _inside(self, parent: Element, name: str) -> list[Element]:
        """The rows or cells of a table, out of the content controls around them."""
        found = []
        for child in parent:
            if local(child) == name:
                found.append(child)
            elif local(child) in ("sdt", "sdtContent", "customXml", "AlternateContent"):
                found += self._inside(child, name)
        return found

    def _paragraph(self, paragraph: Element) -> list[Element]:
        about = paragraph.find(w("pPr"))
        if about is not None and about.find(w("sectPr")) is not None:
            self.losses.add("section breaks")
        if is_on(about, "pageBreakBefore"):
            self.losses.add("page breaks")
        if self.styles.is_own(paragraph):
            self.losses.counts["own parts"] = 1
            return []
        inside = self.runs.clean(paragraph)
        place = self._place(paragraph)
        self._told(paragraph, inside, place)
        drop = self.runs.in_contents or self.styles.is_contents(paragraph)
        self.styled_contents = self.styled_contents or bool(drop and words(paragraph).strip())
        boxes = self._boxes(self.runs.boxes)
        if drop:
            self.before_contents.append(self.last)
            return boxes
        made = self._made(paragraph, inside)
        self.last = made if words(made) else self.last
        return [made, *boxes]

    def _place(self, paragraph: Element) -> Place:
        place = Place(heading=self.styles.heading(paragraph), title=self.styles.is_title(paragraph))
        side = self.styles.first(paragraph, "jc") or ""
        place.align = ALIGNS.get(side, "")
        place.continues, place.hangs = self.styles.continues(paragraph), self.styles.hangs(paragraph)
        place.lineage = self.runs.lineage or self.lineage
        self.lineage = None
        return place

    def _told(self, paragraph: Element, inside: list[Element], place: Place) -> None:
        """Counts the paragraph's number, and keeps its place, if it has any words."""
        for number in places(paragraph):
            self.places[number] = place
        if any(words(each).strip() or holds(each) for each in inside):
            self.numbers.fill(place, paragraph)
            if place.lineage and place.label and place.item != "ordered":
                self.groups.add(place.group)

    def _made(self, paragraph: Element, inside: list[Element]) -> Element:
        """The paragraph for pandoc; bare of numbering and indents, which it would read as lists and quotes."""
        about = paragraph.find(w("pPr"))
        frame = about.find(w("framePr")) if about is not None else None
        role = self.styles.role(paragraph)
        looks = Element(w("pPr"))
        if role:
            looks.append(Element(w("pStyle"), {w("val"): ROLES[role]}))
        if frame is not None and frame.get(w("dropCap")) in ("drop", "margin"):
            looks.append(frame)
        if any(words(each).strip() or holds(each) for each in inside):
            run = Element(w("r"))
            run.append(said("".join(f"{OPEN}{number}{CLOSE}" for number in places(paragraph))))
            inside = [run, *inside]
        paragraph[:] = [looks, *inside]
        return paragraph

    def _boxes(self, boxes: list[Element]) -> list[Element]:
        """The words of text boxes, after the paragraph that they were anchored in."""
        lifted = []
        for box in boxes:
            self.losses.add("text boxes", " ".join(words(each) for each in box.iter(w("p"))))
            lifted += self._all(box)
        return lifted

    def _without_contents(self, children: list[Element]) -> list[Element]:
        """Drops a table of contents that was typed, and the headings of those that Word made."""
        lines = [self._line(child) for child in children]
        typed = contents.typed(lines)
        if typed or (self.styled_contents and not self.losses.counts["contents"]):
            self.losses.add("contents")
        headings = [at for at, child in enumerate(children) if any(child is each for each in self.before_contents)]
        typed |= {at for at in headings if contents.is_heading(lines[at])}
        return [child for at, child in enumerate(children) if at not in typed]

    def _line(self, child: Element) -> str:
        return "".join(_unmarked(child)) if local(child) == "p" else ""


def _unmarked(paragraph: Element) -> Iterable[str]:
    for text in paragraph.iter(w("t")):
        if OPEN not in (text.text or ""):
            yield text.text or ""


def holds(element: Element) -> bool:
    """Whether there is something to see that is no word: a note's reference, a formula."""
    return element.tag in NOTED or any(each.tag in NOTED for each in element.iter())
