"""Which comments are about the same thing, found from the words that they have in common; nothing is learnt outside.

A theme begins with a telling word and the words that stand in the same comments far more often than by chance. The
comments with at least two of these words are about it; so is one with a single of them that is like the others in
the rest of its words (the cosine of their weights, rarer words weighing more).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from consultation.domain.themes.stems import stem, telling

LEAST = 4  # comments in a theme
MOST_THEMES = 12
FEW, MANY = 0.3, 0.12  # a word in more than this share of few comments, or of thousands, says nothing
SEEDS = 500  # words that a theme can begin with
WORDS = 4  # words that a theme is found by
TOGETHER = 0.2  # of the comments with one of two words, how many have both
CLOSE = 0.3  # how like the others, from 0 to 1


@dataclass(frozen=True)
class Cluster:
    """Comments about the same thing, by their keys: the words as they are written, and how many are only alike."""

    words: tuple[str, ...]
    keys: tuple[int, ...]
    alike: int


class Texts:
    """The comments as sets of stems, with what is counted of them."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        stemmed = cache(stem)
        self.bags: dict[int, set[str]] = {}
        written: Counter = Counter()
        for key, text in texts:
            words = telling(text)
            written.update(words)
            self.bags[key] = set(map(stemmed, words))
        self.spelt: dict[str, Counter] = defaultdict(Counter)
        for word, number in written.items():
            self.spelt[stemmed(word)][word] = number
        self.having: dict[str, set[int]] = defaultdict(set)
        for key, bag in self.bags.items():
            for word in bag:
                self.having[word].add(key)
        most = max(min(FEW * len(self.bags), max(60, MANY * len(self.bags))), LEAST)
        self.useful = {word for word, keys in self.having.items() if LEAST <= len(keys) <= most}
        self.marked = {key: bag & self.useful for key, bag in self.bags.items()}

    def written(self, word: str) -> str:
        """The stem as most people write it."""
        return self.spelt[word].most_common(1)[0][0]

    @cache  # noqa: B019 - lives as long as one search
    def weight(self, word: str) -> float:
        """Rarer words weigh more."""
        return math.log(1 + len(self.bags) / len(self.having[word]))


def find(texts: Iterable[tuple[int, str]], *, most: int = MOST_THEMES) -> list[Cluster]:
    """The themes of (key, text) pairs, the one with most comments first; a comment is in one of them at most."""
    known = Texts(texts)
    free = set(known.bags)
    found: list[Cluster] = []
    families = sorted(candidates(known), key=lambda words: (-worth(known, words), words))
    for words in families:
        keys = both(known, words) & free
        if len(keys) < LEAST or len(found) == most:
            continue
        near = relatives(known, words, keys, free - keys)
        free -= keys | near
        spelt = tuple(known.written(word) for word in words)
        found.append(Cluster(spelt, tuple(sorted(keys | near)), len(near)))
    return sorted(found, key=lambda cluster: -len(cluster.keys))


def candidates(known: Texts) -> list[tuple[str, ...]]:
    """For each useful word its family: the words that stand in the same comments; each family once."""
    families = {}
    seeds = sorted(known.useful, key=lambda word: (-len(known.having[word]) * known.weight(word) ** 2, word))
    for word in seeds[:SEEDS]:
        family = family_of(known, word)
        if len(family) > 1:
            families.setdefault(frozenset(family), family)
    return list(families.values())


def family_of(known: Texts, word: str) -> tuple[str, ...]:
    """The word and up to three others, the closest first."""
    own = known.having[word]
    beside: Counter = Counter()
    for key in own:
        beside.update(known.marked[key])
    del beside[word]
    close = []
    for other, together in beside.items():
        if together < LEAST - 1:
            continue
        share = together / (len(own) + len(known.having[other]) - together)
        if share >= TOGETHER:
            close.append((share * known.weight(other), other))
    return (word, *(other for _share, other in sorted(close, reverse=True)[: WORDS - 1]))


def both(known: Texts, words: Sequence[str]) -> set[int]:
    """The comments with at least two of the words."""
    counted = Counter(key for word in words for key in known.having[word])
    return {key for key, number in counted.items() if number > 1}


def worth(known: Texts, words: Sequence[str]) -> float:
    """More for many comments and for rare words."""
    return len(both(known, words)) * (sum(known.weight(word) for word in words) / len(words)) ** 2


def relatives(known: Texts, words: Collection[str], keys: set[int], others: set[int]) -> set[int]:
    """Those of the others that have one of the words and are like the comments of `keys` in the rest."""
    centre = Counter(word for key in keys for word in known.bags[key] if len(known.having[word]) > 1)
    weighed = {word: number / len(keys) * known.weight(word) for word, number in centre.items() if number > 1}
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1
    asked = {key for word in words for key in known.having[word]} & others
    return {key for key in asked if likeness(known.bags[key], weighed, known.weight) / length >= CLOSE}


def likeness(bag: set[str], weighed: dict[str, float], weight: Callable[[str], float]) -> float:
    """The cosine of a comment and a centre, but for the centre's length."""
    length = math.sqrt(sum(weight(word) ** 2 for word in bag)) or 1
    return sum(weight(word) * weighed[word] for word in bag if word in weighed) / length
