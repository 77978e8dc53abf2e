"""What an editor's window sends in one go: steps that are taken together, all or none, or refused with both texts."""

from .acts import Insert, Move, Remove, Rewrite, Step, Title
from .clashes import Clash, Overtaken, Told, Words
from .taking import Taken, WordsRefused, cursor, take

__all__ = [
    "Clash",
    "Insert",
    "Move",
    "Overtaken",
    "Remove",
    "Rewrite",
    "Step",
    "Taken",
    "Title",
    "Told",
    "Words",
    "WordsRefused",
    "cursor",
    "take",
]
