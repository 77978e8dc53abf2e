"""The parts that a text is made of: blocks in reading order, a title, its link definitions."""

from dataclasses import dataclass

ITEMS = frozenset({"bullet", "ordered"})


@dataclass(frozen=True)
class Block:
    """The smallest part of a text: what becomes a Paragraph.

    `kind`: heading, paragraph, bullet, ordered, table, quote, code, note.
    `level`: a heading's depth below the title (1 to 5); a list item's depth (1 to 6); the depth of
    the item that any other block continues; else 0.
    `text`: its inner Markdown, without marker and indentation.
    `marker`: the number an ordered item shows ("3."), a note's label, a code block's language.
    """

    kind: str
    level: int
    text: str
    marker: str = ""


@dataclass(frozen=True)
class Text:
    """A whole text. `links` are its link reference definitions, a line each."""

    title: str
    blocks: tuple[Block, ...]
    links: str = ""
