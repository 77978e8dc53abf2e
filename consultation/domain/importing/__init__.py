"""A text that was read from a file, over a draft: what would become of each paragraph, what must be said by hand."""

from .answers import Given, decide
from .options import new_options, old_options
from .proposal import Fresh, Proposal, Row, propose
from .saving import keep_answers, save, under_way

__all__ = [
    "Fresh",
    "Given",
    "Proposal",
    "Row",
    "decide",
    "keep_answers",
    "new_options",
    "old_options",
    "propose",
    "save",
    "under_way",
]
