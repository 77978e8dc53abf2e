"""What changed from one version to another, paragraph by paragraph."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from drafts.domain import difference, rendering
from drafts.models import Descent, Paragraph, Version


@dataclass(frozen=True)
class Row:
    """One paragraph before and after: `kind` is kept, edited, moved, split, merged, new or removed."""

    before: Paragraph | None
    after: Paragraph | None
    kind: str
    descent: Descent | None = field(default=None, compare=False)

    @property
    def is_changed(self) -> bool:
        return self.kind != "kept"

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph that the row is shown at: the later one, or the one that was removed."""
        return self.after or self.before

    @property
    def html(self) -> SafeString:
        """The difference in words, with insertions and deletions marked and said."""
        return difference.difference_html(words(self.before), words(self.after))


def words(paragraph: Paragraph | None) -> str:
    """The plain words of a paragraph; none for no paragraph."""
    return rendering.words(paragraph.html) if paragraph else ""


def compare(before: Version, after: Version) -> list[Row]:
    """Every paragraph of both versions, in the order of the later; a removed one stands where it stood.

    Neighbouring versions are read from their stored ties; others by lineage.
    """
    old, new = list(before.paragraphs.all()), list(after.paragraphs.all())
    if is_next(before, after):
        return in_reading_order(stored_rows(after, old, new), old)
    heirs = {paragraph.lineage: paragraph for paragraph in new}
    origins = {paragraph.lineage: paragraph for paragraph in old}
    rows = [row_of(origins.get(p.lineage), p) for p in new]
    rows += [Row(p, None, "removed") for p in old if p.lineage not in heirs]
    return in_reading_order(rows, old)


def is_next(before: Version, after: Version) -> bool:
    """Whether `after` was written from `before`: the next number, or the draft over the newest version."""
    if after.number is None:
        newest = before.policy.versions.newest()
        return newest is not None and newest.pk == before.pk
    return after.number == (before.number or 0) + 1


def stored_rows(after: Version, old: list[Paragraph], new: list[Paragraph]) -> list[Row]:
    """One row a stored tie, its ends taken from the paragraphs at hand."""
    known = {paragraph.pk: paragraph for paragraph in [*old, *new]}
    rows = []
    for tie in after.descents.all():
        first, last = known.get(tie.before_id), known.get(tie.after_id)
        kind = row_of(first, last).kind if tie.kind == Descent.Kind.KEPT else tie.kind
        rows.append(Row(first, last, kind, tie))
    return rows


def row_of(before: Paragraph | None, after: Paragraph) -> Row:
    """A row for two paragraphs of one lineage."""
    if before is None:
        return Row(None, after, "new")
    same = (before.text, before.kind, before.level) == (after.text, after.kind, after.level)
    return Row(before, after, "kept" if same else "edited")


def in_reading_order(rows: list[Row], old: list[Paragraph]) -> list[Row]:
    """Rows by the place of their later paragraph; a removed one right after what it stood behind."""
    place = {row.before.pk: row.after.position for row in rows if row.before and row.after}
    behind, last = {}, 0
    for paragraph in old:
        last = place.get(paragraph.pk, last)
        behind[paragraph.pk] = last
    return sorted(
        rows,
        key=lambda row: (
            row.after.position if row.after else behind[row.before.pk],
            row.after is None,
            row.before.position if row.before else 0,
        ),
    )
