"""Which characters the papers' fonts can print, and what stands in the place of those that they cannot."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

FONTS = Path(__file__).resolve().parents[2] / "print" / "fonts"
CHAIN = ("sans", "serif", "arabic", "emoji", "symbols", "maths")
SCRIPTS = {
    "CJK": gettext_noop("Chinese script"),
    "HIRAGANA": gettext_noop("Japanese script"),
    "KATAKANA": gettext_noop("Japanese script"),
    "HANGUL": gettext_noop("Korean script"),
    "THAI": gettext_noop("Thai script"),
    "ETHIOPIC": gettext_noop("Ethiopic script"),
    "HEBREW": gettext_noop("Hebrew script"),
    "DEVANAGARI": gettext_noop("Devanagari"),
    "ARMENIAN": gettext_noop("Armenian script"),
    "GEORGIAN": gettext_noop("Georgian script"),
}
OTHER = gettext_noop("a script that cannot be printed")
CONTROL = ("Cc", "Cf", "Cs", "Co", "Cn")
JOINER, SOFT_HYPHEN = "\u200d", "\xad"
VARIATION = "\ufe0e\ufe0f\u20e3"


class Run(NamedTuple):
    """A stretch of text; printed is False where words in brackets stand for what was written."""

    text: str
    printed: bool


@cache
def covered() -> frozenset[str]:
    """Every character that a paper can show."""
    from fontTools.ttLib import TTFont

    points: set[int] = set()
    for name in CHAIN:
        with TTFont(FONTS / f"{name}.ttf", lazy=True) as font:
            points |= set(font.getBestCmap())
    return frozenset(map(chr, points))


@cache
def clear() -> frozenset[str]:
    """The characters that are printed as they came, also several on end: nearly all that anybody writes."""
    return frozenset(each for each in covered() | {"\n"} if "".join(_shown(each * 2)) == each * 2)


def printable(text: str) -> list[Run]:
    """Text as anyone may have sent it, as runs that can be printed; nothing is left out unsaid but what is unseen.

    Control, bidirectional and zero-width marks and piled-up accents go; mathematical letters become plain ones;
    a script without a font is named and counted: "[16 characters in Chinese script]".
    """
    if text and clear().issuperset(text) and unicodedata.is_normalized("NFC", text):
        return [Run(text, True)]
    runs: list[Run] = []
    for script, characters in _stretches(_shown(text)):
        if script is None:
            runs.append(Run(characters, True))
        else:
            runs.append(Run(_instead(script, len(characters)), False))
    return runs


def plain(text: str) -> str:
    """The same as one string: for names, titles and headings."""
    return "".join(run.text for run in printable(text))


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from the right."""
    ways = (unicodedata.bidirectional(character) for character in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def _instead(script: str, count: int) -> str:
    words = ngettext("[%(count)d character in %(script)s]", "[%(count)d characters in %(script)s]", count)
    return words % {"count": count, "script": _(script)}


def _shown(text: str) -> Iterator[str]:
    """The characters that stand for something, in the form that the fonts have."""
    marks = 0
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        kind = unicodedata.category(character)
        if character in "\n\t":
            yield "\n" if character == "\n" else " "
        elif character in VARIATION or (kind in CONTROL and character not in (JOINER, SOFT_HYPHEN)):
            continue
        elif kind in ("Mn", "Me") and not "\u0600" <= character < "\u0700":
            marks += 1
            if marks == 1 and character in covered():
                yield character
            continue
        elif "\U0001d400" <= character < "\U0001d800":
            yield from unicodedata.normalize("NFKC", character)
        else:
            yield from _folded(character)
        marks = 0


def _folded(character: str) -> str:
    if character in covered() or character in (JOINER, SOFT_HYPHEN):
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if all(part in covered() for part in folded) else character


def _stretches(characters: Iterator[str]) -> Iterator[tuple[str | None, str]]:
    """Neighbours that can be printed, or that are in the same script without a font, together."""
    now: str | None = None
    gathered = ""
    for character in characters:
        if character in covered() or character in (JOINER, SOFT_HYPHEN, "\n", " "):
            script = None
        else:
            script = SCRIPTS.get(unicodedata.name(character, "?").split(" ")[0], now or OTHER)
        if script != now and gathered:
            yield now, gathered
            gathered = ""
        now, gathered = script, gathered + character
    if gathered:
        yield now, gathered
