"""The ties between a draft and the version before it, kept up while the draft is written."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from drafts.models import Descent, Paragraph, Version

Kind = Descent.Kind
Wanted = Mapping[tuple[int | None, int | None], str]


def begin(draft: Version, pairs: Iterable[tuple[Paragraph, Paragraph]]) -> None:
    """Ties each frozen paragraph to its copy in the new draft."""
    Descent.objects.bulk_create(
        Descent(version=draft, before=before, after=after, kind=Kind.KEPT) for before, after in pairs
    )


def has_past(draft: Version) -> bool:
    """Whether a version comes before this draft, so that it has ties at all."""
    return draft.policy.versions.frozen().exists()


def added(paragraph: Paragraph) -> Descent | None:
    """The tie of a paragraph that has no before; None in a policy's first draft."""
    if not has_past(paragraph.version):
        return None
    return Descent.objects.create(version=paragraph.version, after=paragraph, kind=Kind.NEW)


def removed(paragraph: Paragraph) -> list[Descent]:
    """Unties a paragraph that is about to go; returns the ties that now say that it was removed.

    One that had no before leaves no trace; where another part of a split lives on, that part keeps the tie.
    """
    left = []
    for tie in list(paragraph.came_from.all()):
        siblings = Descent.objects.filter(version_id=tie.version_id, before_id=tie.before_id)
        if tie.before_id is None or siblings.exclude(pk=tie.pk).exists():
            tie.delete()
            if tie.before_id and siblings.count() == 1:
                siblings.filter(kind=Kind.SPLIT).update(kind=Kind.KEPT)
            continue
        tie.after, tie.kind = None, Kind.REMOVED
        tie.save(update_fields=["after", "kind"])
        left.append(tie)
    return left


def settle(draft: Version, wanted: Wanted) -> None:
    """Makes the draft's ties exactly `wanted`: {(before pk, after pk): kind}.

    A tie that changes its end is the same row still, so that the causes that hang on it stay.
    """
    rows = {(row.before_id, row.after_id): row for row in draft.descents.all()}
    spare = {row.before_id: row for key, row in rows.items() if key not in wanted and key[0]}
    used = set()
    for (before, after), kind in wanted.items():
        row = rows.get((before, after))
        if row is None and before in spare and before not in used:
            row = spare[before]
            used.add(before)
        if row is None:
            row = Descent(version=draft)
        if (row.before_id, row.after_id, row.kind) != (before, after, kind):
            row.before_id, row.after_id, row.kind = before, after, kind
            row.save()
    kept = set(wanted)
    for row in draft.descents.all():
        if (row.before_id, row.after_id) not in kept:
            row.delete()


def changed(draft: Version) -> list[Descent]:
    """The ties over which something changed since the version before, in reading order."""
    rows = draft.descents.select_related("before", "after").order_by(
        F("after__position").asc(nulls_last=True), "before__position"
    )
    return [row for row in rows if row.is_changed]
