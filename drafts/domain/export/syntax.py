"""Safe HTML as pandoc's syntax tree: the words of paragraphs, tables and quotes, for Word and OpenDocument."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .tree import Element

Node = dict
MARKS = {
    "b": "Strong", "strong": "Strong", "i": "Emph", "em": "Emph", "cite": "Emph", "s": "Strikeout", "u": "Underline",
    "sub": "Subscript", "sup": "Superscript",
}  # fmt: skip
SCHEMES = ("http://", "https://", "mailto:")
SPACE = re.compile(r"[ \t\r\n]+")
BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "table", "pre", "div"})
ALIGN = {"center": "AlignCenter", "right": "AlignRight"}
NO_ATTRIBUTES = ["", [], []]


def styled(name: str, *inlines: Node, identity: str = "") -> Node:
    """A run in a character style."""
    return {"t": "Span", "c": [[identity, [], [["custom-style", name]] if name else []], list(inlines)]}


def within(name: str, blocks: list[Node]) -> Node:
    """Blocks in a paragraph style."""
    return {"t": "Div", "c": [["", [], [["custom-style", name]]], blocks]}


def words(text: str) -> Node:
    return {"t": "Str", "c": text}


def paragraph(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": inlines}


@dataclass
class Writer:
    """Turns nodes into pandoc's.

    note: a footnote's blocks by its address, once, or None. again: its bookmark, or "". style: how a style is called.
    """

    note: Callable[[str], list[Node] | None]
    again: Callable[[str], str]
    style: Callable[[str], str]
    names: set[str] = field(default_factory=set)

    def inlines(self, nodes: Iterable[Element | str]) -> list[Node]:
        """Running text; what is no inline element is read through."""
        found: list[Node] = []
        for node in nodes:
            if isinstance(node, str):
                text = SPACE.sub(" ", node)
                found += [words(text)] if text else []
            else:
                found += self._inline(node)
        return found

    def _inline(self, element: Element) -> list[Node]:
        inner = element.children
        match element.tag:
            case "br":
                return [{"t": "LineBreak"}]
            case "sup" if (reference := self._reference(element)) is not None:
                return reference
            case "a":
                return self._link(element)
            case "code" | "kbd":
                return [{"t": "Code", "c": [NO_ATTRIBUTES, flat(element)]}]
            case "q":
                return [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, self.inlines(inner)]}]
            case tag if tag in MARKS:
                return [{"t": MARKS[tag], "c": self.inlines(inner)}]
            case "span" if element.attributes.get("lang"):
                attributes = ["", [], [["lang", element.attributes["lang"]]]]
                return [{"t": "Span", "c": [attributes, self.inlines(inner)]}]
        return self._named(element) + self.inlines(inner)

    def _reference(self, element: Element) -> list[Node] | None:
        """A raised link to a note as the note itself where it stands first, as a link to it where it stands again."""
        for link in element.find("a"):
            address = link.attributes.get("href", "")
            if (blocks := self.note(address)) is not None:
                return [{"t": "Note", "c": blocks}]
            if name := self.again(address):
                inner = {"t": "Link", "c": [NO_ATTRIBUTES, self.inlines(link.children), [f"#{name}", ""]]}
                return [{"t": "Superscript", "c": [inner]}]
        return None

    def _link(self, element: Element) -> list[Node]:
        href, inner = element.attributes.get("href", ""), self.inlines(element.children)
        inside = href.startswith("#t-")
        if inner and (inside or href.lower().startswith(SCHEMES)):
            inner = [{"t": "Link", "c": [NO_ATTRIBUTES, inner, [href, ""]]}]
        return self._named(element) + inner

    def _named(self, element: Element) -> list[Node]:
        """The place that a link in the text may lead to; each name once."""
        name = element.attributes.get("id", "")
        if not name.startswith("t-") or name in self.names:
            return []
        self.names.add(name)
        return [styled("", identity=name)]

    def blocks(self, nodes: Iterable[Element | str]) -> list[Node]:
        """What stands in a quote or a note: paragraphs, lists, tables; loose words become paragraphs."""
        found, loose = [], []
        for node in [*nodes, Element("div")]:
            if isinstance(node, Element) and node.tag in BLOCKS:
                if inlines := self.inlines(loose):
                    found.append(paragraph(inlines))
                loose = []
                found += self._block(node)
            else:
                loose.append(node)
        return found

    def _block(self, element: Element) -> list[Node]:
        match element.tag:
            case "p":
                return [paragraph(self.inlines(element.children))]
            case "ul":
                return [{"t": "BulletList", "c": self._items(element)}]
            case "ol":
                start = element.attributes.get("start", "1")
                attributes = [int(start) if start.isdecimal() else 1, {"t": "Decimal"}, {"t": "Period"}]
                return [{"t": "OrderedList", "c": [attributes, self._items(element)]}]
            case "blockquote":
                return [{"t": "BlockQuote", "c": self.blocks(element.children)}]
            case "table":
                return [self.table(element)]
            case "pre":
                return [preformatted(flat(element))]
        return self.blocks(element.children) if element.children else []

    def _items(self, element: Element) -> list[list[Node]]:
        return [self.blocks(item.children) or [paragraph([])] for item in element.find("li")]

    def tables(self, nodes: Iterable[Element | str]) -> list[Node]:
        """The tables among these nodes."""
        return [self.table(node) for node in nodes if isinstance(node, Element) and node.tag == "table"]

    def table(self, element: Element) -> Node:
        """A table; its first row is the head, marked as such."""
        rows = [list(row.find("th", "td")) for row in element.find("tr")]
        width = max((len(row) for row in rows), default=1)
        sides = [cell.attributes.get("class", "") for row in rows[:1] for cell in row]
        sides += [""] * (width - len(sides))
        made = [self._row(row, sides, "Table Text" if place else "Table Heading") for place, row in enumerate(rows)]
        columns = [[{"t": ALIGN.get(side, "AlignDefault")}, {"t": "ColWidthDefault"}] for side in sides]
        return table(columns, made[:1], made[1:])

    def _row(self, cells: list[Element], sides: list[str], style: str) -> list:
        inner = [self.inlines(cell.children) for cell in cells] + [[]] * (len(sides) - len(cells))
        return row_of(inner, [self.style(f"{style} {side.title()}".rstrip()) for side in sides])


def row_of(cells: list[list[Node]], styles: list[str]) -> list:
    """A table's row; every cell a paragraph in the style of its column."""
    made = [
        [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [within(style, [paragraph(cell)])]]
        for style, cell in zip(styles, cells, strict=True)
    ]
    return [NO_ATTRIBUTES, made]


def table(columns: list, head: list, rows: list, style: str = "") -> Node:
    """A table of rows that `row_of` made."""
    attributes = ["", [], [["custom-style", style]] if style else []]
    body = [NO_ATTRIBUTES, 0, [], rows]
    return {"t": "Table", "c": [attributes, [None, []], columns, [NO_ATTRIBUTES, head], [body], [NO_ATTRIBUTES, []]]}


def preformatted(text: str) -> Node:
    """Code: its lines in one paragraph, so that a bookmark fits inside."""
    inlines: list[Node] = []
    for line in text.split("\n"):
        inlines += [{"t": "LineBreak"}] if inlines else []
        inlines.append({"t": "Code", "c": [NO_ATTRIBUTES, line]})
    return paragraph(inlines)


def dressed(blocks: list[Node], style: str) -> list[Node]:
    """Every paragraph in a style, those in lists too; tables and code keep their own."""
    found = []
    for block in blocks:
        match block["t"]:
            case "Para":
                found.append(within(style, [block]))
            case "BlockQuote":
                found += dressed(block["c"], style)
            case "BulletList":
                found.append({"t": "BulletList", "c": [dressed(item, style) for item in block["c"]]})
            case "OrderedList":
                items = [dressed(item, style) for item in block["c"][1]]
                found.append({"t": "OrderedList", "c": [block["c"][0], items]})
            case _:
                found.append(block)
    return found


def flat(element: Element) -> str:
    """The words alone, lines and spaces as they are."""
    return "".join(child if isinstance(child, str) else flat(child) for child in element.children)


def first_words(blocks: list[Node]) -> list[Node] | None:
    """The inlines of the first paragraph inside, to be altered in place; None when there is none."""
    for block in blocks:
        match block["t"]:
            case "Para" | "Plain":
                return block["c"]
            case "Div" | "BlockQuote":
                inner = block["c"][1] if block["t"] == "Div" else block["c"]
            case "BulletList" | "OrderedList":
                items = block["c"][1] if block["t"] == "OrderedList" else block["c"]
                inner = [each for item in items for each in item]
            case "Table":
                _attributes, _caption, _columns, head, bodies, _foot = block["c"]
                rows = [*head[1], *(row for body in bodies for row in body[3])]
                inner = [each for row in rows for cell in row[1] for each in cell[4]]
            case _:
                continue
        if (found := first_words(inner)) is not None:
            return found
    return None
