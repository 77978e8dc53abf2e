"""What was said of earlier versions, carried along the ties to where it belongs in a later one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import reading, showing
from consultation.domain.matter import Matter, consultation_of, published_answers
from consultation.domain.rounds import since, ways
from consultation.domain.rounds.since import Since
from consultation.domain.rounds.ways import Way
from consultation.domain.showing import Shown
from drafts.models import Paragraph, Version
from organisation.templatetags.interface import figures

PAGE = 25


@dataclass(frozen=True, eq=False)
class Carried:
    """The comments of one earlier round on one of its paragraphs (None: on the whole text), `total` of them shown.

    `since` says what happened to the paragraph on the way here, None when it is as it was.
    """

    version: Version
    paragraph: Paragraph | None
    name: str
    total: int
    answered: bool
    href: str
    since: Since | None = None
    comments: Sequence[Shown] = ()

    @property
    def place(self) -> str:
        """Where it stood then."""
        words = {"number": self.paragraph.number if self.paragraph else "", "name": self.name}
        return (_("On %(number)s in %(name)s") if self.paragraph else _("On the whole of %(name)s")) % words

    @property
    def words(self) -> str:
        """ "On 1.1 in proposal 1: 12 comments, answered"."""
        said = ngettext("%(n)s comment", "%(n)s comments", self.total) % {"n": figures(self.total)}
        words = f"{self.place}: {said}"
        if not self.answered:
            return words
        return ngettext("%(words)s, answered", "%(words)s, answered", self.total) % {"words": words}

    @property
    def rest(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.comments) if self.comments else 0


@dataclass
class Earlier:
    """All that earlier rounds said: by the pk of the paragraph where it is now, on the whole, and on what is gone."""

    places: dict[int, list[Carried]] = field(default_factory=dict)
    whole: list[Carried] = field(default_factory=list)
    gone: list[Carried] = field(default_factory=list)

    @property
    def total(self) -> int:
        every = [*self.whole, *self.gone, *(each for rows in self.places.values() for each in rows)]
        return sum(each.total for each in every)


def read(
    matter: Matter,
    version: Version,
    paragraphs: Iterable[Paragraph],
    *,
    beside: int = 0,
    only: Collection[int] | None = None,
) -> Earlier:
    """What was said in the rounds before this one, each comment once and at no other words than its own became.

    `paragraphs` are all of the version; `only` those (their pks) that are asked for. Nothing where the version has no
    consultation of its own. `beside`: how many of each place's comments come with it; none, only how many there are.
    At most six queries an earlier round, however many comments.
    """
    found = Earlier()
    if consultation_of(version) is None:
        return found
    news = {paragraph.pk: paragraph for paragraph in paragraphs}
    for old in ways.earlier(matter, version):
        if consultation_of(old):
            carry(found, Passage(matter, old, version, news), beside, only)
    return found


@dataclass(frozen=True)
class Passage:
    """From one earlier version to the later one, whose paragraphs are `news` by their pk."""

    matter: Matter
    old: Version
    version: Version
    news: Mapping[int, Paragraph]


def carry(found: Earlier, passage: Passage, beside: int, only: Collection[int] | None) -> None:
    """Lays one earlier round into `found`."""
    counts = {pk: tally.shown for pk, tally in reading.count(passage.old).items()}
    trod = ways.between(passage.old, passage.version) if any(counts) else {}
    olds, heirs = {}, {}
    for row in passage.old.paragraphs.filter(pk__in=[pk for pk in counts if pk]):
        heir = trod[row.pk].heir(row, passage.news) if row.pk in trod else None
        if only is None or (heir and heir.pk in only):
            olds[row.pk], heirs[row.pk] = row, heir
    wanted = [*olds, *([None] if None in counts and not only else [])]
    said = comments_of(passage, olds, wanted, beside) if beside and wanted else {}
    for pk in wanted:
        row = carried(passage, olds.get(pk), trod.get(pk), counts[pk], said.get(pk, ()))
        if pk is None:
            found.whole.append(row)
        elif heirs[pk]:
            found.places.setdefault(heirs[pk].pk, []).append(row)
        else:
            found.gone.append(row)


def carried(
    passage: Passage, paragraph: Paragraph | None, way: Way | None, total: int, comments: Sequence[Shown]
) -> Carried:
    """What was said on one place of the earlier version."""
    matter, old = passage.matter, passage.old
    args = [matter.policy.slug, old.number]
    happened, href = None, reverse("whole", args=args)
    if paragraph:
        href = reverse("paragraph", args=[*args, paragraph.number])
        way = way or Way("removed")
        happened = since.told(matter, old, passage.version, paragraph, way, passage.news) if way.is_changed else None
    return Carried(
        old, paragraph, matter.named(old), total, published_answers(old), f"{href}#comments", happened, comments
    )


def comments_of(
    passage: Passage, olds: Mapping[int, Paragraph], wanted: Sequence[int | None], beside: int
) -> dict[int | None, list[Shown]]:
    """The first comments on each place of an earlier version, as they are shown there, with what they led to."""
    matter, old = passage.matter, passage.old
    place = Q(paragraph__in=olds) | (Q(paragraph=None) if None in wanted else Q(pk=None))
    rank = Window(RowNumber(), partition_by=F("paragraph_id"), order_by=F("number").asc())
    rows = showing.fetched(
        showing.listed(old).shown().filter(place).annotate(rank=rank).filter(rank__lte=beside).order_by("number")
    )
    led = showing.led_to(rows, matter, old)
    found: dict[int | None, list[Shown]] = {}
    for comment in rows:
        seen = showing.shown(comment, matter, old, olds.get(comment.paragraph_id))
        showing.came_on(seen, led.get(comment.pk, ()))
        found.setdefault(comment.paragraph_id, []).append(seen)
    return found


def at(matter: Matter, version: Version, paragraphs: Sequence[Paragraph]) -> list[Carried]:
    """What earlier rounds said of what these paragraphs were (none: of the whole text), with the comments."""
    if len(matter.versions) < 2 or consultation_of(version) is None:
        return []
    only = [paragraph.pk for paragraph in paragraphs]
    every = read(matter, version, version.paragraphs.all() if paragraphs else [], beside=PAGE, only=only)
    return [row for pk in only for row in every.places.get(pk, [])] if only else every.whole
