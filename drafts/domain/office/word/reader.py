"""Reads a Word file: cleaned here, read by pandoc, put together as a text with all that hangs on it."""

import copy
from collections.abc import Mapping
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from drafts.domain.office import finish, pandoc
from drafts.domain.office.archive import pack
from drafts.domain.office.markup import written
from drafts.domain.office.places import keep_labels
from drafts.domain.office.reading import Losses, Reading
from drafts.domain.office.tracked import NONE, Taken
from drafts.domain.office.tree import Tree

from . import changes, comments, running
from .body import Body
from .names import PACKAGE, PLACE, M, R, w
from .numbers import Numbers
from .package import Package
from .styles import Styles

PARTS = ("footnotes", "endnotes")
TYPES = b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# Makes every part declare these prefixes: pandoc looks them up in the document for the notes, too.
DECLARED = (f"{{{R}}}declared", f"{{{M}}}declared")


class Word:
    """One Word file; it can be read several times, with other people's changes taken."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.package.check()
        self.styles = Styles(self.package.part("styles"))
        self.parts: dict[str, Element] = {"document": self.package.root(self.package.main)}
        for kind in PARTS:
            part = self.package.part(kind)
            if part is not None:
                self.parts[kind] = part
        number = 0
        for part in self.parts.values():
            for paragraph in part.iter(w("p")):
                paragraph.set(PLACE, str(number))
                number += 1
        self.changes = [change for part in self.parts.values() for change in changes.changes(part)]

    def read(self, taken: Taken = lambda author: True, labels: Mapping[int, str] = NONE) -> Reading:
        """The text with the changes of those that `taken` says, and the numbers that are given."""
        losses = Losses()
        parts = copy.deepcopy(self.parts) if self.changes else self.parts
        for part in parts.values():
            changes.settle(part, taken)
        remarks = comments.read(self.package)
        for part in parts.values():
            comments.locate(part, remarks)
        places, packed = self._cleaned(parts, losses)
        keep_labels(places, labels)
        tree = Tree(losses, places)
        pieces = tree.read(pandoc.syntax_tree(packed, source="docx")["blocks"])
        finish.refuse_scanned(pieces, losses)
        running.tell(self.package, losses)
        reading = finish.reading_of(tree.title, pieces, losses)
        finish.place(reading, places, remarks.values())
        return reading

    def _cleaned(self, parts: dict[str, Element], losses: Losses) -> tuple[dict, bytes]:
        """The parts as pandoc gets them, and what is known of their paragraphs."""
        body = Body(losses, self.styles, Numbers(self.package.part("numbering"), self.styles))
        links = {kind: self.package.links(self._path(kind)) for kind in parts}
        members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
        for kind, root in parts.items():
            for container in containers(kind, root):
                body.clean(container, links[kind])
            targets = relations(root)
            root.attrib.clear()
            root.attrib |= dict.fromkeys(DECLARED, "1")
            members[f"word/{kind}.xml"] = written(root)
            own = [(f"link{at}", "hyperlink", target, "External") for at, target in enumerate(targets)]
            if kind == "document":
                own += [(other, other, f"{other}.xml", "Internal") for other in parts if other != "document"]
                own.append(("styles", "styles", "styles.xml", "Internal"))
            members[f"word/_rels/{kind}.xml.rels"] = related(own)
        members["word/styles.xml"] = written(character_styles(self.styles))
        for place in body.places.values():
            if place.group in body.groups and place.item != "ordered":
                place.label = ""
        return body.places, pack(members)

    def _path(self, kind: str) -> str:
        return self.package.main if kind == "document" else self.package.named(kind)[0]


def containers(kind: str, root: Element) -> list[Element]:
    """What holds paragraphs in a part: the body, or each note but the lines that separate notes from the text."""
    if kind == "document":
        return [root.find(w("body"))] if root.find(w("body")) is not None else []
    notes = list(root.iter(w(kind.removesuffix("s"))))
    return [note for note in notes if note.get(w("type"), "normal") == "normal"]


def relations(root: Element) -> list[str]:
    """The addresses of a cleaned part's links, which now point at their places in this list."""
    targets: list[str] = []
    for link in root.iter(w("hyperlink")):
        target = link.attrib.pop("samrad-link", None)
        link.attrib.clear()
        if target:
            link.set(f"{{{R}}}id", f"link{len(targets)}")
            targets.append(target)
    for paragraph in root.iter(w("p")):
        paragraph.attrib.clear()
    return targets


def related(rows: list[tuple[str, str, str, str]]) -> bytes:
    """The relations of a part: id, kind, target, mode."""
    lines = [
        f'<Relationship Id="{id}" Type="{KIND}{kind}" Target={quoteattr(target)} TargetMode="{mode}"/>'
        for id, kind, target, mode in rows
    ]
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'.encode()


def character_styles(styles: Styles) -> Element:
    """The styles that change how words look, and two of our own for quotes and code."""
    root = Element(w("styles"))
    root[:] = [style for style in styles.by_id.values() if style.get(w("type")) == "character"]
    for id, name in (("SamradQuote", "Quote"), ("SamradCode", "Source Code")):
        style = Element(w("style"), {w("type"): "paragraph", w("styleId"): id})
        style.append(Element(w("name"), {w("val"): name}))
        root.append(style)
    return root
