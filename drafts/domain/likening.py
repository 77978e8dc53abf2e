"""How alike the paragraphs of two texts are: plain words, read once, compared by rapidfuzz."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

# Settled figures: a pair must be 60 of 100 alike; standing a whole text away costs 10.
LEAST = 60
PENALTY = 10
# The same section speaks for a pair; a heading that became a line of text must be this alike.
SECTION = 3
TURNED = 80
# Longer texts that share fewer than this of 100 words are not looked at further.
COMMON_WORDS = 30
FEW_WORDS = 8

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\]\([^)]*\)|\]\[[^\]]*\]|[*_`\[\]\\#!]|\u21a9")
HEAD = frozenset({"heading"})
WHOLE = frozenset({"table", "code"})


class Reading:
    """A text as it is compared: its plain words, what is equal to what, the heading above each paragraph."""

    def __init__(self, paragraphs: Sequence) -> None:
        self.kinds = [sort(paragraph.kind) for paragraph in paragraphs]
        self.sources = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
        self.texts = [" ".join(MARKUP.sub(" ", source).split()) for source in self.sources]
        self.keys = [
            (kind, text.casefold() or source)
            for kind, text, source in zip(self.kinds, self.texts, self.sources, strict=True)
        ]
        self.words = [text.casefold().split() for text in self.texts]
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


def candidates(
    before: Reading, after: Reading, olds: list[int], news: list[int], pairs: dict[int, int]
) -> Iterator[tuple[int, int, float]]:
    """Pairs of positions that are alike enough to be one paragraph, with how alike they are.

    A heading may have been a line of text, or become one, when almost every letter is the same.
    """
    codes = _codes(before, after)
    for kind in sorted(set(before.kinds)):
        others = {"heading": {"text"}, "text": {"heading"}}.get(kind, set())
        same = {b: codes[1][b] for b in news if after.kinds[b] == kind}
        turned = {b: codes[1][b] for b in news if after.kinds[b] in others}
        for a in olds:
            if before.kinds[a] == kind and before.texts[a]:
                yield from _alike(before, after, a, codes[0][a], same, LEAST, pairs)
                yield from _alike(before, after, a, codes[0][a], turned, TURNED, pairs)


def _alike(before, after, a: int, code: str, choices: dict, least: int, pairs: dict):
    """Words are counted first, which is fast; letters only where enough of the words are the same."""
    common = COMMON_WORDS if len(code) >= FEW_WORDS else 0
    found = process.extract(code, choices, scorer=fuzz.ratio, score_cutoff=common, limit=None)
    for _code, words, b in found:
        letters = fuzz.ratio(before.texts[a], after.texts[b], score_cutoff=least)
        if letters:
            bonus = SECTION if pairs.get(before.parents[a]) == after.parents[b] else 0
            yield a, b, letters + words / 10 + bonus


def _codes(*readings: Reading) -> list[list[str]]:
    """Each text as a string with one character a word, so that words are compared as fast as letters."""
    seen: dict[str, str] = {}
    return [
        ["".join(seen.setdefault(word, chr(0xE000 + len(seen))) for word in words) for words in each.words]
        for each in readings
    ]
