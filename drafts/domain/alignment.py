"""Which paragraph of a new text is which of the old: for a text that comes in whole, from outside the editor."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .divisions import divisions
from .likening import PENALTY, Reading, candidates


@dataclass(frozen=True)
class Tie:
    """One paragraph before and after, by position in the two texts.

    `kind`: kept, edited, moved (edited or not), split, merged, new (no `before`), removed (no `after`).
    A split is two ties or more with one `before`, its first part first; a merge the same with one `after`.
    """

    before: int | None
    after: int | None
    kind: str


def align(old: Sequence, new: Sequence) -> list[Tie]:
    """Ties for every paragraph of both, in the order of the new text, what was removed at its old place.

    Works on anything with `.kind`, `.level` and `.text`. The same text first, wherever it stands; then the likest
    pairs, at least 60 of 100, less a little for distance; then parts of one that was split, or merged into one.
    """
    before, after = Reading(old), Reading(new)
    pairs, repeated = _same_text(before, after)
    _likest(before, after, pairs, [each for group in repeated for each in group])
    for olds, news in repeated:
        pairs |= _repeated(before, after, olds, news, pairs)
    _likest(before, after, pairs)
    ties = divisions(before, after, pairs)
    parted = {(a, b) for a, b, _kind in ties}
    settled = _in_order(pairs)
    found = [Tie(a, b, kind) for a, b, kind in ties]
    found += [Tie(a, b, _kind(before, after, a, b, settled)) for a, b in pairs.items() if (a, b) not in parted]
    return _sorted(found, len(before.texts), len(after.texts))


def _kind(before: Reading, after: Reading, a: int, b: int, settled: set[int]) -> str:
    if a not in settled:
        return "moved"
    return "kept" if before.sources[a] == after.sources[b] else "edited"


def _same_text(before: Reading, after: Reading) -> tuple[dict[int, int], list]:
    """Pairs of texts that occur once in each, and the positions of those that are equal but occur more often."""
    places = defaultdict(lambda: ([], []))
    for side, reading in enumerate((before, after)):
        for at, key in enumerate(reading.keys):
            places[key][side].append(at)
    shared = [group for group in places.values() if group[0] and group[1]]
    pairs = {olds[0]: news[0] for olds, news in shared if len(olds) == len(news) == 1}
    repeated = [group for group in shared if len(group[0]) + len(group[1]) > 2]
    return pairs, sorted(repeated, key=lambda group: len(group[0]) * len(group[1]))


def _repeated(before: Reading, after: Reading, olds: list[int], news: list[int], pairs: dict) -> dict[int, int]:
    """Equal texts that occur several times: the heading above, and the neighbours, tell which is which."""
    if len(olds) * len(news) > 10_000:
        return dict(zip(olds, news, strict=False))
    scored = []
    for rank, a in enumerate(olds):
        for place, b in enumerate(news):
            over, under = before.parents[a], after.parents[b]
            score = 3 * (over == under == -1 or pairs.get(over, -1) == under)
            score += sum(_neighbours(before, after, a + step, b + step, pairs) for step in (-1, 1))
            scored.append((-score, abs(rank - place), abs(before.part(a) - after.part(b)), a, b))
    return _greedy(scored)


def _neighbours(before: Reading, after: Reading, a: int, b: int, pairs: dict) -> int:
    if not (0 <= a < len(before.keys) and 0 <= b < len(after.keys)):
        return 0
    return (pairs.get(a) == b) + (before.keys[a] == after.keys[b])


def _likest(before: Reading, after: Reading, pairs: dict[int, int], waiting: Sequence = ((), ())) -> None:
    """Adds pairs of unlike texts, the likest first; `waiting`: positions that are tied by other means."""
    busy_old, busy_new = set(pairs), set(pairs.values())
    for group in range(0, len(waiting), 2):
        busy_old |= set(waiting[group])
        busy_new |= set(waiting[group + 1])
    olds = [a for a in range(len(before.texts)) if a not in busy_old]
    news = [b for b in range(len(after.texts)) if b not in busy_new]
    expected = _expected(pairs, len(before.texts), len(after.texts))
    scored = []
    for a, b, score in candidates(before, after, olds, news, pairs):
        distance = min(1.0, abs(expected(a) - b) / max(1, len(after.texts)))
        scored.append((PENALTY * distance - score, 0, distance, a, b))
    pairs |= _greedy(scored)


def _greedy(scored: list[tuple]) -> dict[int, int]:
    chosen, taken = {}, set()
    for *_score, a, b in sorted(scored):
        if a not in chosen and b not in taken:
            chosen[a] = b
            taken.add(b)
    return chosen


def _expected(pairs: dict[int, int], olds: int, news: int):
    """Where in the new text an old paragraph would stand, from the nearest pair before it."""
    anchors = sorted(a for a in _in_order(pairs))

    def place(a: int) -> float:
        at = bisect_left(anchors, a)
        if at:
            return pairs[anchors[at - 1]] + a - anchors[at - 1]
        return a * news / max(1, olds)

    return place


def _in_order(pairs: dict[int, int]) -> set[int]:
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


def _sorted(ties: list[Tie], olds: int, news: int) -> list[Tie]:
    befores, afters = {tie.before for tie in ties}, {tie.after for tie in ties}
    ties = ties + [Tie(None, b, "new") for b in range(news) if b not in afters]
    at_old = {}
    for tie in ties:
        if tie.before is not None and tie.kind != "moved":
            at_old[tie.before] = max(tie.after, at_old.get(tie.before, -1))
    placed, last = [((tie.after, 0, tie.before or 0), tie) for tie in ties], -1
    for a in range(olds):
        last = at_old.get(a, last)
        if a not in befores:
            placed.append(((last, 1, a), Tie(a, None, "removed")))
    return [tie for _place, tie in sorted(placed, key=lambda each: each[0])]
