"""What comments are about: themes given by hand, and those that words in common point at."""

from .giving import give, make, merge, remove, rename, take
from .proposing import accept, decline, propose

__all__ = ["accept", "decline", "give", "make", "merge", "propose", "remove", "rename", "take"]
