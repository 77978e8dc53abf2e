"""The last hand at an OpenDocument file: running head and foot, lists where the text begins, properties."""

import re
from xml.sax.saxutils import escape

from django.utils.translation import pgettext

from .copy import Copy
from .docx import filled, running_right
from .package import packed, unpacked
from .tree import holdable

LABEL = re.compile(r'text:list-tab-stop-position="[\d.]+in" fo:text-indent="-[\d.]+in" fo:margin-left="([\d.]+)in"')
# The same names as in Word's files, so that a text that was saved from one form into the other is known, too.
BOOKMARK = re.compile(
    r'(<text:bookmark(?:-start|-end)? text:name="|<text:a [^>]*?xlink:href="#)(?=samrad_[0-9a-f]{32}")'
)
LEVEL = re.compile(r'<text:list-level-style-\w+ text:level="(\d+)".*?</text:list-level-style-\w+>', re.S)
LEFT, STEP = 1.5, 0.63  # centimetres
CELLS = re.compile(r'<style:style style:name="Table(?:Header)?RowCell".*?</style:style>', re.S)
CELL = '<style:style style:name="{0}" style:family="table-cell"><style:table-cell-properties {1}/></style:style>'
LINE = "0.5pt solid #595959"
LINES = (
    CELL.format("TableRowCell", f'fo:border="{LINE}" fo:padding="0.1cm"')
    + CELL.format("TableHeaderRowCell", f'fo:border="{LINE}" fo:padding="0.1cm" fo:background-color="#ededed"')
    + CELL.format("SamradHeadCell", f'fo:border="none" fo:border-bottom="{LINE}" fo:padding="0.05cm"')
    + '<style:style style:name="SamradRow" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)
META = re.compile(r"<office:meta>.*?</office:meta>", re.S)


def finish(data: bytes, copy: Copy) -> bytes:
    """The file as it is handed out."""
    parts = unpacked(data)
    running = {"@left@": copy.title, "@right@": running_right(copy), "@page@": pgettext("paper", "Page")}
    parts["styles.xml"] = filled(parts["styles.xml"].decode(), running).encode()
    content = BOOKMARK.sub(r"\1_", LEVEL.sub(_set_in, parts["content.xml"].decode()))
    parts["content.xml"] = _tables(content).encode()
    parts["meta.xml"] = META.sub(lambda _found: _meta(copy), parts["meta.xml"].decode()).encode()
    return packed(parts)


def _set_in(level: re.Match) -> str:
    left = LEFT + STEP * int(level[1])
    place = f'text:list-tab-stop-position="{left:.2f}cm" fo:text-indent="-{STEP}cm" fo:margin-left="{left:.2f}cm"'
    return LABEL.sub(place, level[0])


def _tables(content: str) -> str:
    """Lines in every table, no row on two pages; the first one is the head, with a name and cells of its own."""
    styles, text = content.split("<office:body>", 1)
    text = text.replace("<table:table-row>", '<table:table-row table:style-name="SamradRow">')
    head, end, rest = text.partition("</table:table>")
    head = head.replace('table:name="Table1"', 'table:name="SamradHead"').replace('"TableRowCell"', '"SamradHeadCell"')
    styles = CELLS.sub("", styles).replace("</office:automatic-styles>", f"{LINES}</office:automatic-styles>")
    return f"{styles}<office:body>{head}{end}{rest}"


def _meta(copy: Copy) -> str:
    """Title, language, the municipality as author: never a person's name."""
    day = f"<meta:creation-date>{copy.day}T00:00:00</meta:creation-date>" if copy.day else ""
    return (
        f"<office:meta><dc:title>{escape(copy.title)}</dc:title>"
        f"<dc:subject>{escape(holdable(running_right(copy)))}</dc:subject>"
        f"<dc:creator>{escape(holdable(copy.municipality))}</dc:creator>"
        f"<dc:language>{escape(holdable(copy.policy.language))}</dc:language>{day}</office:meta>"
    )
