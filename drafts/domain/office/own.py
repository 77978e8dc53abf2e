"""What Samråd itself puts into a file that it hands out, known by the names of its styles; it is not read in again."""

import re
from collections.abc import Iterable

HEAD = re.compile(r"samrad ?head\w*|block number")
NUMBER = "samradnumber"
TABLE = "SamradHead"


def is_own(names: Iterable[str]) -> bool:
    """Whether a paragraph or table with styles of these names (in small letters) is our own addition."""
    return any(HEAD.fullmatch(name) for name in names)


def is_number(names: Iterable[str]) -> bool:
    """Whether a run with styles of these names is a paragraph's printed number."""
    return NUMBER in names
