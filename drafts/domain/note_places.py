"""Where the paragraphs of internal notes stand now, or stood before they were removed or joined with another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, QuerySet

from drafts.models import Descent, Note, Paragraph, Policy


@dataclass(frozen=True)
class Place:
    """A paragraph that a note is on: as it is in the draft or, gone, as it last was in a text.

    One that was joined with another has the `number` and `anchor` of that one, and its own last words.
    """

    number: str
    text: str
    anchor: str = ""
    is_joined: bool = False

    @property
    def is_removed(self) -> bool:
        return not self.anchor


def places(policy: Policy, notes: Iterable[Note]) -> dict[UUID, Place]:
    """The place of each note's paragraph by lineage; five queries at most, however many notes there are."""
    wanted = {note.lineage for note in notes if note.lineage}
    found = {row.lineage: Place(row.number, row.text, row.anchor) for row in of_draft(policy, wanted)}
    gone = wanted - found.keys()
    return (found | joined(policy, lost(policy, gone))) if gone else found


def of_draft(policy: Policy, lineages: Iterable[UUID]) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(version__policy=policy, version__number=None, lineage__in=lineages)


def lost(policy: Policy, lineages: set[UUID]) -> dict[UUID, Place]:
    """Paragraphs that are not in the draft, as they last were: frozen or, if never that, in the history."""
    removed = Paragraph.history.model.objects.filter(
        version__policy=policy, lineage__in=lineages, history_type="-"
    ).order_by("history_id")
    frozen = Paragraph.objects.filter(version__policy=policy, lineage__in=lineages).order_by("version__number")
    return {row.lineage: Place(row.number, row.text) for row in [*removed, *frozen]}


def joined(policy: Policy, gone: dict[UUID, Place]) -> dict[UUID, Place]:
    """The same places; those whose paragraph became part of one that is in the draft lead there."""
    ties = Descent.objects.filter(version__policy=policy, before__lineage__in=gone, after__isnull=False)
    became = dict(ties.exclude(after__lineage=F("before__lineage")).values_list("before__lineage", "after__lineage"))
    there = {row.lineage: row for row in of_draft(policy, became.values())}
    ends = {lineage: there[end] for lineage, end in became.items() if end in there}
    return gone | {
        lineage: replace(gone[lineage], number=row.number, anchor=row.anchor, is_joined=True)
        for lineage, row in ends.items()
    }
