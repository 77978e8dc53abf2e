"""Ties the paragraphs of two texts: what is surely the same first, what is only likely last."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .divisions import divisions
from .likening import Likeness
from .order import Places, in_order
from .reading import Reading, alike

# So many paragraphs to either side of where it would stand, a paragraph is in its place.
BESIDE = 3
# Texts of fewer words are alike by chance: the same one far away is tied last.
FEW_WORDS = 4
# So many paragraphs that are tied tell of the heading above them.
FEW_UNDER = 2
# Of what both say, so much must be the same: in its place, and anywhere else; and what is the same beyond doubt.
HERE, ELSEWHERE, SURE = 0.3, 0.5, 0.75
# How alike a text counts that was only added to or shortened.
SURELY = 85
PENALTY = 10
SECTION = 3


@dataclass(frozen=True)
class Tie:
    """One paragraph before and after, by position in the two texts.

    `kind`: kept, edited, moved (edited or not), split, merged, new (no `before`), removed (no `after`).
    A split is two ties or more with one `before`, its first part first; a merge the same with one `after`.
    `like`: how many of 100 letters are the same.
    """

    before: int | None
    after: int | None
    kind: str
    like: int = field(default=100, compare=False)


def align(old: Sequence, new: Sequence, known: Mapping[int, int] | None = None) -> list[Tie]:
    """Ties for every paragraph of both, in the order of the new text, what was removed at its old place.

    Works on anything with `.kind`, `.level` and `.text`. `known` ties {old position: new position} hold; the rest
    is tied around them: the same text first, wherever it stands; then the likest pairs, stricter far from where a
    paragraph would stand than in its place; parts of one that was split, or merged into one.
    """
    work = Alignment(Reading(old), Reading(new), dict(known or {}))
    work.tie_same_text()
    work.tie_likest(SURE, work.near)
    work.tie_repeated()
    work.tie_likest(HERE, work.beside)
    work.tie_late()
    work.tie_headings()
    parts = divisions(work.before, work.after, work.pairs)
    work.tie_likest(ELSEWHERE, work.near, parts)
    return work.ties(parts)


def retie(old: Sequence, new: Sequence, links: Iterable[tuple[int, int]]) -> list[Tie]:
    """The ties of two texts of which it is known what belongs together: (old position, new position).

    Several links from one old paragraph are a split, several to one new a merge.
    """
    links = sorted(set(links))
    begins, ends = Counter(a for a, _b in links), Counter(b for _a, b in links)
    parts = [(a, b, "split" if begins[a] > 1 else "merged") for a, b in links if begins[a] > 1 or ends[b] > 1]
    parted = {(a, b) for a, b, _kind in parts}
    work = Alignment(Reading(old), Reading(new), {a: b for a, b in links if (a, b) not in parted})
    return work.ties(parts)


class Alignment:
    """Two texts and what is tied so far: `pairs`, {old position: new position}."""

    def __init__(self, before: Reading, after: Reading, pairs: dict[int, int]) -> None:
        self.before, self.after, self.pairs = before, after, pairs
        self.likeness = Likeness(before, after)
        self.repeated: list[tuple[list[int], list[int]]] = []

    def free(self) -> tuple[list[int], list[int]]:
        """The positions of both texts that are not tied."""
        taken = set(self.pairs.values())
        olds = [a for a in range(len(self.before.texts)) if a not in self.pairs]
        return olds, [b for b in range(len(self.after.texts)) if b not in taken]

    def equals(self) -> list[tuple[list[int], list[int]]]:
        """Where equal texts stand that are not tied: (old positions, new positions), the fewest first."""
        places = defaultdict(lambda: ([], []))
        for side, (reading, free) in enumerate(zip((self.before, self.after), self.free(), strict=True)):
            for at in free:
                places[reading.keys[at]][side].append(at)
        shared = [group for group in places.values() if group[0] and group[1]]
        return sorted(shared, key=lambda group: len(group[0]) * len(group[1]))

    def tie_same_text(self) -> None:
        """What occurs once in each; of few words only where one would look for it."""
        once = [(olds[0], news[0]) for olds, news in self.equals() if len(olds) == len(news) == 1]
        self.pairs |= {a: b for a, b in once if len(self.before.words[a]) >= FEW_WORDS}
        places = self.places()
        self.pairs |= {a: b for a, b in once if a not in self.pairs and self.is_here(places, a, b)}

    def places(self) -> Places:
        return Places(dict(self.pairs), len(self.before.texts), len(self.after.texts))

    def is_here(self, places: Places, a: int, b: int) -> bool:
        return places.away(a, b) <= BESIDE

    def tie_repeated(self, least: int = 1) -> None:
        """Equal texts: the heading above, what stands under it, and the neighbours tell which is which.

        `least`: how much they must tell.
        """
        over = ((self.before.parents[a], self.after.parents[b]) for a, b in self.pairs.items())
        self.children = Counter(over)
        for olds, news in self.equals():
            if len(olds) * len(news) > 10_000:
                self.pairs |= dict(zip(olds, news, strict=False))
            else:
                self.pairs |= greedy(self._told(olds, news, least))

    def _told(self, olds: list[int], news: list[int], least: int) -> list[tuple]:
        scored = []
        for rank, a in enumerate(olds):
            for place, b in enumerate(news):
                score = 3 * self.is_same_section(a, b) + 2 * self.children[a, b]
                score += self.before.sources[a] == self.after.sources[b]
                score += sum(self._neighbours(a + step, b + step) for step in (-1, 1))
                if score >= least:
                    scored.append((-score, abs(rank - place), abs(self.before.part(a) - self.after.part(b)), a, b))
        return scored

    def is_same_section(self, a: int, b: int) -> bool:
        over, under = self.before.parents[a], self.after.parents[b]
        return over == under == -1 or self.pairs.get(over, -1) == under

    def _neighbours(self, a: int, b: int) -> int:
        if not (0 <= a < len(self.before.keys) and 0 <= b < len(self.after.keys)):
            return 0
        return (self.pairs.get(a) == b) + (self.before.keys[a] == self.after.keys[b])

    def tie_late(self) -> None:
        """Equal texts that nothing speaks for but that they are equal: still moved, not removed and new."""
        self.tie_repeated(least=0)

    def tie_headings(self) -> None:
        """A heading with other words over the same section: most of what stood under the old stands under the new."""
        both = Counter((self.before.parents[a], self.after.parents[b]) for a, b in self.pairs.items())
        under = Counter(self.before.parents), Counter(self.after.parents)
        olds, news = (set(free) for free in self.free())
        for (a, b), count in both.items():
            most = count >= FEW_UNDER and 2 * count > max(under[0][a], under[1][b])
            if most and a in olds and b in news:
                self.pairs[a] = b

    def near(self, olds: list[int], news: list[int], places: Places) -> Iterable[tuple[int, int]]:
        for a, found in self.likeness.near(olds, news).items():
            yield from ((a, b) for b in found)

    def beside(self, olds: list[int], news: list[int], places: Places) -> Iterable[tuple[int, int]]:
        free = set(news)
        for a in olds:
            window = {place + step for place in places.expected(a) for step in range(-BESIDE, BESIDE + 1)}
            yield from ((a, b) for b in sorted(window & free))

    def tie_likest(self, shared: float, candidates: Callable, parts: Iterable[tuple] = ()) -> None:
        """The likest first, those that share enough of their words; `parts` are tied by other means."""
        olds, news = self.free()
        parted = {a for a, _b, _kind in parts}, {b for _a, b, _kind in parts}
        olds, news = ([at for at in free if at not in out] for free, out in zip((olds, news), parted, strict=True))
        places, twins = self.places(), self._twins()
        scored = []
        for a, b in candidates(olds, news, places):
            score = self._score(a, b, shared, twins)
            if score:
                distance = places.part(a, b)
                score += SECTION * self.is_same_section(a, b)
                scored.append((PENALTY * distance - score, 0, distance, a, b))
        self.pairs |= greedy(scored)

    def _twins(self) -> tuple[set[int], set[int]]:
        """Positions on both sides whose very text stands on the other side too, free."""
        groups = self.equals()
        return {a for olds, _news in groups for a in olds}, {b for _olds, news in groups for b in news}

    def _score(self, a: int, b: int, shared: float, twins: tuple[set[int], set[int]]) -> float:
        """0 when the two are not alike enough; one whose very text stands elsewhere must be held whole."""
        if not self.likeness.may_be(a, b):
            return 0
        words = self.likeness.words(a, b)
        known = (a in twins[0]) + (b in twins[1])
        if self.before.keys[a] == self.after.keys[b]:
            return 100 + 10 if shared == HERE else 0
        if shared == HERE and known != 2 and self.likeness.is_held(a, b):
            return max(SURELY, self.likeness.letters(a, b)) + 10 * words
        if known or words < shared:
            return 0
        letters = self.likeness.letters(a, b)
        return letters and letters + 10 * words

    def ties(self, parts: list[tuple[int, int, str]]) -> list[Tie]:
        """Every paragraph of both, with what became of it."""
        parted = {(a, b) for a, b, _kind in parts}
        settled = in_order(self.pairs)
        found = [Tie(a, b, kind, self._like(a, b)) for a, b, kind in parts]
        for a, b in self.pairs.items():
            if (a, b) not in parted:
                found.append(Tie(a, b, self._kind(a, b, settled), self._like(a, b)))
        return in_reading_order(found, len(self.before.texts), len(self.after.texts))

    def _kind(self, a: int, b: int, settled: set[int]) -> str:
        if a not in settled:
            return "moved"
        return "kept" if self.before.sources[a] == self.after.sources[b] else "edited"

    def _like(self, a: int, b: int) -> int:
        first, second = self.before.sources[a], self.after.sources[b]
        return 100 if first == second else min(99, round(alike(first, second)))


def greedy(scored: list[tuple]) -> dict[int, int]:
    """The lowest first; each position is taken once."""
    chosen, taken = {}, set()
    for *_score, a, b in sorted(scored):
        if a not in chosen and b not in taken:
            chosen[a] = b
            taken.add(b)
    return chosen


def in_reading_order(ties: list[Tie], olds: int, news: int) -> list[Tie]:
    """With ties for what is new and for what was removed, which stands behind what stood before it."""
    befores, afters = {tie.before for tie in ties}, {tie.after for tie in ties}
    ties = ties + [Tie(None, b, "new", 0) for b in range(news) if b not in afters]
    at_old = {}
    for tie in ties:
        if tie.before is not None and tie.kind != "moved":
            at_old[tie.before] = max(tie.after, at_old.get(tie.before, -1))
    placed, last = [((tie.after, 0, tie.before or 0), tie) for tie in ties], -1
    for a in range(olds):
        last = at_old.get(a, last)
        if a not in befores:
            placed.append(((last, 1, a), Tie(a, None, "removed", 0)))
    return [tie for _place, tie in sorted(placed, key=lambda each: each[0])]
