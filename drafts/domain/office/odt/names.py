"""The names of OpenDocument."""

from xml.etree.ElementTree import Element, register_namespace

BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{BASE}office:1.0", f"{BASE}text:1.0", f"{BASE}table:1.0"
STYLE, DRAW = f"{BASE}style:1.0", f"{BASE}drawing:1.0"
FO, SVG = f"{BASE}xsl-fo-compatible:1.0", f"{BASE}svg-compatible:1.0"
DC = "http://purl.org/dc/elements/1.1/"
XLINK = "http://www.w3.org/1999/xlink"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
ID = "{http://www.w3.org/XML/1998/namespace}id"
PREFIXES = {
    "office": OFFICE, "text": TEXT, "table": TABLE, "style": STYLE, "draw": DRAW, "fo": FO, "svg": SVG,
    "dc": DC, "xlink": XLINK, "loext": LOEXT,
}  # fmt: skip
for _prefix, _name in PREFIXES.items():
    register_namespace(_prefix, _name)


def name(qualified: str) -> str:
    """`text:p` as ElementTree says it."""
    prefix, _, local = qualified.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


def get(element: Element, qualified: str, default: str = "") -> str:
    return element.get(name(qualified), default)


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(element: Element) -> str:
    """The words under an element."""
    return " ".join("".join(element.itertext()).split())
