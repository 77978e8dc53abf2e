"""Paragraphs that were split into several, or merged into one."""

from collections import Counter, defaultdict
from itertools import pairwise

from .reading import Reading, alike

# Together the parts must be this like the whole, and clearly liker than the best part alone.
WHOLE = 85
GAIN = 8
LONGEST = 4
SHORTEST = 12
# Parts are found by two words side by side in their beginning that few parts have.
COMMON = 10
MOST = 12
BEGINNING = 40


def divisions(before: Reading, after: Reading, pairs: dict[int, int]) -> list[tuple[int, int, str]]:
    """(before, after, split or merged) for each part: a pair and free neighbours of one side, or free ones alone."""
    back = {b: a for a, b in pairs.items()}
    found = []
    for a, run in _wholes(before, after, pairs, back):
        found += [(a, b, "split") for b in run]
    split, parted = {b for _a, b, _kind in found}, {a for a, _b, _kind in found}
    for b, run in _wholes(after, before, back, pairs):
        if b not in split and not parted & set(run):
            found += [(a, b, "merged") for a in run]
    return found


def _wholes(whole: Reading, parts: Reading, tied: dict[int, int], back: dict[int, int]):
    """(position of the whole, positions of its parts): parts that stand in a row, one of them tied to it or none."""
    shared = _rare_pairs(parts, [at for at in range(len(parts.texts)) if at not in back])
    taken: set[int] = set()
    for at, text in enumerate(whole.texts):
        partner = tied.get(at)
        if whole.kinds[at] != "text" or len(text) < 2 * SHORTEST:
            continue
        if partner is not None and parts.texts[partner] == text:
            continue
        best = _best_run(text, parts, _starts(whole.words[at], parts, partner, shared), partner, back, taken)
        if best:
            taken |= set(best)
            yield at, best


def _rare_pairs(parts: Reading, free: list[int]) -> dict[tuple[str, str], list[int]]:
    """Where two words stand side by side in the parts that are not tied; those that stand everywhere say nothing."""
    places = defaultdict(list)
    for at in free:
        for pair in set(pairwise(parts.words[at][:BEGINNING])):
            places[pair].append(at)
    return {pair: found for pair, found in places.items() if len(found) <= COMMON}


def _starts(words: list[str], parts: Reading, partner: int | None, shared: dict) -> list[int]:
    """Where a row of parts may begin: near the tied part, else at parts whose words are nearly all in the whole."""
    if partner is not None:
        return list(range(max(0, partner - LONGEST + 1), partner + 1))
    known = set(words)
    found = Counter(at for pair in set(pairwise(words)) for at in shared.get(pair, ()))
    return sorted(
        at for at, _times in found.most_common(MOST) if 100 * len(parts.bags[at] & known) >= WHOLE * len(parts.bags[at])
    )


def _best_run(text: str, parts: Reading, starts: list[int], partner, back: dict, taken: set) -> list[int]:
    alone = alike(text, parts.texts[partner]) if partner is not None else 0
    best, run = max(WHOLE, alone + GAIN) - 0.01, []
    for start in starts:
        for end in range(start + 2, min(start + LONGEST, len(parts.texts)) + 1):
            members = list(range(start, end))
            if not all(_usable(each, parts, partner, back, taken) for each in members):
                break
            if partner is not None and partner not in members:
                continue
            score = alike(text, " ".join(parts.texts[each] for each in members))
            if score > best:
                best, run = score, members
    return run


def _usable(at: int, parts: Reading, partner, back: dict, taken: set) -> bool:
    if at in taken or parts.kinds[at] != "text" or len(parts.texts[at]) < SHORTEST:
        return False
    return at == partner or at not in back
