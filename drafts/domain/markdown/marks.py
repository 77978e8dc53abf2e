"""Marks that Markdown reads at the ends of a line, escaped where they are meant as words."""

import html
import re

LEADS = re.compile(r"^(#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|```|~~~|-+$)")
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
SUSPECT = re.compile(r"^[^\w\"'“”«»(§–—]|^\d+[.)]|\n")
UNDERLINE = re.compile(r"^=+\s*$", re.M)
CLOSING = re.compile(r"(^|\s)(#+)$")
TAG = re.compile(r"<[^<>]*>")


def plain_start(text: str) -> str:
    """Escapes what Markdown would take for a block's mark, or alone on a line for a heading's rule."""
    text = UNDERLINE.sub(r"\\\g<0>", text)
    return NUMBERED.sub(r"\1\\\2", LEADS.sub(r"\\\1", text))


def headline(content: str) -> str:
    """A heading's text on one line; a # at its end is a word, not the mark that closes a heading."""
    return CLOSING.sub(r"\1\\\2", " ".join(content.split()))


def has_words(text: str) -> bool:
    """Whether anything is left to read when the tags are gone."""
    return bool(html.unescape(TAG.sub("", text)).strip())
