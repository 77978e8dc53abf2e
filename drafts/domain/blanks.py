"""What a template left to be filled in: words within [brackets]."""

import re

from drafts.models import Paragraph, Version

# No footnote ([^1]), no link ([word](address), [word][label]), nothing escaped.
BLANK = re.compile(r"(?<![\\\]])\[(?!\^)([^\[\]\n]+)\](?![\[(:])")


def unfilled(draft: Version) -> list[Paragraph]:
    """The paragraphs where something within brackets still stands, in reading order."""
    return [each for each in draft.paragraphs.filter(text__contains="[") if has_blank(each.text, draft.links)]


def has_blank(text: str, links: str = "") -> bool:
    """Whether the Markdown has brackets that are no link; `links`: the link definitions of the text."""
    return any(f"[{label}]:".casefold() not in links.casefold() for label in BLANK.findall(text))
