"""Comparisons of frozen versions as they were said when the later one was frozen: read, never made again."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Prefetch

from drafts.models import Comparison, Paragraph, Policy, Version

from . import alteration, ancestry
from .ancestry import Step
from .rows import Alter, Row, altered, rows_of, tie_kin


def keep(version: Version) -> None:
    """Stores what changed from every earlier frozen version to this one, which has just been frozen."""
    earlier = list(
        version.policy.versions.frozen()
        .filter(number__lt=version.number)
        .exclude(pk__in=Comparison.objects.filter(after=version).values("before"))
        .order_by("number")
        .prefetch_related(Prefetch("paragraphs", to_attr="text_then"))
    )
    if not earlier:
        return
    new = list(version.paragraphs.all())
    steps = ancestry.ties(version.policy, earlier[0].number, version.number)
    alter = _remembering()
    made = [
        Comparison(before=before, after=version, rows=entries(before, version, before.text_then, new, steps, alter))
        for before in earlier
    ]
    # Two readers may be first at once: the one that is stored is the one that counts.
    Comparison.objects.bulk_create(made, batch_size=20, ignore_conflicts=True)


def read(before: Version, after: Version) -> list[Row]:
    """The stored rows of two frozen versions; what was frozen before they were stored is stored on first reading."""
    old, new = list(before.paragraphs.all()), list(after.paragraphs.all())
    stored = Comparison.objects.filter(before=before, after=after).values_list("rows", flat=True)
    found = stored.first()
    if found is None:
        steps = ancestry.ties(after.policy, before.number, after.number)
        made = Comparison(before=before, after=after, rows=entries(before, after, old, new, steps))
        Comparison.objects.bulk_create([made], ignore_conflicts=True)
        found = stored.first()
    return _rows(found, {each.pk: each for each in (*old, *new)})


def ends(before: Version, after: Version) -> list[tuple[int | None, int | None, str]]:
    """What became of what between two frozen versions: both pks and its word, in reading order; no text is read."""
    stored = Comparison.objects.filter(before=before, after=after).values_list("rows", flat=True).first()
    if stored is None:
        return [(*row.ends, row.kind) for row in read(before, after)]
    return [(entry["before"], entry["after"], entry["kind"]) for entry in stored]


def changes(policy: Policy, number: int, ends: Collection[tuple[int | None, int | None]]) -> dict[tuple, dict]:
    """The stored differences of some rows of a version and the one before it, by their ends; none if none is stored."""
    stored = Comparison.objects.filter(after__policy=policy, after__number=number, before__number=number - 1)
    wanted = set(ends)
    found = ((entry["before"], entry["after"], entry.get("change")) for rows in stored for entry in rows.rows)
    return {(before, after): change for before, after, change in found if change and (before, after) in wanted}


def entries(
    before: Version,
    after: Version,
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    steps: Sequence[tuple],
    alter: Alter = alteration.alter,
) -> list[dict]:
    """The rows of a comparison as they are stored: pks of paragraphs and ties, which never change once frozen."""
    steps = [step for step in steps if before.number < step[0] <= after.number]
    ends = [[(each.pk, each.lineage) for each in side] for side in (old, new)]
    rows, changes = rows_of(ancestry.paths(steps, *ends), old, new), {}
    for row in rows:
        if row.is_changed and row.before and row.after and row.ends not in changes:
            changes |= altered(row.kin or [row], alter)
    return [_entry(row, changes.get(row.ends)) for row in rows]


def _entry(row: Row, change: dict | None) -> dict:
    before, after = row.ends
    entry = {"before": before, "after": after, "kind": row.kind}
    if row.steps:
        entry["steps"] = [list(step) for step in row.steps]
    return entry | {"change": change} if change else entry


def _rows(entries: Sequence[dict], known: Mapping[int, Paragraph]) -> list[Row]:
    rows = [
        Row(
            known.get(entry["before"]),
            known.get(entry["after"]),
            entry["kind"],
            steps=tuple(Step(*step) for step in entry.get("steps", ())),
            stored=entry.get("change"),
        )
        for entry in entries
    ]
    tie_kin(rows)
    return rows


def _remembering() -> Alter:
    """Compares each pair of texts once: an old version and the one after it share most of theirs."""
    known: dict = {}

    def alter(before: Paragraph, after: Paragraph) -> dict:
        key = tuple((each.kind, each.level, each.marker, each.html, each.text) for each in (before, after))
        if key not in known:
            known[key] = alteration.alter(before, after)
        return known[key]

    return alter
