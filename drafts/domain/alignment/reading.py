"""A text as it is compared: plain words, read once."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\]\([^)]*\)|\]\[[^\]]*\]|[*_`\[\]\\#!]|\u21a9")
# What stands before a heading's words when the author has numbered it: 2. 2.1 § 4 2 kap. a)
OWN_NUMBER = re.compile(
    r"^(?:§\s*)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])(?:[.):]|\s*(?:§|kap\.))+\s+|^\d+(?:\.\d+)*\s+", re.I
)
WORD = re.compile(r"\w+")
HEAD = frozenset({"heading"})
WHOLE = frozenset({"table", "code"})
# Letters of more than this together would take seconds to compare.
LONG = 8000
FIRST = 0xE000
# So many letters of a word stand for it, so that its endings do not matter.
STEM = 7


def alike(first: str, second: str, least: float = 0) -> float:
    """How many of 100 letters are the same, 0 below `least`; of very long texts words are counted, not letters."""
    if len(first) + len(second) > LONG:
        seen: dict[str, str] = {}
        first, second = (
            "".join(seen.setdefault(word, chr(FIRST + len(seen))) for word in text.split()) for text in (first, second)
        )
    return fuzz.ratio(first, second, score_cutoff=least)


class Reading:
    """The plain words of each paragraph, what is equal to what, and the heading above each."""

    def __init__(self, paragraphs: Sequence) -> None:
        self.kinds = [sort(paragraph.kind) for paragraph in paragraphs]
        self.sources = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
        self.texts = [" ".join(MARKUP.sub(" ", source).split()) for source in self.sources]
        self.keys = [
            (kind, said(kind, text).casefold() or source)
            for kind, text, source in zip(self.kinds, self.texts, self.sources, strict=True)
        ]
        self.words = [text.casefold().split() for text in self.texts]
        self.bags = [frozenset(words) for words in self.words]
        self.stems = [{word[:STEM] for word in WORD.findall(key)} for _kind, key in self.keys]
        self.parents = self._parents(paragraphs)

    @staticmethod
    def _parents(paragraphs: Sequence) -> list[int]:
        """For each paragraph the position of the heading that it stands under, -1 for none."""
        path, parents = [], []
        for at, paragraph in enumerate(paragraphs):
            if paragraph.kind == "heading":
                del path[max(0, paragraph.level - 1) :]
            parents.append(path[-1] if path else -1)
            if paragraph.kind == "heading":
                path.append(at)
        return parents

    def part(self, at: int) -> float:
        """Where in the text a paragraph stands, 0 to 1."""
        return at / max(1, len(self.texts))


def sort(kind: str) -> str:
    """Only like is compared with like: headings, tables, code; any running text with any other."""
    return kind if kind in HEAD | WHOLE else "text"


def said(kind: str, text: str) -> str:
    """A heading without the author's own number, which says only where it stands."""
    return (OWN_NUMBER.sub("", text, count=1) or text) if kind in HEAD else text
