"""How easy a text is to read: words, sentences, long words, and LIX where it is used.

LIX is words in a sentence on average plus the percentage of words with more than six letters
(C.H. Björnsson, Läsbarhet, 1968). Headings, paragraphs and list items end a sentence; tables and code are not counted.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

LIX_LANGUAGES = frozenset({"sv", "da", "nb", "nn", "no", "de", "fi", "is", "fo"})
LONG_WORD = 6
UNCOUNTED = ("table", "code")

# What stands before a full stop and never ends a sentence, and what ends one before a capital letter.
NEVER = frozenset(
    "t.ex bl.a dvs d.v.s kl nr s.k f.d fr.o.m t.o.m p.g.a m.a.o kap mom jfr ca ev resp inkl exkl tfn tel bil dr prof"
    " st.f i.o.m t.v fig tab el dnr prop art sid enl ang forts e.g i.e no vs mr mrs z.b d.h bzw f.eks bl".split()
)
AT_END = frozenset("m.m mm osv o.s.v etc m.fl mfl e.d o.d dyl o.dyl kr st s e.kr f.kr a.a f ff sek min tim p".split())

INNER = re.compile(r"<(table|pre)\b.*?</\1>|<sup\b[^>]*><a\b[^>]*>[^<]*</a></sup>", re.S)
BREAK = re.compile(r"</(?:p|li|div|blockquote)>|<(?:p|li|ul|ol|div|blockquote)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"\b(?:https?://|www\.)\S*[^\s.,;:!?)\]”\"]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WORD = re.compile(r"[^\W_]+(?:[-’'.:/,][^\W_]+)*")
STOP = re.compile(r"[.!?…]+[”\"’'»)\]]*(?=\s+(\S+)|\s*$)")
BEFORE = re.compile(r"(\S+)$")
OPENING = "”\"’'«»([*_“–—- "


@dataclass(frozen=True)
class Figures:
    """Counts of a text; they add up."""

    words: int = 0
    sentences: int = 0
    long_words: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.words + other.words, self.sentences + other.sentences, self.long_words + other.long_words)

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def long_share(self) -> float:
        """Long words of a hundred words."""
        return 100 * self.long_words / self.words if self.words else 0.0

    @property
    def lix(self) -> int | None:
        """The LIX value, a whole number; None for a text without words."""
        return round(self.words_a_sentence + self.long_share) if self.words else None

    @property
    def in_words(self) -> str:
        """The level that the value stands for, and what reads like it."""
        if self.lix is None:
            return ""
        levels = {
            30: _("Very easy, like a children’s book"),
            40: _("Easy, like fiction or a weekly magazine"),
            50: _("Medium, like a daily newspaper"),
            61: _("Difficult, like most official texts"),
        }
        return next(
            (words for below, words in levels.items() if self.lix < below), _("Very difficult, like legal texts")
        )


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is read, and its number of words."""

    text: str
    words: int


@dataclass
class Section:
    """A heading of the first level (None before the first) with all that lies under it."""

    heading: object | None
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True)
class Marked:
    """A paragraph that has long sentences: each sentence, and whether it is one of them."""

    paragraph: object
    sentences: list[tuple[Sentence, bool]]

    @property
    def count(self) -> int:
        return sum(is_long for _sentence, is_long in self.sentences)


@dataclass
class Reading:
    """A text measured: the whole and its sections. `uses_lix`: whether LIX is a figure for its language."""

    paragraphs: Sequence
    language: str

    @property
    def uses_lix(self) -> bool:
        return self.language.partition("-")[0].lower() in LIX_LANGUAGES

    @cached_property
    def sections(self) -> list[Section]:
        """The sections that have words, in reading order."""
        found = [Section(None)]
        for paragraph in self.paragraphs:
            if paragraph.kind == "heading" and paragraph.level == 1:
                found.append(Section(paragraph))
            found[-1].figures += measure(paragraph)
        return [section for section in found if section.figures.words]

    @cached_property
    def whole(self) -> Figures:
        return sum((section.figures for section in self.sections), Figures())


def measure(paragraph) -> Figures:
    """The counts of one paragraph."""
    found = Figures()
    if paragraph.kind in UNCOUNTED:
        return found
    words = sentences_ = long_words = 0
    for run in runs(paragraph.html):
        for sentence in sentences(run):
            tokens = words_of(sentence)
            words += len(tokens)
            sentences_ += bool(tokens)
            long_words += sum(map(is_long, tokens))
    return Figures(words, sentences_, long_words)


def long_sentences(paragraph, most: int) -> list[tuple[Sentence, bool]]:
    """The sentences of a paragraph in order, each with whether it has more than `most` words; [] when none has."""
    if paragraph.kind in UNCOUNTED:
        return []
    found = [Sentence(sentence, len(words_of(sentence))) for run in runs(paragraph.html) for sentence in sentences(run)]
    if all(sentence.words <= most for sentence in found):
        return []
    return [(sentence, sentence.words > most) for sentence in found]


def runs(rendered: str) -> Iterator[str]:
    """The plain words of rendered HTML, without note signs and tables; each paragraph or item inside it is a run."""
    text = rendered
    if "<" in text:
        text = TAG.sub("", BREAK.sub("\0", INNER.sub("", text).replace("<br>", " ")))
    for run in html.unescape(text).split("\0"):
        words = " ".join(run.split())
        if words:
            yield words


def words_of(text: str) -> list[str]:
    """Its words; addresses of pages and mail are none."""
    return WORD.findall(ADDRESS.sub(" ", text) if "@" in text or "www." in text or "://" in text else text)


def is_long(word: str) -> bool:
    """Whether it has more than six letters; digits and signs are none."""
    return len(word) > LONG_WORD and (word.isalpha() or sum(map(str.isalpha, word)) > LONG_WORD)


def sentences(text: str) -> list[str]:
    """The sentences of a run of words; its end ends the last one."""
    found, start = [], 0
    for stop in STOP.finditer(text):
        if ends(text, start, stop):
            found.append(text[start : stop.end()].strip())
            start = stop.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def ends(text: str, start: int, stop: re.Match) -> bool:
    """Whether a sentence that began at `start` ends at this stop, by what stands before and after it."""
    following = stop[1]
    if following is None:
        return True
    first = following.lstrip(OPENING)[:1]
    if first.islower() or not first:
        return False
    if stop[0][0] != ".":
        return True
    before = BEFORE.search(text, start, stop.start())
    word = before[1].lstrip(OPENING) if before else ""
    if word.lower() in NEVER or is_initial(word):
        return False
    if word.lower() in AT_END:
        return first.isupper()
    return not (word.isdigit() and text[start : stop.start()].strip() == word)  # "1. Syfte": the author's own number


def is_initial(word: str) -> bool:
    """A. in A. Lindgren."""
    return len(word) == 1 and word.isupper()


def of(paragraphs: Iterable, language: str) -> Reading:
    """A version's paragraphs, measured. They have kind, level and html."""
    return Reading(list(paragraphs), language)


def marked(paragraphs: Iterable, most: int) -> list[Marked]:
    """The paragraphs that have a sentence of more than `most` words, in reading order."""
    found = ((paragraph, long_sentences(paragraph, most)) for paragraph in paragraphs)
    return [Marked(paragraph, parts) for paragraph, parts in found if parts]
