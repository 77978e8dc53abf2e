"""What a text may not be: checked before and after it is parsed, each refusal a whole sentence."""

import re
from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from drafts.exceptions import TextRefused

from .embedded import INLINE
from .structure import Block

BYTES = 1_000_000
BLOCKS = 5_000
CHARACTERS = 20_000
DEPTH = 6
# 20 is far above honest text; the renderer's time grows with each one that is left open.
UNCLOSED = 20

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BRACKETS = re.compile(r"\\.|[\[\]()]|</?[A-Za-z][A-Za-z0-9]*|/>", re.S)
NESTING = INLINE - {"br"} | {"blockquote", "div", "li", "ol", "p", "table", "ul"}


def check_source(markdown: str) -> None:
    """Refuse what need not be parsed to be refused."""
    size = len(markdown)
    if size <= BYTES:
        size = len(markdown.encode("utf-8", "surrogatepass"))
    if size > BYTES:
        megabytes = number_format(size / 1_000_000, 1)
        raise TextRefused(_("The text is %(size)s MB. A text may be at most 1 MB.") % {"size": megabytes})
    if CONTROL.search(markdown):
        raise TextRefused(_("This is not a text: it has control characters. Save it as plain text in UTF-8."))
    if not markdown.strip():
        raise TextRefused(_("The text is empty."))


def check_depth(depth: int, line: int) -> None:
    """Refuse lists and quotes nested deeper than paper and screen readers can follow."""
    if depth > DEPTH:
        raise TextRefused(
            _("Line %(line)d lies deeper than %(depth)d levels of lists and quotes.") % {"line": line, "depth": DEPTH}
        )


def check_blocks(blocks: Iterable[Block]) -> None:
    """Refuse what would cost too much to render, or has nothing to read."""
    blocks = list(blocks)
    if not blocks:
        raise TextRefused(_("There is no paragraph in the text."))
    if len(blocks) > BLOCKS:
        raise TextRefused(
            _("The text has %(count)d paragraphs. It may have at most %(most)d.")
            % {"count": len(blocks), "most": BLOCKS}
        )
    for block in blocks:
        check_text(block)


def check_text(block: Block) -> None:
    """Refuse one paragraph when it is too long or leaves too many brackets open."""
    text = block.text
    if len(text) > CHARACTERS:
        raise TextRefused(
            _("The paragraph that begins “%(start)s” has %(count)d characters. It may have at most %(most)d.")
            % {"start": _start(text), "count": len(text), "most": CHARACTERS}
        )
    if block.kind != "code" and _unclosed(text) > UNCLOSED:
        raise TextRefused(
            _("The paragraph that begins “%(start)s” has too many brackets or tags that are not closed.")
            % {"start": _start(text)}
        )


def _start(text: str) -> str:
    return text[:40].split("\n")[0]


def _unclosed(text: str) -> int:
    """The most brackets of one sort, or tags, that are open at once."""
    open_now, most = {"[": 0, "(": 0, "<": 0}, 0
    for mark in BRACKETS.findall(text):
        if mark in open_now:
            open_now[mark] += 1
        elif mark in "])":
            sort = "[" if mark == "]" else "("
            open_now[sort] = max(0, open_now[sort] - 1)
        elif mark == "/>" or mark.startswith("</"):
            open_now["<"] = max(0, open_now["<"] - 1)
        elif mark[1:].lower() in NESTING:
            open_now["<"] += 1
        most = max(most, *open_now.values())
    return most
