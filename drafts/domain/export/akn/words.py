"""Words and their marks in Akoma Ntoso: what Akoma Ntoso has a name for gets it, all else is a span that says what."""

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from .. import tree
from ..syntax import SCHEMES, flat

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "sub": "sub", "sup": "sup"}
SPACE = re.compile(r"[ \t\r\n]+")


def made(tag: str, /, words: str = "", **attributes: str) -> Element:
    """An element; nothing in it that XML cannot hold."""
    element = Element(tag, {key: tree.holdable(value) for key, value in attributes.items()})
    if words:
        element.text = tree.holdable(words)
    return element


def put(parent: Element, tag: str, /, words: str = "", **attributes: str) -> Element:
    """The same, as the last child of another."""
    element = made(tag, words, **attributes)
    parent.append(element)
    return element


def write(target: Element, nodes: Iterable, note: Callable[[str], Element | None]) -> None:
    """Running text into an element; `note` gives an authorialNote by its address, once."""
    for node in nodes:
        if isinstance(node, str):
            add_text(target, SPACE.sub(" ", node))
            continue
        found = next((note(link.attributes.get("href", "")) for link in reference(node)), None)
        if found is not None:
            target.append(found)
        elif node.tag == "br":
            SubElement(target, "eol")
        else:
            write(_inline(target, node), node.children, note)


def reference(node: tree.Element) -> list[tree.Element]:
    """The links of a raised word, which may lead to a note."""
    return list(node.find("a")) if node.tag == "sup" else []


def _inline(target: Element, node: tree.Element) -> Element:
    """The element that a mark becomes; for a link that leads nowhere, the words' own parent."""
    attributes = node.attributes
    if node.tag == "a":
        href = attributes.get("href", "")
        return put(target, "a", href=href) if href.lower().startswith(SCHEMES) else target
    if node.tag in INLINE:
        return put(target, INLINE[node.tag])
    if node.tag == "abbr":
        return put(target, "abbr", title=attributes.get("title", ""))
    element = put(target, "span", **{"class": node.tag})
    if attributes.get("lang"):
        element.set("xml:lang", tree.holdable(attributes["lang"]))
    return element


def add_text(target: Element, text: str) -> None:
    """Text after what stands in the element already."""
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def preformatted(target: Element, text: str) -> None:
    """Code, a line after a line."""
    paragraph = put(target, "p", **{"class": "code"})
    paragraph.set("xml:space", "preserve")
    for number, line in enumerate(tree.holdable(text).split("\n")):
        if number:
            SubElement(paragraph, "eol")
        add_text(paragraph, line)


def blocks(target: Element, nodes: Iterable, note: Callable) -> None:
    """What stands in a quote, a note or a cell: paragraphs, lists, tables; loose words become paragraphs."""
    loose: list = []

    def close() -> None:
        if any(not isinstance(each, str) or each.strip() for each in loose):
            write(put(target, "p"), loose, note)
        loose.clear()

    for node in nodes:
        if isinstance(node, str) or node.tag not in BLOCKS:
            loose.append(node)
            continue
        close()
        BLOCKS[node.tag](target, node, note)
    close()


def _paragraph(target: Element, node: tree.Element, note: Callable) -> None:
    write(put(target, "p"), node.children, note)


def _list(target: Element, node: tree.Element, note: Callable) -> None:
    listing = put(target, node.tag)
    for item in node.find("li"):
        entry = put(listing, "li")
        for child in item.children:
            if getattr(child, "tag", "") in ("ul", "ol"):
                _list(entry, child, note)
            elif getattr(child, "tag", "") in BLOCKS:
                write(put(entry, "p"), [child], note)
            else:
                write(entry, [child], note)


def _through(target: Element, node: tree.Element, note: Callable) -> None:
    blocks(target, node.children, note)


def _code(target: Element, node: tree.Element, _note: Callable) -> None:
    preformatted(target, flat(node))


def table(target: Element, node: tree.Element, note: Callable) -> None:
    """A table as it is; a cell's words are a paragraph."""
    element = put(target, "table")
    for row in node.find("tr"):
        line = put(element, "tr")
        for cell in row.find("th", "td"):
            write(put(put(line, cell.tag), "p"), cell.children, note)


BLOCKS = {
    "p": _paragraph, "ul": _list, "ol": _list, "table": table, "pre": _code, "blockquote": _through, "div": _through,
}  # fmt: skip
