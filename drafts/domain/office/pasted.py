"""What Word puts on the clipboard for its lists: plain paragraphs whose style says so, with their marks as words."""

import re

from .places import Place

LISTED = re.compile(r"mso-list:\s*(l\d+)\s+level(\d)", re.I)
MARK = re.compile(r"mso-list:\s*ignore", re.I)
BULLET = re.compile(r"[^\w(]|o")
FIGURE = re.compile(r"\d{1,9}[.)]")
STEP = 360


def item(style: str) -> Place | None:
    """The place of a paragraph whose style says that it is an item."""
    found = LISTED.search(style)
    return Place(group=found[1], depth=int(found[2]) - 1, indent=STEP * int(found[2])) if found else None


def is_mark(style: str) -> bool:
    """Whether the words with this style are only the mark of an item."""
    return bool(MARK.search(style))


def marked(place: Place, mark: str) -> None:
    """Tells the item's kind by the mark that it shows; letters and legal numbers stay words."""
    mark = " ".join(mark.split())
    if BULLET.fullmatch(mark):
        place.item = "bullet"
    else:
        place.label = mark
        place.item = "ordered" if FIGURE.fullmatch(mark) else ""
