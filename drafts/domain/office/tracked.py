"""Tracked changes, whatever file they are in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from .reading import Reading

# Whether a person's changes are taken.
Taken = Callable[[str], bool]
NONE: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Change:
    """One tracked change and the paragraph of the file that it lies in."""

    author: str
    at: str
    place: int


class Tracked(Protocol):
    """A file that can be read several times, with other people's changes taken."""

    changes: list[Change]

    def read(self, taken: Taken = lambda author: True, labels: Mapping[int, str] = NONE) -> Reading:
        """The text with the changes of those that `taken` says; the others' are not in it.

        `labels`: the numbers that paragraphs keep, though others before them came or went.
        """
        ...
