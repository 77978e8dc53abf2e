"""The names of WordprocessingML, and small steps in its tree."""

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, register_namespace

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A.encode(),
}
# pandoc knows elements by these prefixes.
for _prefix, _name in (("w", W), ("r", R), ("m", M), ("wp", WP), ("a", A), ("v", V)):
    register_namespace(_prefix, _name)

# Our own attribute: the places in the file of the paragraphs that this one was made of.
PLACE = "samrad-place"


def local(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


@cache
def _path(path: str) -> str:
    return "/".join(w(step) for step in path.split("/"))


@cache
def w(name: str) -> str:
    return f"{{{W}}}{name}"


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of a descendant, by the short names of its path."""
    found = element.find(_path(path)) if element is not None else None
    return None if found is None else found.get(w(attribute), "")


def is_on(element: Element | None, path: str) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    found = value(element, path)
    return found is not None and found not in ("0", "false", "off")


def number(text: str | None, default: int = 0) -> int:
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def places(paragraph: Element) -> tuple[int, ...]:
    return tuple(int(place) for place in paragraph.get(PLACE, "").split())


def words(element: Element) -> str:
    """The words under an element, with tabs and breaks."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    for each in element.iter():
        match each.tag.rpartition("}")[2]:
            case "t" | "delText":
                yield each.text or ""
            case "tab":
                yield "\t"
            case "br" | "cr":
                yield "\n"
