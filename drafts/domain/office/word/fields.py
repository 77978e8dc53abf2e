"""Fields of a Word file: their results are words, but for tables of contents and page numbers."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from drafts.domain.office.reading import Losses

from .names import is_on, value, w

ADDRESS = re.compile(r'HYPERLINK\s+(?!\\l)"([^"]+)"', re.I)
PAGES = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
CONTENTS = {"TOC", "TOA", "INDEX"}
SILENT = {"HYPERLINK", "XE", "TC", "TA", "RD", "SEQ"}
FORMS = {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}


@dataclass
class Field:
    """One field that is open."""

    code: str = ""
    result: bool = False

    @property
    def kind(self) -> str:
        return (self.code.split() or [""])[0].upper()


class Fields:
    """Follows the runs of a text through its fields."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.open: list[Field] = []

    @property
    def in_contents(self) -> bool:
        """Whether the words here belong to a table of contents."""
        return any(field.kind in CONTENTS and field.result for field in self.open)

    @property
    def is_silent(self) -> bool:
        """Whether the words here are no words of the text: a field's code, or a page number."""
        return any(not field.result or field.kind in PAGES | CONTENTS for field in self.open)

    @property
    def link(self) -> str:
        """The address of the link that the words here are."""
        for field in self.open:
            found = ADDRESS.search(field.code)
            if field.result and found:
                return found[1]
        return ""

    def mark(self, element: Element) -> str:
        """Takes note of a fldChar; returns words that the field stands for where it has no result of its own."""
        match element.get(w("fldCharType")):
            case "begin":
                self.open.append(Field())
                return self._box(element)
            case "separate" if self.open:
                if not self.in_contents:
                    self.tell(self.open[-1].kind)
                self.open[-1].result = True
            case "end" if self.open:
                if not self.open.pop().result:
                    return ""
        return ""

    def code(self, element: Element) -> None:
        if self.open and not self.open[-1].result and len(self.open[-1].code) < 2000:
            self.open[-1].code += element.text or ""

    def tell(self, kind: str) -> None:
        if kind in CONTENTS:
            self.losses.add("contents")
        elif kind in FORMS:
            self.losses.add("form controls")
        elif kind and kind not in SILENT:
            self.losses.add("page numbers" if kind in PAGES else "fields", kind)

    def _box(self, element: Element) -> str:
        box = element.find(f"{w('ffData')}/{w('checkBox')}")
        if box is None:
            return ""
        self.losses.add("form controls")
        ticked = is_on(box, "checked") if value(box, "checked") is not None else is_on(box, "default")
        return "☒" if ticked else "☐"


def simple(element: Element) -> Field:
    """A fldSimple as a field."""
    return Field(code=element.get(w("instr"), ""), result=True)


def is_contents(control: Element) -> bool:
    """Whether a content control is Word's own table of contents."""
    gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    found = gallery.get(w("val"), "") if gallery is not None else ""
    return "table of contents" in found.lower() or found.lower().startswith("innehållsförteckning")
