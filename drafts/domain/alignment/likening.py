"""How alike two paragraphs are, and which pairs are worth a look: rare words lead to them, letters decide."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from .reading import Reading, alike

# So many of 100 letters must be the same for two paragraphs to be one.
LEAST = 60
# A heading that became a line of text, or the other way round, must be this alike.
TURNED = 80
# One that is held whole in the other is at least so much of it.
HELD = 0.25
ENDS = " .,;:"
# Looked at for each paragraph: those that share its rarest words, and those near where it is expected.
RAREST = 10
COMMON = 200
MOST = 12


class Likeness:
    """Compares the paragraphs of two texts; a word weighs the more, the fewer paragraphs have it."""

    def __init__(self, before: Reading, after: Reading) -> None:
        self.before, self.after = before, after
        spread = Counter(stem for each in (before, after) for stems in each.stems for stem in stems)
        count = len(before.texts) + len(after.texts)
        self.weights = {stem: 0.1 + math.log(count / times) for stem, times in spread.items()}
        self.sums = [[self.weigh(stems) for stems in each.stems] for each in (before, after)]
        self._letters: dict[tuple[int, int], float] = {}

    def weigh(self, stems: Iterable[str]) -> float:
        return sum(self.weights[stem] for stem in stems)

    def letters(self, a: int, b: int) -> float:
        """How many of 100 letters are the same, 0 when too few for one paragraph."""
        if (a, b) not in self._letters:
            least = LEAST if self.before.kinds[a] == self.after.kinds[b] else TURNED
            first, second = self.before.keys[a][1], self.after.keys[b][1]
            self._letters[a, b] = alike(first, second, least)
        return self._letters[a, b]

    def words(self, a: int, b: int) -> float:
        """How much of what both say is the same, 0 to 1, a rare word counting more than a common one."""
        both = self.sums[0][a] + self.sums[1][b]
        return 2 * self.weigh(self.before.stems[a] & self.after.stems[b]) / both if both else 0.0

    def is_held(self, a: int, b: int) -> bool:
        """Whether one is the other with something added before or after it."""
        short, long = sorted((self.before.keys[a][1].rstrip(ENDS), self.after.keys[b][1].rstrip(ENDS)), key=len)
        if self.before.kinds[a] != self.after.kinds[b] or len(short) < HELD * len(long):
            return False
        return bool(short) and (long.startswith(short) or long.endswith(short))

    def may_be(self, a: int, b: int) -> bool:
        """Whether the kinds of the two allow that they are one paragraph."""
        kinds = {self.before.kinds[a], self.after.kinds[b]}
        return len(kinds) == 1 or kinds == {"heading", "text"}

    def near(self, olds: list[int], news: list[int]) -> dict[int, list[int]]:
        """For each old position, the new ones that share its rarest words, the most telling first."""
        places = defaultdict(list)
        for b in news:
            for stem in self.after.stems[b]:
                places[stem].append(b)
        found = {}
        for a in olds:
            stems = sorted((stem for stem in self.before.stems[a] if stem in places), key=self._rank)[:RAREST]
            scores: dict[int, float] = defaultdict(float)
            for at, stem in enumerate(stems):
                if at < 2 or len(places[stem]) <= COMMON:
                    for b in places[stem]:
                        scores[b] += self.weights[stem]
            rated = [(score / (self.sums[0][a] + self.sums[1][b]), -b) for b, score in scores.items()]
            found[a] = [-at for _score, at in heapq.nlargest(MOST, rated)]
        return found

    def _rank(self, stem: str) -> tuple[float, str]:
        return -self.weights[stem], stem
