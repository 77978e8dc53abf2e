"""What a word processor's file says of each of its paragraphs that pandoc's tree does not."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass
class Place:
    """One paragraph of the file.

    `heading`: its level, 0 for none. `item`: "bullet", "ordered" or "". `label`: the number that it shows, kept as
    words unless it is an ordered item's marker. `group`, `depth`, `indent`: the list, its level there and how far in.
    `continues`: how deep the item is that it goes on with, by its style; `hangs`: how far in it stands, unnumbered.
    `align`: right, center or nothing.
    """

    heading: int = 0
    title: bool = False
    item: str = ""
    label: str = ""
    group: str = ""
    depth: int = 0
    indent: int = 0
    lineage: str | None = None
    quoted: bool = False
    code: bool = False
    continues: int = 0
    hangs: int = 0
    align: str = ""

    @property
    def is_listed(self) -> bool:
        return bool(self.item or self.label)


def keep_labels(places: Mapping[int, Place], labels: Mapping[int, str]) -> None:
    """Gives paragraphs the numbers that they had; of several in one, the first counts."""
    for number in sorted(places, reverse=True):
        if number in labels and places[number].item != "ordered":
            places[number].label = labels[number]


class Nesting:
    """Which items are open: how deep the next one lies, also where lists of different kinds stand inside each other."""

    NEAR = 100  # twentieths of a point

    def __init__(self) -> None:
        self.open: list[Place] = []

    def enter(self, place: Place, deepest: int) -> int:
        """The depth of an item, from 1; it is open from now on."""
        self.close(place)
        del self.open[deepest - 1 :]
        self.open.append(place)
        return len(self.open)

    def close(self, place: Place) -> int:
        """Closes the items that `place` does not lie in; how many stay open."""
        while self.open and not self._inside(place, self.open[-1]):
            self.open.pop()
        return len(self.open)

    def keep(self, depth: int) -> int:
        """Closes items deeper than `depth`; how many stay open."""
        del self.open[depth:]
        return len(self.open)

    def under(self, indent: int) -> int:
        """Closes the items whose words begin further in than `indent`; how many stay open."""
        while self.open and self.open[-1].indent > indent + self.NEAR:
            self.open.pop()
        return len(self.open)

    def clear(self) -> None:
        self.open.clear()

    def _inside(self, place: Place, item: Place) -> bool:
        if place.group == item.group:
            return place.depth > item.depth
        return place.indent > item.indent + self.NEAR
