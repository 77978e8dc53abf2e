"""Finds the paragraph that a comment from a folder is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from consultation.domain.folder.entries import CommentEntry
from drafts.domain import blocks
from drafts.domain.alignment.reading import Reading
from drafts.domain.blocks import Block
from drafts.exceptions import TextRefused
from drafts.models import Paragraph

ALIKE = 90
# A shorter part of a paragraph may stand in it by chance.
SHORTEST_PART = 20
QUOTE = re.compile(r"^[ \t]*>+[ \t]?(.*)$", re.M)
NUMBERING = re.compile(r"^(§\s*)?\d+(\.\d+)*\s*([.):]|§|kap\.?)?\s*[–—-]?\s+", re.I)
PATH = re.compile(r"\s+[>›»→]\s+")
NUMBER = re.compile(r"^(?:§\s*|p-)?(\d+(?:[.-]\d+)*(?:(?:-[a-z]{1,3})+(?:\.\d+)?)?)(?:\s*§|\.)?$", re.I)


@dataclass(frozen=True)
class Place:
    """Where a comment stands (None: on the whole text), and by what it was found there."""

    paragraph: Paragraph | None
    how: str


class Map:
    """The paragraphs of one version, to be found by their words, their headings and their numbers."""

    def __init__(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        reading = Reading(paragraphs)
        self.words = [text.casefold() for text in reading.texts]
        self.numbers = {paragraph.number: paragraph for paragraph in paragraphs}
        self.title = title.casefold()
        self.above = [self._path(reading, at) for at in range(len(paragraphs))]
        self.headings = {at: self.words[at] for at, each in enumerate(paragraphs) if each.is_heading}

    def _path(self, reading: Reading, at: int) -> list[str]:
        """The words of the headings that a paragraph stands under, nearest first."""
        path = []
        while (at := reading.parents[at]) >= 0:
            path.append(self.words[at])
        return path

    def place(self, comment: CommentEntry) -> Place:
        """By its number or exact words, by likeness, by section, else on the whole text."""
        if comment.paragraph in self.numbers:
            return Place(self.numbers[comment.paragraph], "exact")
        sections = [each for each in (comment.paragraph or "", *comment.aims, comment.section) if each.strip()]
        if comment.paragraph == "" and not sections and not comment.texts:
            return Place(None, "whole")
        hints = [readings(text) for text in (*comment.texts, *quotes(comment.body))]
        for find, how in ((self._exact, "exact"), (self._alike, "likeness")):
            found = find(hints, sections)
            if found is not None:
                return Place(self.paragraphs[found], how)
        for section in sections:
            found, how = self._section(section)
            if found is not None:
                return Place(self.paragraphs[found], how)
        return Place(None, "whole")

    def _exact(self, hints: list[list[str]], sections: list[str]) -> int | None:
        """The paragraph with the same words; or the only one that has the words as a part."""
        for parts in hints:
            for part in parts:
                same = [at for at, words in enumerate(self.words) if words == part]
                if same:
                    return self._nearest(same, sections)
        for parts in hints:
            for part in parts:
                within = [at for at, words in enumerate(self.words) if len(part) >= SHORTEST_PART and part in words]
                if len(within) == 1:
                    return within[0]
        return None

    def _alike(self, hints: list[list[str]], sections: list[str]) -> int | None:
        found = []
        for parts in hints:
            for part in parts:
                alike = process.extract(part, self.words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
                found += [(score, at) for _words, score, at in alike]
        best = max((score for score, _at in found), default=0)
        return self._nearest([at for score, at in found if score == best], sections) if found else None

    def _nearest(self, places: list[int], sections: list[str]) -> int:
        """Of several paragraphs with the same words, the one in the section that the comment names."""
        wanted = {bare(part) for section in sections for part in steps(section)}
        return max(places, key=lambda at: sum(bare(heading) in wanted for heading in self.above[at]))

    def _section(self, section: str) -> tuple[int | None, str]:
        """The heading of a section named by its words, its path "A > B" or its number."""
        number = NUMBER.match(section.strip())
        if number and number[1] in self.numbers:
            found = self.paragraphs.index(self.numbers[number[1]])
            return found, "section" if found in self.headings else "exact"
        path = steps(section)
        for depth in range(len(path), 0, -1):
            found = self._heading(path[depth - 1], path[: depth - 1])
            if found is not None:
                return found, "section"
        whole = " ".join(section.split()).casefold()
        same = [at for at, words in enumerate(self.words) if words == whole]
        return (same[0], "exact") if len(same) == 1 else (None, "whole")

    def _heading(self, wanted: str, above: list[str]) -> int | None:
        """The heading with these words, numbered alike or not; else the likest; else one that the words begin with."""
        tests = (
            lambda words: words == wanted,
            lambda words: bare(words) == bare(wanted),
            lambda words: fuzz.ratio(bare(words), bare(wanted)) >= ALIKE,
            lambda words: re.match(rf"{re.escape(bare(words))}\s*[,:;(]", bare(wanted)) is not None,
        )
        if wanted == self.title:
            return None
        for test in tests:
            found = [at for at, words in self.headings.items() if words and test(words)]
            if found:
                known = {bare(part) for part in above}
                return max(found, key=lambda at: sum(bare(heading) in known for heading in self.above[at]))
        return None


def steps(section: str) -> list[str]:
    """The headings that a section's name leads through, "A > B", in small letters."""
    return [part.strip("# \t\n").casefold() for part in PATH.split(section) if part.strip("# \t\n")]


def bare(heading: str) -> str:
    """A heading in small letters without the numbering before it."""
    heading = heading.strip().casefold()
    return NUMBERING.sub("", heading) or heading


def quotes(body: str) -> Iterator[str]:
    """What a comment quotes with > at the beginning of its lines."""
    run: list[str] = []
    for line in [*body.splitlines(), ""]:
        quoted = QUOTE.match(line)
        if quoted:
            run.append(quoted[1])
        elif run:
            text = "\n".join(run).strip()
            run = []
            if len(text) >= SHORTEST_PART:
                yield text


@lru_cache(maxsize=512)
def parts_of(text: str) -> tuple[Block, ...]:
    """A piece of Markdown as blocks, its title as a heading; as it stands where it cannot be split."""
    try:
        found = blocks.split(text, lenient=True)
    except TextRefused:
        return (Block("paragraph", 0, text.strip().lstrip("#").strip()),)
    title = (Block("heading", 1, found.title),) if found.title else ()
    return title + found.blocks


def readings(text: str) -> list[str]:
    """The words of each block in a piece of Markdown, in small letters."""
    return [words.casefold() for words in Reading(parts_of(text)).texts if words.strip()]
