"""Running text of pandoc's tree as Markdown that reads as the same words: marks only where they are meant."""

import re
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from .reading import Losses
from .symbols import private

OPEN, CLOSE = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
# A second reference to a note, by the note's lineage; its label is known when all is read.
AGAIN_OPEN, AGAIN_CLOSE = "\ufdd2", "\ufdd3"
AGAIN = re.compile(f"(?:<sup>)?{AGAIN_OPEN}([0-9a-f]{{32}}){AGAIN_CLOSE}(?:</sup>)?")
STYLES = {"Strong": "strong", "Emph": "em", "Strikeout": "s", "Superscript": "sup", "Subscript": "sub"}
LIKE_TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=#?\w{1,32};)")
BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
STAR = re.compile(r"(?<!\s)\*|\*(?!\s)|^\*|\*$")
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
LINKLIKE = re.compile(r"\[(?=\^|[^\[\]]*\](?:\(|\[|:))")
# Code that pandoc would not know as such.
CODE_OPEN, CODE_CLOSE = "\ufdd4", "\ufdd5"
CODE = re.compile(f"{CODE_OPEN}([^{CODE_OPEN}{CODE_CLOSE}]*){CODE_CLOSE}")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
SCHEME = re.compile(r"(?:https?://|mailto:)\S", re.I)
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0\ufdd1\ufdd6-\ufdef\ufffe\uffff]")
PRIVATE = re.compile("[\ue000-\uf8ff]")
OURS = re.compile("[\ufdd0-\ufdef]")
LINES = "\n"


@dataclass(frozen=True)
class Run:
    """Words with one look. `raw`: already Markdown, such as a reference to a note."""

    words: str
    styles: frozenset[str] = frozenset()
    link: str = ""
    raw: bool = False


@dataclass
class Writer:
    """Writes running text; notes found on the way are kept, to be written as blocks of their own."""

    losses: Losses
    notes: list[list] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def write(self, inlines: list, breaks: str = "  \n") -> str:
        """Markdown of some inlines; a line break is written as `breaks`."""
        runs = self._runs(inlines, frozenset(), "")
        text = "".join(
            self._linked(link, list(group)) for link, group in groupby(_tight(runs), key=lambda run: run.link)
        )
        text = CODE.sub(lambda found: _code(ESCAPED.sub(r"\1", found[1])), text)
        text = re.sub(r"[ \t\u2028\u2029\x85]+", " ", text)
        text = re.sub(r" *\n *", LINES, text.strip()).strip()
        text = re.sub(r"!(?=\[)", r"\\!", text)  # else a link would be a picture
        return text.replace(LINES, breaks)

    def _runs(self, inlines: list, styles: frozenset, link: str) -> list[Run]:
        return [run for inline in inlines for run in self._run(inline["t"], inline.get("c"), styles, link)]

    def _run(self, kind: str, content, styles: frozenset, link: str) -> list[Run]:
        match kind:
            case "Str":
                return [Run(self.words(content), styles, link)]
            case "Space" | "SoftBreak":
                return [Run(" ", styles, link)]
            case "LineBreak":
                return [Run(LINES, styles, link)]
            case "Strong" | "Emph" | "Strikeout" | "Superscript" | "Subscript":
                return self._runs(content, styles | {STYLES[kind]}, link)
            case "Underline":
                if not link:
                    self.losses.add("underline", plain(content))
                return self._runs(content, styles, link)
            case "SmallCaps":
                return self._runs(content, styles, link)
            case "Quoted":
                return self._quoted(content, styles, link)
            case "Link":
                return self._runs(content[1], styles, link or self._target(content))
            case "Span" | "Cite":
                return self._runs(content[1], styles, link)
        return self._object(kind, content, styles, link)

    def _object(self, kind: str, content, styles: frozenset, link: str) -> list[Run]:
        """What is no plain words: pictures, notes, code, formulas."""
        match kind:
            case "Image":
                self._picture(content)
            case "Note":
                self.notes.append(content)
                return [Run(f"[^{len(self.notes)}]", raw=True)]
            case "Code":
                return [Run(_code(self.words(content[1])), styles - {"em"}, link, raw=True)]
            case "Math":
                self.losses.add("formulas", content[1])
                return [Run(_code(self.words(content[1])), frozenset(), link, raw=True)]
            case "RawInline":
                self.losses.add("markup", content[1])
        return []

    def _quoted(self, content: list, styles: frozenset, link: str) -> list[Run]:
        left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        return [Run(left, styles, link), *self._runs(content[1], styles, link), Run(right, styles, link)]

    def words(self, words: str) -> str:
        """Words without our marks, which are kept as sources, and without signs that nobody sees."""
        self.sources += [int(number) for number in MARK.findall(words)]
        return CONTROL.sub("", UNSEEN.sub("", PRIVATE.sub(self._sign, MARK.sub("", words))))

    def _sign(self, letter: re.Match) -> str:
        found = private(letter[0])
        if not found:
            self.losses.add("symbols", f"U+{ord(letter[0]):04X}")
        return found

    def _target(self, content: list) -> str:
        target = content[2][0].strip()
        if SCHEME.match(target):
            return quote(target, safe="%/:=&?~#+!$,;'@()*[]-._")
        if target and not target.startswith("#"):
            self.losses.add("links", f"{plain(content[1])} ({target})")
        return ""

    def _picture(self, content: list) -> None:
        words = plain(content[1])
        self.losses.add("pictures described" if words else "pictures", words)

    def _linked(self, link: str, runs: list[Run]) -> str:
        if not link or not "".join(run.words for run in runs).strip():
            return _styled(runs, "strong")
        words = "".join(run.words for run in runs)
        if words.strip() in (link, link.removeprefix("mailto:")) and not re.search(r"[\s()<>]", words.strip()):
            return words.replace(words.strip(), f"<{words.strip()}>")
        before, inner, after = _trimmed(_styled(runs, "strong", linked=True))
        target = f"<{link}>" if re.search(r"[()]", link) else link
        return f"{before}[{inner}]({target}){after}"


def _tight(runs: list[Run]) -> list[Run]:
    """Neighbours of one look as one run."""
    tight = []
    for key, group in groupby(runs, key=lambda run: (run.styles, run.link, run.raw)):
        words = "".join(run.words for run in group)
        if words:
            tight.append(Run(words, *key))
    return tight


def _styled(runs: list[Run], style: str, linked: bool = False) -> str:
    """The runs with their marks, `style` outermost and then the others in their order."""
    order = ["strong", "em", "s", "sup", "sub", ""]
    if not style:
        return "".join(run.words if run.raw else escaped(run.words, linked) for run in runs)
    following = order[order.index(style) + 1]
    parts = []
    for has, group in groupby(runs, key=lambda run: style in run.styles or (not run.words.strip() and not run.raw)):
        group = list(group)
        inner = _styled(group, following, linked)
        if has and any(style in run.styles and run.words.strip() for run in group):
            parts.append(_marked(group, style, following, linked))
        else:
            parts.append(inner)
    return "".join(parts)


def _marked(group: list[Run], style: str, following: str, linked: bool) -> str:
    """A group in its marks; white space at its ends, which may not have the style at all, stays outside."""
    before, inner, after = _trimmed(_styled(group, following, linked))
    match style:
        case "strong":
            return f"{before}**{inner}**{after}"
        case "em":
            return f"{before}*{inner}*{after}"
    return f"{before}<{style}>{inner}</{style}>{after}"


def _trimmed(text: str) -> tuple[str, str, str]:
    inner = text.strip()
    at = text.index(inner) if inner else 0
    return text[:at], inner, text[at + len(inner) :]


def escaped(words: str, linked: bool = False) -> str:
    """Words such that no mark of Markdown is seen in them; as few backslashes as that takes."""
    words = BACKSLASH.sub(r"\\\\", words)
    words = ENTITY.sub("&amp;", words)
    words = LIKE_TAG.sub(r"\\<", words)
    words = words.replace("`", "\\`")
    words = UNDERSCORE.sub(r"\\_", STAR.sub(r"\\*", words))
    if linked or abs(words.count("[") - words.count("]")) > 3:
        return re.sub(r"([\[\]])", r"\\\1", words)
    return LINKLIKE.sub(r"\\[", words)


def _code(words: str) -> str:
    words = " ".join(words.split())
    if not words:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def unmarked(words: str) -> str:
    """Words of a file without signs that would be taken for our own marks."""
    return OURS.sub("", words)


def plain(inlines: list) -> str:
    """The bare words of some inlines."""
    parts = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            parts.append(OURS.sub("", MARK.sub("", content)))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind in ("Code", "Math"):
            parts.append(content[1])
        elif kind in ("Link", "Image", "Span", "Quoted", "Cite"):
            parts.append(plain(content[1]))
        elif kind != "Note" and isinstance(content, list):
            parts.append(plain(content))
    return "".join(parts)
