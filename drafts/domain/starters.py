"""The texts that ship, to begin a policy from: Markdown with a small head, in drafts/starters/."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from drafts.domain import blocks, numbering, rendering
from drafts.domain.blocks import Block, Text
from drafts.models import Paragraph
from organisation.models import Municipality

FOLDER = Path(__file__).parent.parent / "starters"
ORDER = ("social-media", "policy", "letter")
HEADING_OR_HINT = re.compile(r"^(#{1,6} [^\n]+)$|^<!--\s*(.+?)\s*-->$", re.M | re.S)
OWN_NAME = re.compile(r"\[(?:kommunens namn|the municipality)\]", re.I)
WORDS_A_PAGE = 330


@dataclass(frozen=True)
class Starter:
    """A text that ships (mall). `hints`: (index of a heading among the blocks, or None: the whole text; words).

    Hints are comments in the file, each after its heading: advice to the writer, never part of the text.
    """

    name: str
    language: str
    title: str
    about: str
    head: dict[str, str]
    text: Text
    hints: tuple[tuple[int | None, str], ...]

    @property
    def words(self) -> int:
        return sum(len(block.text.split()) for block in self.text.blocks)

    @property
    def pages(self) -> int:
        """About how many pages it is in print."""
        return max(1, round(self.words / WORDS_A_PAGE))


def every(language: str = "sv") -> list[Starter]:
    """All of them in the municipality's name, those in `language` first."""
    return sorted((in_our_name(each) for each in shipped()), key=lambda each: each.language != language[:2])


def named(name: str) -> Starter | None:
    """The one with this name (social-media-sv), in the municipality's name."""
    return next((in_our_name(each) for each in shipped() if each.name == name), None)


@lru_cache(maxsize=1)
def shipped() -> tuple[Starter, ...]:
    """The texts as they lie in the folder."""
    files = [FOLDER / f"{kind}.{language}.md" for kind in ORDER for language in ("sv", "en")]
    return tuple(read(path) for path in files)


def read(path: Path) -> Starter:
    """One file: lines `key: value`, a line of dashes, the text."""
    head, _rule, source = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
    text = blocks.split(source)
    return Starter(
        name=path.name.removesuffix(".md").replace(".", "-"),
        language=fields.pop("language"),
        title=fields.pop("title"),
        about=fields.pop("about"),
        head=fields,
        text=text,
        hints=tuple(hints(source, text)),
    )


def hints(source: str, text: Text):
    """Each comment with the heading that it follows; None for one right under the title."""
    places = [None, *(index for index, block in enumerate(text.blocks) if block.kind == "heading")]
    passed = 0
    for heading, hint in HEADING_OR_HINT.findall(source):
        if heading:
            passed += 1
        else:
            yield places[passed - 1], hint


def in_our_name(starter: Starter) -> Starter:
    """The text with the municipality's name where it says [kommunens namn]."""
    name = Municipality.current().name

    def filled(words: str) -> str:
        return OWN_NAME.sub(lambda _found: name, words)

    written = tuple(Block(each.kind, each.level, filled(each.text), each.marker) for each in starter.text.blocks)
    return replace(starter, text=replace(starter.text, blocks=written))


def paragraphs(starter: Starter) -> list[Paragraph]:
    """The text as paragraphs to look at, saved nowhere; `hint` is the advice on each, or empty."""
    advice = dict(starter.hints)
    numbers = numbering.number(starter.text.blocks)
    rows = []
    for index, (block, number) in enumerate(zip(starter.text.blocks, numbers, strict=True)):
        row = Paragraph(kind=block.kind, level=block.level, marker=block.marker, number=number, text=block.text)
        row.html = rendering.render(block, starter.text.links)
        row.hint = advice.get(index, "")
        rows.append(row)
    return rows
