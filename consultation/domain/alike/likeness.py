"""Whether two comments say nearly the same, and the keys by which such ones are found among thousands."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz import fuzz

WORD = re.compile(r"\w+")
LINK = re.compile(r"\b(?:https?://|www\.)\S+")
SHORT = 8  # words; shorter ones are alike when they are equal, and on the same paragraph
BRIEF = 15  # words; below, one word more or less can turn the meaning
ENOUGH, ENOUGH_OF_BRIEF = 80, 85  # per cent of the letters in common, in order
ROW, QUOTED = 3, 5  # words in a row: of a key, and of what counts as quoted from the text
KEYS = 16
TURNING = frozenset(
    "inte ej icke ingen inga inget aldrig utan mot emot nej not no never none without against nor".split()
)


@dataclass(frozen=True)
class Saying:
    """What is compared of a comment: its own words without quotations and links, and what it wants instead."""

    words: tuple[str, ...]
    wish: str
    whole: tuple

    @property
    def is_short(self) -> bool:
        return len(self.words) < SHORT

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def turning(self) -> frozenset[str]:
        """The words that turn a meaning around, and the figures."""
        return frozenset(word for word in self.words if word in TURNING or any(sign.isdigit() for sign in word))


def words_of(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def rows(words: list[str] | tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    """All runs of so many words."""
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def saying(words: str, suggestion: str, place: object, quotable: Container[tuple]) -> Saying:
    """What a comment says at `place`; `quotable` has the runs of words of the text that is on consultation."""
    said = words_of(words)
    wish = " ".join(suggestion.split())
    return Saying(own(words_of(LINK.sub(" ", words)), quotable), wish, (place, " ".join(said), wish))


def own(words: list[str], quotable: Container[tuple]) -> tuple[str, ...]:
    """The words without those that stand in the text in the same order."""
    quoted: set[int] = set()
    for at, run in enumerate(rows(words, QUOTED)):
        if run in quotable:
            quoted.update(range(at, at + QUOTED))
    return tuple(word for at, word in enumerate(words) if at not in quoted)


def keys(said: Saying) -> list[int]:
    """Nearly equal comments have some of these numbers in common, equal ones all."""
    if said.is_short:
        return [number(repr(said.whole))]
    runs = {number(f"{' '.join(run)}|{said.wish}") for run in rows(said.words, ROW)}
    return sorted(runs)[:KEYS]


def number(text: str) -> int:
    """The same 64 bits for the same text, always."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def are_alike(one: Saying, other: Saying) -> bool:
    """Nearly the same words and exactly the same wish; short ones only when they are equal."""
    if one.is_short or other.is_short:
        return one.whole == other.whole
    if one.wish != other.wish:
        return False
    is_brief = min(len(one.words), len(other.words)) < BRIEF
    if is_brief and one.turning != other.turning:
        return False
    return fuzz.ratio(one.text, other.text) >= (ENOUGH_OF_BRIEF if is_brief else ENOUGH)
