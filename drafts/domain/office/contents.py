"""Tables of contents that somebody typed: known by their heading, and by lines that end in a page number."""

import re
from collections.abc import Sequence

HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:innehåll(?:sförteckning)?|innehållsöversikt|(?:table of )?contents|inhalt(?:sverzeichnis)?"
    r"|(?:tabell|figur|bild|diagram)förteckning|list of (?:tables|figures)"
    r"|sommaire|table des matières|indholdsfortegnelse|innhold(?:sfortegnelse)?|sisällys(?:luettelo)?)\s*:?",
    re.I,
)
LINE = re.compile(
    r".*\S(?:\s*(?:\.{3,}|…+|(?:\. ){3,}|_{3,}|·{3,})\s*|\s*\t\s*)(?:s(?:id)?\.?\s*)?(?:\d{1,3}|[ivxl]{1,6})", re.S
)
LEAST = 3


def is_heading(words: str) -> bool:
    """Whether a line says that a table of contents follows."""
    return bool(HEADING.fullmatch(" ".join(words.split())))


def typed(lines: Sequence[str]) -> set[int]:
    """Which of the lines are a table of contents that was typed by hand, its heading among them.

    Three lines or more with leaders and page numbers that never fall; under a heading that says so, two are enough.
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        if not LINE.fullmatch(lines[at].strip()):
            at += 1
            continue
        end = at
        while end < len(lines) and LINE.fullmatch(lines[end].strip()):
            end += 1
        headed = at > 0 and is_heading(lines[at - 1])
        if end - at >= (2 if headed else LEAST) and rising(lines[at:end]):
            found |= set(range(at - headed, end))
        at = end
    return found


def rising(lines: Sequence[str]) -> bool:
    pages = [int(number[0]) for line in lines if (number := re.search(r"\d+$", line.strip()))]
    return pages == sorted(pages)
