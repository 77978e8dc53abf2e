"""Where paragraphs stand among those that are tied already: what has moved, and what lies where one would look."""

from bisect import bisect_left
from collections.abc import Mapping


def in_order(pairs: Mapping[int, int]) -> set[int]:
    """The most old positions whose new positions rise with them: those paragraphs have not moved."""
    tails, ends, back = [], [], {}
    for a in sorted(pairs):
        at = bisect_left(tails, pairs[a])
        tails[at : at + 1], ends[at : at + 1] = [pairs[a]], [a]
        back[a] = ends[at - 1] if at else None
    kept, a = set(), ends[-1] if ends else None
    while a is not None:
        kept.add(a)
        a = back[a]
    return kept


class Places:
    """Where in the new text an old paragraph would stand, told by its tied neighbours above and below."""

    def __init__(self, pairs: Mapping[int, int], olds: int, news: int) -> None:
        self.pairs, self.olds, self.news = pairs, olds, news
        self.anchors = sorted(pairs)

    def expected(self, a: int) -> list[int]:
        """One place told by the nearest above, one by the nearest below; the ends of the texts tell too."""
        at = bisect_left(self.anchors, a)
        above = self.anchors[at - 1] if at else -1
        below = self.anchors[at] if at < len(self.anchors) else self.olds
        return [self.pairs.get(above, -1) + a - above, self.pairs.get(below, self.news) + a - below]

    def away(self, a: int, b: int) -> int:
        """How many paragraphs lie between where `a` would stand and `b`."""
        return min(abs(place - b) for place in self.expected(a))

    def part(self, a: int, b: int) -> float:
        """The same, as a part of the whole text, 0 to 1."""
        return min(1.0, self.away(a, b) / max(1, self.news))
