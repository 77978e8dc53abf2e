"""pandoc's syntax tree as the blocks of a text."""

import re
from collections.abc import Mapping

from drafts.domain.markdown.limits import DEPTH
from drafts.domain.markdown.marks import has_words
from drafts.domain.markdown.source import join_blocks
from drafts.domain.markdown.structure import Block

from . import tables
from .inlines import Writer, plain
from .numerals import label_of
from .places import Nesting, Place
from .reading import Losses, Piece
from .starts import sound

DEEPEST_HEADING = 5
LONGEST_TITLE = 300
TYPED_BULLET = re.compile(r"[•·▪◦‣●]\s+(?=\S)")
LONGEST_HEADING = 400


class Tree:
    """Walks the tree once; `pieces` are the blocks so far, notes come last.

    `places`: what the file says of its paragraphs, by the number that each carries as a mark.
    """

    def __init__(self, losses: Losses, places: Mapping[int, Place] | None = None) -> None:
        self.losses, self.places = losses, places or {}
        self.writer = Writer(losses)
        self.pieces: list[Piece] = []
        self.nesting = Nesting()
        self.title = ""
        self.depth = 0
        self.waiting: list[tuple[str, str]] = []

    def read(self, blocks: list) -> list[Piece]:
        """The pieces of the whole tree."""
        self.walk(blocks)
        self._notes()
        return self.pieces

    def walk(self, blocks: list) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"))

    def _block(self, kind: str, content) -> None:
        match kind:
            case "Para" | "Plain":
                self.prose(content)
            case "Header":
                self.prose(content[2], heading=content[0])
            case "BulletList":
                self._list(content, "bullet")
            case "OrderedList":
                self._list(content[1], "ordered", *content[0])
            case "DefinitionList":
                self._definitions(content)
            case "Table":
                self._table(content)
            case "BlockQuote":
                self._quote(content)
            case "CodeBlock":
                self.writer.sources.clear()
                code = self.writer.words(content[1])
                self._put("code", code, tuple(self.writer.sources), level=self.depth)
            case "Div":
                self.walk(content[1])
            case "Figure":
                self.walk([*content[2], *content[1][1]])
            case "LineBlock":
                self.prose([each for line in content for each in [*line, {"t": "LineBreak"}]])
            case "RawBlock":
                self.losses.add("markup", content[1])

    def prose(self, inlines: list, heading: int = 0) -> None:
        """Running text: a heading, an item, or a paragraph, as its place in the file says."""
        self.writer.sources.clear()
        text = self.writer.write(inlines)
        sources = tuple(self.writer.sources)
        place = self.places.get(sources[0], Place()) if sources else Place()
        if not has_words(text):
            return
        if place.code:
            self._code(plain(inlines), sources)
        elif place.title and not self.title and not self.headed and len(text) <= LONGEST_TITLE:
            self.title = one_line(unmarked_whole(text))
        elif (place.heading or heading) and not self.depth:
            self._heading(place, place.heading or heading, text, sources)
        elif place.is_listed:
            self._listed(place, text, sources)
        elif place.continues:
            self._put("paragraph", text, sources, level=self.nesting.keep(place.continues))
        elif place.hangs and self._goes_on(place, text) and (level := self.nesting.under(place.hangs)):
            self._put("paragraph", text, sources, level=level)
        elif place.group:
            self._put("paragraph", text, sources, level=self.nesting.close(place))
        elif place.quoted:
            self._put("quote", text, sources)
        else:
            self._plain(text, sources)

    def _goes_on(self, place: Place, text: str) -> bool:
        """Whether it may go on with an item: no quote, and no line in bold, which is a heading that has no style."""
        return not place.quoted and unmarked_whole(text) == text

    def _code(self, text: str, sources: tuple) -> None:
        """A line of code; lines that follow each other are one block."""
        last = self.pieces[-1] if self.pieces else None
        between = range(last.sources[-1] + 1, sources[0]) if last and last.sources else ()
        if last and last.block.kind == "code" and all(self.places.get(number, Place()).code for number in between):
            joined = Block("code", 0, last.block.text + "\n" * (len(between) + 1) + text)
            self.pieces[-1] = Piece(joined, (*last.sources, *sources))
        else:
            self._put("code", text, sources)

    @property
    def headed(self) -> bool:
        return any(piece.block.kind == "heading" for piece in self.pieces)

    def _heading(self, place: Place, level: int, text: str, sources: tuple) -> None:
        self.nesting.clear()
        text = unmarked_whole(text)
        text = one_line(f"{place.label} {text}" if place.label else text)
        if len(text) > LONGEST_HEADING:
            self._put("paragraph", text, sources)
        else:
            self._put("heading", text, sources, level=min(level, DEEPEST_HEADING))

    def _listed(self, place: Place, text: str, sources: tuple) -> None:
        if place.item:
            level = self.nesting.enter(place, DEPTH - self.depth)
            marker = place.label if place.item == "ordered" else ""
            self._put(place.item, text, sources, level=level, marker=marker)
        else:
            self._put("paragraph", f"{place.label} {text}", sources, level=self.nesting.close(place))

    def _plain(self, text: str, sources: tuple) -> None:
        if self.waiting:
            kind, marker = self.waiting.pop()
            self._put(kind, text, sources, level=self.depth, marker=marker)
            return
        if not self.depth:
            self.nesting.clear()
        typed = TYPED_BULLET.match(text)
        if typed and not self.depth:
            self._put("bullet", text[typed.end() :], sources, level=1)
        else:
            self._put("paragraph", text, sources, level=self.depth)

    def _list(self, items: list, kind: str, start: int = 1, style=None, delimiter=None) -> None:
        """A list of a web page or the like, whose nesting the tree itself says."""
        lettered = bool(style) and style["t"] not in ("Decimal", "DefaultStyle", "Example")
        for number, item in enumerate(items, start=start):
            label = label_of(number, style, delimiter) if kind == "ordered" else ""
            if self.depth >= DEPTH:
                self.losses.add("depth")
                self.walk(item)
                continue
            if lettered:
                self.walk(prefixed(item, label))
                continue
            self.depth += 1
            self.waiting.append((kind, label))
            open_before = len(self.waiting)
            self.walk(item)
            if len(self.waiting) == open_before:
                self.waiting.pop()
            self.depth -= 1

    def _definitions(self, content: list) -> None:
        for term, meanings in content:
            self.prose([{"t": "Strong", "c": term}])
            for meaning in meanings:
                self.walk(meaning)

    def _table(self, content: list) -> None:
        content = tables.read(content)
        if tables.is_layout(content, self.places):
            self.losses.add("layout tables")
            for cell in content.cells():
                self.walk(cell.blocks)
            return
        for caption in content.caption:
            self._block(caption["t"], caption.get("c"))
        if not self.depth:
            self.nesting.clear()
        for text, sources in tables.write(content, self):
            self._put("table", text, sources, level=self.depth)

    def _quote(self, blocks: list) -> None:
        inner = Tree(self.losses, self.places)
        inner.writer.notes, inner.depth = self.writer.notes, 0
        inner.walk(blocks)
        sources = tuple(number for piece in inner.pieces for number in piece.sources)
        blocks = [as_prose(piece.block) for piece in inner.pieces]
        self._put("quote", join_blocks(blocks, top=1), sources, level=self.depth)

    def _notes(self) -> None:
        """The notes as blocks, in the order of their references; a note may hold notes."""
        at = 0
        while at < len(self.writer.notes):
            inner = Tree(self.losses, self.places)
            inner.writer.notes = self.writer.notes
            inner.walk(self.writer.notes[at])
            text = join_blocks([as_prose(piece.block) for piece in inner.pieces], top=1)
            sources = tuple(number for piece in inner.pieces for number in piece.sources)
            at += 1
            self.nesting.clear()
            self._put("note", text or "–", sources, marker=str(at))

    def _put(self, kind: str, text: str, sources: tuple = (), level: int = 0, marker: str = "") -> None:
        if text:
            text = sound(kind, text)
            self.pieces.append(Piece(Block(kind, level, text, marker), sources))


def as_prose(block: Block) -> Block:
    """A heading inside a quote or a note is a paragraph in bold."""
    return Block("paragraph", 0, f"**{block.text}**") if block.kind == "heading" else block


def one_line(text: str) -> str:
    return " ".join(text.split())


def unmarked_whole(text: str) -> str:
    """A heading or title without bold or italics around the whole of it: it has looks of its own."""
    for marks in ("***", "**", "*"):
        inner = text.removeprefix(marks).removesuffix(marks)
        if len(inner) == len(text) - 2 * len(marks) > 0 and "*" not in inner:
            return inner
    return text


def prefixed(item: list, label: str) -> list:
    """An item with its label as words: letters and Roman numerals are kept that way."""
    words = [{"t": "Str", "c": label}, {"t": "Space"}]
    first, *rest = item or [{"t": "Plain", "c": []}]
    if first["t"] in ("Para", "Plain"):
        return [{"t": first["t"], "c": [*words, *first["c"]]}, *rest]
    return [{"t": "Plain", "c": words}, first, *rest]


def words_of(blocks: list) -> str:
    """The bare words of some blocks, for samples."""
    return " ".join(plain(block["c"]) for block in blocks if block["t"] in ("Para", "Plain"))
