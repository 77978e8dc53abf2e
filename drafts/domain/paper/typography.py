"""Small type: what belongs together stays on one line."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
NUMBERED = "klockan|kl\\.|kap\\.|avsnitt|version|förslag|sida|section|chapter|proposal|page|nr|no\\."
HARD = "\xa0"
TIES = [
    (re.compile(rf"(\d) ({MONTHS})\b"), rf"\1{HARD}\2"),
    (re.compile(r"(§§?) (\d)"), rf"\1{HARD}\2"),
    (re.compile(r"(\d) (§|%|kap\b)"), rf"\1{HARD}\2"),
    (re.compile(rf"\b({NUMBERED}) (\d)", re.IGNORECASE), rf"\1{HARD}\2"),
    (re.compile(r"\b([A-ZÅÄÖ]{2,6}) (\d{4}/\d)"), rf"\1{HARD}\2"),
]
RANGE = re.compile(r"(\d+[–-]\d+)")


def tied(text: str) -> SafeString:
    """Text -> HTML with hard spaces in dates, sections and numbers, no break within a range; escaped unless safe."""
    return tied_html(conditional_escape(text))


def tied_html(html: str) -> SafeString:
    """The same for HTML that is safe already: words between tags only."""
    parts = re.split(r"(<[^>]*>)", str(html))
    return mark_safe("".join(part if part.startswith("<") else _tie(part) for part in parts))


def _tie(text: str) -> str:
    for pattern, replacement in TIES:
        text = pattern.sub(replacement, text)
    return RANGE.sub(r'<span class="nowrap">\1</span>', text)


def grouped(checksum: str) -> str:
    """A checksum in groups of eight, to be read aloud."""
    return " ".join(checksum[i : i + 8] for i in range(0, len(checksum), 8))
