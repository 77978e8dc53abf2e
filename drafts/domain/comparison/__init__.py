"""What changed from one version to another, paragraph by paragraph.

`ancestry` puts the stored ties together, `rows` makes a row of each, `alteration` (with `wording` and `tables`)
finds what differs in it, `record` keeps that for good when a version is frozen, `drawing` shows it.
"""

from dataclasses import replace

from drafts.models import Version

from . import ancestry, record
from .record import ends
from .rows import Row, rows_of, words

__all__ = ["Row", "compare", "ends", "traced", "words"]


def compare(before: Version, after: Version) -> list[Row]:
    """Every paragraph of both versions, in the order of the later; a removed one stands where it stood.

    Read from the stored ties of every step between. Two frozen versions are read as they were stored, and stored
    when they were not; the draft is compared as it is now.
    """
    if after.number is not None:
        rows = record.read(before, after)
    else:
        old, new = list(before.paragraphs.all()), list(after.paragraphs.all())
        ends = [[(each.pk, each.lineage) for each in side] for side in (old, new)]
        rows = rows_of(ancestry.paths(ancestry.ties(after.policy, before.number, None), *ends), old, new)
    return with_descents(rows, after) if is_next(before, after) else rows


def traced(before: Version, after: Version) -> list[tuple[int | None, int | None]]:
    """The pks of what became what; `after` may be the draft. No text is read."""
    pairs = [list(each.paragraphs.values_list("pk", "lineage")) for each in (before, after)]
    found = ancestry.paths(ancestry.ties(after.policy, before.number, after.number), *pairs)
    return [(path.before, path.after) for path in found]


def is_next(before: Version, after: Version) -> bool:
    """Whether `after` was written from `before`: the next number, or the draft over the newest version."""
    if after.number is None:
        newest = before.policy.versions.newest()
        return newest is not None and newest.pk == before.pk
    return after.number == (before.number or 0) + 1


def with_descents(rows: list[Row], after: Version) -> list[Row]:
    """The rows with the ties that they stand for."""
    ties = {(tie.before_id, tie.after_id): tie for tie in after.descents.all()}
    return [replace(row, descent=ties.get(row.ends)) for row in rows]
