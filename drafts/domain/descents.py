"""The ties between a draft and the version before it, kept up while the draft is written."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Q

from drafts.models import Descent, Paragraph, Version

Kind = Descent.Kind
Wanted = Mapping[tuple[int | None, int | None], str]
TRACE = 100
FEW = 12
PLACES = ("after__position", "before__position")


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
            before = tie.before_id
            tie.delete()
            if before and siblings.count() == 1:
                siblings.filter(kind=Kind.SPLIT).update(kind=Kind.KEPT)
            continue
        tie.after, tie.kind = None, Kind.REMOVED
        tie.save(update_fields=["after", "kind"])
        left.append(tie)
    return left


def split(first: Paragraph, second: Paragraph) -> set[int]:
    """Ties the second half to all that the first comes from; the frozen paragraphs concerned."""
    found = befores(first)
    if not found:
        added(second)
    for before in found:
        Descent.objects.create(version=second.version, before_id=before, after=second, kind=Kind.SPLIT)
    return found


def joined(paragraph: Paragraph, into: Paragraph) -> list[Descent]:
    """Unties a paragraph that is about to become part of another, which takes over what it comes from.

    A tie that gets another end is the same row still, so that the causes that hang on it stay.
    """
    held = befores(into)
    for tie in list(paragraph.came_from.all()):
        if tie.before_id is None or tie.before_id in held:
            tie.delete()
            continue
        into.came_from.filter(before=None).delete()
        tie.after, tie.kind = into, Kind.MERGED
        tie.save(update_fields=["after", "kind"])
    return []


def trace(paragraph: Paragraph, into: Paragraph | None = None) -> str:
    """What a paragraph that is about to go comes from, for `returned`: "12 13>40" where 40 takes the tie to 13 over."""
    held = befores(into) if into else set()
    text = ""
    for before in sorted(befores(paragraph)):
        each = f"{before}>{into.pk}" if into and before not in held else str(before)
        text = f"{text} {each}".strip() if len(text) + len(each) < TRACE else text
    return text


def returned(paragraph: Paragraph, traced: str | None) -> set[int]:
    """Ties a paragraph to what it came from before it went; the frozen paragraphs concerned.

    Without a trace that is the one of its lineage in the version before; with neither, the paragraph is new.
    """
    draft = paragraph.version
    ends = dict((each.split(">") + [""])[:2] for each in (traced or "").split())
    if not ends:
        own = Paragraph.objects.filter(became__version=draft, lineage=paragraph.lineage).values_list("pk", flat=True)
        ends = {str(pk): "" for pk in own[:1]}
    found = {int(before) for before in ends}
    for before, into in ends.items():
        ties = draft.descents.filter(before=before)
        # By lineage: the one that took the tie over may have gone and come back as another row.
        heir = Paragraph.history.filter(id=into or None).values("lineage")[:1]
        tie = ties.filter(after=None).first() or ties.filter(after__lineage__in=heir).first()
        left, tie = tie and tie.after, tie or Descent(version=draft, before_id=int(before))
        tie.after, tie.kind = paragraph, Kind.KEPT
        tie.save()
        if left and not left.came_from.exists():
            added(left)
        found |= befores(left) if left else set()
    if not ends:
        added(paragraph)
    return found


def befores(paragraph: Paragraph) -> set[int]:
    """The frozen paragraphs that it comes from."""
    return set(paragraph.came_from.exclude(before=None).values_list("before_id", flat=True))


def any_moved(draft: Version) -> bool:
    return draft.descents.filter(kind=Kind.MOVED).exists()


def settle_kinds(draft: Version, touched: set[int]) -> None:
    """Makes the ties of the frozen paragraphs `touched` say what happened: split, merged, moved or kept.

    One before with several afters is a split, several befores of one after are merged. Else it is moved while it is
    out of the order of those that are kept; what was moved before is kept again when it is back in that order.
    """
    tied = draft.descents.filter(before__isnull=False, after__isnull=False)
    near = tied.filter(Q(before__in=touched) | Q(kind=Kind.MOVED)).values("after")
    rows = list(tied.filter(after__in=near).values_list("pk", "kind", "before", "after", *PLACES))
    befores = {row[2] for row in rows}
    rows += (
        tied.filter(before__in=befores).exclude(after__in=near).values_list("pk", "kind", "before", "after", *PLACES)
    )
    parts, wholes = Counter(row[2] for row in rows), Counter(row[3] for row in rows)
    found, in_doubt = {}, []
    for pk, kind, before, after, here, there in rows:
        if parts[before] > 1 or wholes[after] > 1:
            found[pk] = Kind.SPLIT if parts[before] > 1 else Kind.MERGED
        else:
            in_doubt.append((kind == Kind.MOVED and before not in touched, here, there, pk))
    found |= _in_order(_kept(draft, in_doubt, [row[0] for row in rows]), sorted(in_doubt))
    stored = {row[0]: row[1] for row in rows}
    for kind in Kind.values:
        changed = [pk for pk, now in found.items() if now == kind != stored[pk]]
        Descent.objects.filter(pk__in=changed).update(kind=kind)


def _kept(draft: Version, in_doubt: list[tuple], but: list[int]) -> list[tuple[int, int]]:
    """Places (now, then) of the kept paragraphs next to those in doubt, or of all; without the ties `but`."""
    rows = draft.paragraphs.filter(came_from__kind=Kind.KEPT).exclude(came_from__in=but)
    rows = rows.order_by("position").values_list("position", "came_from__before__position")
    if len(in_doubt) > FEW:
        return list(rows)
    near = set()
    for _waits, here, _there, _pk in in_doubt:
        near |= {rows.filter(position__lt=here).last(), rows.filter(position__gt=here).first()}
    return sorted(near - {None})


def _in_order(kept: list[tuple[int, int]], in_doubt: list[tuple]) -> dict[int, str]:
    """Which of those in doubt stand between their neighbours of the version before."""
    found = {}
    for _waits, here, there, pk in in_doubt:
        at = bisect(kept, (here, there))
        fits = (not at or kept[at - 1][1] < there) and (at == len(kept) or there < kept[at][1])
        found[pk] = Kind.KEPT if fits else Kind.MOVED
        if fits:
            kept.insert(at, (here, there))
    return found


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
    return list(draft.descents.changed().in_reading_order())
