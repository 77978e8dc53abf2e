"""The paragraphs of a draft that is being merged: what is left to do at each, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from consultation.domain import kinds
from consultation.models import Change, Comment, Consultation
from drafts.domain import comparison
from drafts.domain.comparison import Row
from drafts.models import Paragraph, Policy


@dataclass
class Place:
    """One paragraph of the draft, or one that is not in it any more but was commented on."""

    paragraph: Paragraph
    change: str
    is_gone: bool = False
    lacks_cause: bool = False
    total: int = 0
    left: int = 0
    people: list[str] = field(default_factory=list)

    @property
    def lineage(self) -> UUID:
        return self.paragraph.lineage

    @property
    def number(self) -> str:
        return self.paragraph.number

    @property
    def is_open(self) -> bool:
        return self.left > 0 or self.lacks_cause

    @property
    def words(self) -> str:
        """Its state as the list of paragraphs says it."""
        if self.left:
            return _("%(left)s left of %(total)s") % {"left": self.left, "total": self.total}
        if self.lacks_cause:
            return _("Cause missing")
        if self.change == "kept":
            return _("Unchanged") if self.total else _("No comments")
        return kinds.said(self.change)


@dataclass
class Map:
    """All places in reading order, and the comments on the whole text."""

    places: list[Place]
    whole_total: int = 0
    whole_left: int = 0

    @property
    def open(self) -> list[Place]:
        return [place for place in self.places if place.is_open]

    @property
    def left(self) -> int:
        return self.whole_left + sum(place.left for place in self.places)

    def at(self, lineage: UUID) -> Place | None:
        return next((place for place in self.places if place.lineage == lineage), None)

    def next_open(self, lineage: UUID | None = None) -> Place | None:
        """The next place with something left, after `lineage` and then from the top."""
        at = next((i for i, place in enumerate(self.places) if place.lineage == lineage), -1)
        turned = self.places[at + 1 :] + self.places[: at + 1]
        return next((place for place in turned if place.is_open and place.lineage != lineage), None)

    def before(self, lineage: UUID | None) -> Place | None:
        """The place before `lineage` in reading order."""
        at = next((i for i, place in enumerate(self.places) if place.lineage == lineage), 0)
        return self.places[at - 1] if at else None

    def above(self, lineage: UUID) -> list[Place]:
        """The headings that the paragraph stands under, the nearest first: a comment on one is on its section."""
        found, level = [], 7
        at = next((i for i, place in enumerate(self.places) if place.lineage == lineage), 0)
        for place in reversed(self.places[:at]):
            if place.paragraph.is_heading and place.paragraph.level < level:
                found.append(place)
                level = place.paragraph.level
        return found


def headings_above(paragraph: Paragraph) -> list[UUID]:
    """The lineages of the headings that a paragraph of the draft stands under, the nearest first."""
    found, level = [], 7
    rows = Paragraph.objects.filter(
        version=paragraph.version_id, kind=Paragraph.Kind.HEADING, position__lt=paragraph.position
    )
    for lineage, each in rows.order_by("-position").values_list("lineage", "level"):
        if each < level:
            found.append(lineage)
            level = each
    return found


def survey(policy: Policy, consultation: Consultation) -> Map:
    """The work of a policy, in a number of queries that does not grow with the comments."""
    draft = policy.versions.draft()
    base = policy.versions.newest()
    rows = comparison.compare(base, draft) if base else []
    caused = set(Change.objects.filter(descent__version=draft).values_list("descent_id", flat=True))
    counts = {
        lineage: (total, left)
        for lineage, total, left in Comment.objects.filter(consultation=consultation)
        .to_answer()
        .order_by()
        .values_list("paragraph__lineage")
        .annotate(total=Count("pk"), left=Count("pk", filter=Q(disposition=None)))
    }
    places: dict[UUID, Place] = {}
    for row in rows:
        add(places, row, caused)
    for place in places.values():
        place.total, place.left = counts.get(place.lineage, (0, 0))
    return Map(with_lost(list(places.values()), counts, consultation), *counts.get(None, (0, 0)))


def add(places: dict[UUID, Place], row: Row, caused: set[int]) -> None:
    """The place that a row of the comparison is about; a part that was joined into another has none in the draft."""
    lacks = row.is_changed and row.descent is not None and row.descent.pk not in caused
    joined = row.kind == "merged" and row.before and row.after and row.before.lineage != row.after.lineage
    is_gone = row.after is None or bool(joined)
    paragraph = row.before if is_gone else row.after
    place = places.setdefault(paragraph.lineage, Place(paragraph, row.kind, is_gone))
    place.lacks_cause = place.lacks_cause or lacks


def with_lost(places: list[Place], counts: dict, consultation: Consultation) -> list[Place]:
    """Adds, last, what was commented on and left the text before the version that the draft is written from."""
    known = {place.lineage for place in places}
    lost = [lineage for lineage in counts if lineage and lineage not in known]
    if not lost:
        return places
    rows: Sequence[Paragraph] = consultation.version.paragraphs.filter(lineage__in=lost)
    return places + [
        Place(row, "removed", is_gone=True, total=counts[row.lineage][0], left=counts[row.lineage][1]) for row in rows
    ]
