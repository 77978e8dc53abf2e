"""The last hand at a Word file: hidden bookmarks, real tabs, header and footer, properties without a name in them."""

import datetime
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.translation import pgettext

from .copy import Copy
from .package import packed, unpacked
from .tree import holdable

BOOKMARK = re.compile(r'(<w:(?:bookmarkStart|hyperlink) [^>]*?w:(?:name|anchor)=")(?=samrad_[0-9a-f]{32}")')
NUMBER = re.compile(r'(<w:rStyle w:val="SamradNumber"\s*/>\s*</w:rPr>\s*<w:t[^>]*>[^<]*)\t</w:t>')
INDENT = re.compile(r'<w:lvl w:ilvl="(\d)">.*?</w:lvl>', re.S)
PLACE = re.compile(r'<w:ind w:left="\d+" w:hanging="\d+"\s*/>')
# pandoc lets what continues an item be an item without a mark; in Word it is a paragraph in a style of its own.
UNMARKED = re.compile(r'<w:numPr>\s*<w:ilvl w:val="\d"\s*/>\s*<w:numId w:val="1000"\s*/>\s*</w:numPr>')
# The first column of the head table is its headings.
HEAD_TABLE = re.compile(
    r'(<w:tblStyle w:val="SamradHeadTable"\s*/>.*?<w:tblLook [^>]*?)w:firstColumn="0"(.*?)w:val="\w+"', re.S
)
LEFT, STEP = 851, 357  # twentieths of a point: the text's edge, and what a list is set in
TEXTS = ("word/document.xml", "word/footnotes.xml")
CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>'
    "<dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>{dates}</cp:coreProperties>"
)
DATE = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}T00:00:00Z</dcterms:{0}>'


@dataclass(frozen=True)
class Running:
    """What stands in the head and the foot of every page, and in the file's properties."""

    title: str
    right: str
    author: str
    language: str
    day: datetime.date | None = None


def finish(data: bytes, copy: Copy) -> bytes:
    """The file of a version as it is handed out."""
    parts = unpacked(data)
    for name in TEXTS:
        text = UNMARKED.sub("", BOOKMARK.sub(r"\1_", parts[name].decode()))
        parts[name] = NUMBER.sub(r"\1</w:t><w:tab/>", text).encode()
    head = HEAD_TABLE.sub(r'\1w:firstColumn="1"\2w:val="0080"', parts["word/document.xml"].decode(), count=1)
    parts["word/document.xml"] = head.encode()
    parts["word/numbering.xml"] = INDENT.sub(_set_in, parts["word/numbering.xml"].decode()).encode()
    language = copy.policy.language
    return packed(signed(parts, Running(copy.title, running_right(copy), copy.municipality, language, copy.day)))


def signed(parts: dict[str, bytes], running: Running) -> dict[str, bytes]:
    """The parts with header, footer and properties."""
    words = {"@left@": running.title, "@right@": running.right, "@page@": pgettext("paper", "Page")}
    for name in ("word/header1.xml", "word/footer1.xml"):
        parts[name] = filled(parts[name].decode(), words).encode()
    parts["docProps/core.xml"] = _core(running).encode()
    return parts


def running_right(copy: Copy) -> str:
    """What stands at the right of the running head."""
    return " · ".join(filter(None, [copy.policy.diary_number, copy.edition]))


def filled(part: str, running: dict[str, str]) -> str:
    """A part of the reference file with its places filled in, all at once."""
    return re.sub("@(?:left|right|page)@", lambda found: escape(holdable(running[found[0]])), part)


def _set_in(level: re.Match) -> str:
    """A level of a list, set in from where the text begins."""
    left = LEFT + STEP * (int(level[1]) + 1)
    return PLACE.sub(f'<w:ind w:left="{left}" w:hanging="{STEP}"/>', level[0])


def _core(running: Running) -> str:
    """Title, language, the municipality as author: never a person's name."""
    day = running.day
    dates = "".join(DATE.format(name, day.isoformat()) for name in ("created", "modified")) if day else ""
    return CORE.format(
        title=escape(holdable(running.title)),
        subject=escape(holdable(running.right)),
        creator=escape(holdable(running.author)),
        language=escape(holdable(running.language)),
        dates=dates,
    )
