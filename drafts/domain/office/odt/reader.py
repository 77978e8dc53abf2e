"""Reads an OpenDocument text: cleaned here, read by pandoc, put together as a text with all that hangs on it."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from drafts.domain.office import finish, pandoc
from drafts.domain.office.archive import Archive, damaged, pack
from drafts.domain.office.markup import parse, written
from drafts.domain.office.places import keep_labels
from drafts.domain.office.reading import Losses, Reading
from drafts.domain.office.tracked import NONE, Taken
from drafts.domain.office.tree import Tree

from . import changes
from .body import Body
from .names import PREFIXES, get, name, words
from .styles import Styles

TEXT = f"{name('office:body')}/{name('office:text')}"
MOST = 30 * 1024 * 1024
MANIFEST = b"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
STYLES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
EMPTY = f"<office:document-styles{STYLES}><office:styles/></office:document-styles>".encode()
MARGINS = ("paragraph-properties", "graphic-properties")


@dataclass
class Comment:
    """A comment, as finish.place wants it."""

    id: str
    author: str
    at: str
    words: str
    parent: str
    place: int
    quote: list[str] = field(default_factory=list)
    done: bool = False


class Writer:
    """One OpenDocument text; it can be read several times, with other people's changes taken."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        if "content.xml" not in archive:
            raise damaged()
        self.root = parse(archive.read("content.xml", most=MOST))
        self.common = parse(archive.read("styles.xml", most=MOST)) if "styles.xml" in archive else None
        if self.root.find(TEXT) is None:
            raise damaged()
        changes.number(self.root.find(TEXT))
        self.changes = changes.changes(self.root.find(TEXT))

    def read(self, taken: Taken = lambda author: True, labels: Mapping[int, str] = NONE) -> Reading:
        """The text with the changes of those that `taken` says, and the numbers that are given."""
        root = copy.deepcopy(self.root) if self.changes else self.root
        text = root.find(TEXT)
        changes.settle(text, taken)
        losses = Losses()
        body = Body(losses, Styles(self.common, root))
        body.clean(text)
        keep_labels(body.places, labels)
        tell_running(self.common, losses)
        tree = Tree(losses, body.places)
        pieces = tree.read(pandoc.syntax_tree(packed(root), source="odt")["blocks"])
        finish.refuse_scanned(pieces, losses)
        reading = finish.reading_of(tree.title, pieces, losses)
        finish.place(reading, body.places, comments(body))
        return reading


def packed(root: Element) -> bytes:
    """The cleaned text as a file for pandoc, which would read margins as quotes, and lines under words as italics."""
    for style in root.iter(name("style:style")):
        for each in style:
            each.attrib.pop(name("style:text-underline-style"), None)
        style[:] = [each for each in style if each.tag.rpartition("}")[2] not in MARGINS]
    members = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": written(root)}
    return pack(members | {"styles.xml": EMPTY, "META-INF/manifest.xml": MANIFEST})


def comments(body: Body) -> list[Comment]:
    """The annotations that were found on the way."""
    found = []
    for element, place in body.remarks:
        id = get(element, "office:name") or f"comment {len(found)}"
        said = "\n".join(line for each in element.iter(name("text:p")) if (line := words(each)))
        author, at = element.findtext(name("dc:creator"), ""), element.findtext(name("dc:date"), "")
        parent = get(element, "loext:parent-name")
        done = get(element, "loext:resolved") == "true"
        found.append(Comment(id, author, at, said, parent, place, body.lines.quotes.get(id, []), done))
    return found


def tell_running(common: Element | None, losses: Losses) -> None:
    """Counts page heads and feet."""
    told = set()
    for page in common.iter(name("style:master-page")) if common is not None else ():
        for part in page:
            said = words(part)
            if part.tag.rpartition("}")[2].startswith(("header", "footer")) and said and said not in told:
                told.add(said)
                losses.add("page heads", said)
