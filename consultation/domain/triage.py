"""All comments of a consultation, and the selections that officials make of them."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, F, Q

from consultation.domain.searching import having
from consultation.domain.senders import MANY
from consultation.models import Comment, Consultation
from consultation.models.submission import SenderKind
from drafts.models import Paragraph

WHOLE = "whole"
ANSWERED, UNANSWERED = "answered", "unanswered"
ORDERS = {
    "number": ("number",),
    "paragraph": ("paragraph__position", "number"),
    "unanswered": (F("disposition__at").asc(nulls_first=True), "number"),
}

# What was said, suggested or answered, and who said it.
SEARCHED = ("comment", "suggestion", "disposition__reason", "submission__sender_name", "submission__organisation")


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty means all. `place` is a lineage (a heading's: its section) or "whole"."""

    state: str = ""
    place: str = ""
    kind: str = ""
    words: str = ""
    order: str = "number"

    @property
    def is_all(self) -> bool:
        return not (self.state or self.place or self.kind or self.words)


@dataclass
class Spot:
    """A place in the text and how many comments it has; a heading counts its section."""

    paragraph: Paragraph
    depth: int
    count: int = 0
    below: list[int] = field(default_factory=list)


@dataclass
class Overview:
    """The numbers beside the filters, of all comments of the consultation."""

    spots: list[Spot]
    kinds: list[tuple[str, str, int]]
    total: int = 0
    answered: int = 0
    whole: int = 0

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    def spot(self, place: str) -> Spot | None:
        return next((spot for spot in self.spots if str(spot.paragraph.lineage) == place), None)


def overview(consultation: Consultation) -> Overview:
    """Counts by state, place and kind of sender; three queries."""
    comments = Comment.objects.filter(consultation=consultation).to_answer().order_by()
    by_paragraph = {
        pk: (total, answered)
        for pk, total, answered in comments.values_list("paragraph").annotate(
            total=Count("pk"), answered=Count("pk", filter=Q(disposition__isnull=False))
        )
    }
    by_kind = dict(comments.values_list("submission__sender_kind").annotate(total=Count("pk")))
    kinds = [(str(code), MANY[code], by_kind[code]) for code in SenderKind if by_kind.get(code)]
    return Overview(
        spots_of(consultation, {pk: total for pk, (total, _answered) in by_paragraph.items()}),
        kinds,
        total=sum(total for total, _answered in by_paragraph.values()),
        answered=sum(answered for _total, answered in by_paragraph.values()),
        whole=by_paragraph.get(None, (0, 0))[0],
    )


def spots_of(consultation: Consultation, counts: dict[int, int]) -> list[Spot]:
    """The headings and paragraphs that have comments, in reading order, those of a section under its heading."""
    spots: list[Spot] = []
    above: list[Spot] = []
    rows = consultation.version.paragraphs.only(
        "pk", "lineage", "number", "kind", "level", "text", "position", "version"
    )
    for paragraph in rows:
        if paragraph.is_heading:
            above = [spot for spot in above if spot.paragraph.level < paragraph.level]
        spot = Spot(paragraph, depth=len(above))
        own = counts.get(paragraph.pk, 0)
        for each in [*above, spot]:
            each.count += own
            each.below.append(paragraph.pk)
        spots.append(spot)
        if paragraph.is_heading:
            above.append(spot)
    return [spot for spot in spots if spot.count]


def select(consultation: Consultation, wanted: Wanted, found: Overview):
    """The comments that are looked for, with all that a row shows."""
    rows = Comment.objects.filter(consultation=consultation).to_answer()
    if wanted.state == UNANSWERED:
        rows = rows.filter(disposition=None)
    elif wanted.state == ANSWERED:
        rows = rows.exclude(disposition=None)
    if wanted.place == WHOLE:
        rows = rows.filter(paragraph=None)
    elif wanted.place:
        spot = found.spot(wanted.place)
        rows = rows.filter(paragraph__in=spot.below if spot else [])
    if wanted.kind:
        rows = rows.filter(submission__sender_kind=wanted.kind)
    if wanted.words:
        rows = rows.filter(numbered(wanted.words) | having(wanted.words, *SEARCHED))
    rows = rows.select_related("submission__consultation", "disposition", "paragraph")
    return rows.order_by(*ORDERS.get(wanted.order, ORDERS["number"]))


def numbered(words: str) -> Q:
    """The comment with this number, written S-0042 or 42."""
    number = words.upper().removeprefix("S-")
    return Q(number=int(number)) if number.isdecimal() and len(number) < 10 else Q()


def is_place(place: str) -> bool:
    """Whether a word of an address can name a place at all."""
    if place == WHOLE:
        return True
    try:
        UUID(place)
    except ValueError:
        return False
    return True
