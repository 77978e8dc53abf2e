"""What became of every paragraph from one version to another: the stored ties of all steps between, put together."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import F, Q

from drafts.models import Descent, Policy

SAME = Q(before__text=F("after__text"), before__kind=F("after__kind"), before__level=F("after__level"))


class Step(NamedTuple):
    """One tie that changed something: the number of the version that it led to (None: the draft), its pk and kind."""

    version: int | None
    tie: int
    kind: str


class Path(NamedTuple):
    """From a paragraph (its pk) to what it became, by the steps that changed it; None for new and for removed."""

    before: int | None
    after: int | None
    steps: tuple[Step, ...] = ()
    kind: str = ""


Ties = Mapping[int | None, Sequence[tuple]]


def ties(policy: Policy, first: int, last: int | None) -> list[tuple[int | None, Ties]]:
    """(number, ties by what they begin at) of every version after `first` up to `last` (None: the draft); one query."""
    within = Q(version__number__gt=first)
    within = within | Q(version__number=None) if last is None else within & Q(version__number__lte=last)
    found = Descent.objects.filter(within, version__policy=policy).order_by("pk")
    alike = set(found.filter(SAME, kind=Descent.Kind.KEPT).values_list("pk", flat=True))
    steps: dict[int | None, Ties] = defaultdict(lambda: defaultdict(list))
    for number, pk, before, after, kind in found.values_list("version__number", "pk", "before", "after", "kind"):
        kind = kind if kind != Descent.Kind.KEPT else "kept" if pk in alike else "edited"
        steps[number][before].append((pk, after, kind))
    return sorted(steps.items(), key=lambda step: (step[0] is None, step[0]))


def paths(steps: Iterable[tuple[int | None, Ties]], olds: Sequence[tuple], news: Sequence[tuple]) -> list[Path]:
    """Every tie from `olds` to `news`, (pk, lineage) of both versions in reading order, with what it comes to.

    One that went and came back by its lineage is the same paragraph still.
    """
    steps = list(steps)
    living, ended = [Path(pk, pk) for pk, _lineage in olds], []
    for number, step in steps:
        living, gone = _on(living, number, step)
        ended += gone
    known = {pk for pk, _lineage in news}
    found = {(path.before, path.after): path for path in reversed(living) if path.after in known}
    traced, reached = {before for before, _after in found if before}, {after for before, after in found if before}
    # What is new beside an older origin has an origin; what ends on one way and lives on another lives.
    found = {pair: path for pair, path in found.items() if pair[0] or pair[1] not in reached}
    origins = {lineage: pk for pk, lineage in olds if pk not in traced}
    for pk, lineage in news:
        if pk not in reached and lineage in origins:
            came = found.pop((None, pk), None)
            before = origins.pop(lineage)
            traced.add(before)
            found[before, pk] = Path(before, pk, came.steps if came else ())
        elif pk not in reached:
            found.setdefault((None, pk), Path(None, pk))
    last = {path.before: path for path in ended}
    gone = [Path(pk, None, last[pk].steps if pk in last else (), "removed") for pk, _l in olds if pk not in traced]
    return _told(list(found.values()), olds, news, alone=len(steps) == 1) + gone


def _on(living: Sequence[Path], number: int | None, step: Ties) -> tuple[list[Path], list[Path]]:
    """One version further: the paths that go on, and those that end."""
    following, ended = [], []
    for path in living:
        for pk, after, kind in step.get(path.after, ()):
            made = path.steps if kind == "kept" else (*path.steps, Step(number, pk, kind))
            (ended if after is None else following).append(Path(path.before, after, made))
        if path.after not in step:
            ended.append(Path(path.before, None, path.steps))
    born = [Path(None, after, (Step(number, pk, kind),)) for pk, after, kind in step.get(None, ())]
    return following + born, [path for path in ended if path.before]


def _told(found: list[Path], olds: Sequence[tuple], news: Sequence[tuple], *, alone: bool) -> list[Path]:
    """The paths with their kinds: over a single step its own word, over several what they come to."""
    if alone:
        return [path._replace(kind=path.steps[-1].kind if path.steps else "") for path in found]
    parts, origins = Counter(path.before for path in found), Counter(path.after for path in found)
    moved = _moved([path for path in found if path.before], olds, news)
    told = []
    for path in found:
        kind = "new" if path.before is None else ""
        if path.before and parts[path.before] > 1:
            kind = "split"
        elif path.before and origins[path.after] > 1:
            kind = "merged"
        elif path in moved:
            kind = "moved"
        told.append(path._replace(kind=kind))
    return told


def _moved(found: Sequence[Path], olds: Sequence[tuple], news: Sequence[tuple]) -> set[Path]:
    """Those that were moved on their way and do not stand behind the same paragraph again."""
    old_at = {pk: at for at, (pk, _lineage) in enumerate(olds)}
    new_at = {pk: at for at, (pk, _lineage) in enumerate(news)}
    wandered = {path for path in found if any(step.kind == "moved" for step in path.steps)}
    if not wandered:
        return set()
    stayed = [(old_at[path.before], new_at[path.after]) for path in found if path not in wandered]
    by_old, by_new = sorted(stayed), sorted((new, old) for old, new in stayed)

    def behind(path: Path) -> tuple[int, int]:
        first = bisect_left(by_old, (old_at[path.before],)) - 1
        second = bisect_left(by_new, (new_at[path.after],)) - 1
        return (by_old[first][0] if first >= 0 else -1, by_new[second][1] if second >= 0 else -1)

    return {path for path in wandered if len(set(behind(path))) > 1}
