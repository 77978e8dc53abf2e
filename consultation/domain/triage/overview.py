"""The numbers beside the filters: how many comments there are of each sort."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from consultation.domain.senders import MANY
from consultation.models import Comment, Consultation, Theme
from consultation.models.submission import SenderKind
from drafts.models import Paragraph


@dataclass
class Spot:
    """A place in the text and how many comments it has; a heading counts its section."""

    paragraph: Paragraph
    depth: int
    count: int = 0
    below: list[int] = field(default_factory=list)


@dataclass
class Overview:
    """The numbers of all comments of the consultation; `kinds` are those of their senders."""

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


@dataclass
class Facets:
    """More numbers, which the list alone shows: (key, name, number) by what it is called, theme and colleague."""

    kinds: list[tuple[str, str, int]]
    themes: list[tuple[str, str, int]]
    people: list[tuple[str, str, int]]
    mine: int = 0
    nobody: int = 0
    without_theme: int = 0


def overview(consultation: Consultation) -> Overview:
    """Counts by state, place and kind of sender; three queries."""
    comments = to_answer(consultation)
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


def to_answer(consultation: Consultation) -> QuerySet[Comment]:
    return Comment.objects.filter(consultation=consultation).to_answer().order_by()


def facets(consultation: Consultation, me: int) -> Facets:
    """Counts by what the senders call it, by theme and by colleague; four queries."""
    comments = to_answer(consultation)
    by_kind = dict(comments.values_list("kind").annotate(total=Count("pk")))
    people = {
        pk: (name, total)
        for pk, name, total in comments.values_list("assigned_to", "assigned_to__name").annotate(total=Count("pk"))
    }
    counted = theme_counts(consultation)
    return Facets(
        kinds=[(str(code), code.label, by_kind[code]) for code in Comment.Kind if by_kind.get(code)],
        themes=[(str(theme.pk), theme.name, theme.total) for theme in counted],
        people=sorted(
            ((str(pk), name, total) for pk, (name, total) in people.items() if pk not in (None, me)),
            key=lambda row: row[1],
        ),
        mine=people.get(me, ("", 0))[1],
        nobody=people.get(None, ("", 0))[1],
        without_theme=comments.filter(themes=None).count() if counted else 0,
    )


def theme_counts(consultation: Consultation) -> list[Theme]:
    """The themes by name, each with how many comments have it as `total`."""
    having = Count("comments", filter=~Q(comments__state=Comment.State.WITHDRAWN))
    return list(consultation.themes.annotate(total=having).order_by("name"))


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
