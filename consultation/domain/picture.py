"""A whole round at a glance: the outcomes as a bar, and a map of the text: where views came and where it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from django.db.models import Count
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import chart, figures, kinds
from consultation.domain.figures import Figures
from consultation.domain.matter import Matter, consultation_of, published_answers
from consultation.models import Comment, Consultation
from drafts.domain import comparison
from drafts.models import Descent, Paragraph, Version

# What a cell is drawn with, in units of the drawing: so many to a line that it fits a telephone.
CELL, LINE, BASE, FULL, A_LINE = 10, 30, 20, 16, 30
MARKS = {"new": "new", "removed": "gone"}


@dataclass(frozen=True)
class Cell:
    """One paragraph of the text: how many said something of it, how many of them are behind a change, what happened."""

    number: str
    href: str
    count: int
    behind: int
    kind: str

    @property
    def happened(self) -> str:
        return kinds.said(self.kind) if self.kind else ""

    @property
    def mark(self) -> str:
        """How the change is drawn below the bar: changed, new or gone; nothing when it is as it was."""
        return MARKS.get(self.kind, "changed") if self.kind else ""

    @property
    def words(self) -> str:
        """The cell in words."""
        said = ngettext("%(n)s comment", "%(n)s comments", self.count) % {"n": self.count}
        return ", ".join(filter(None, [f"{self.number}: {said}", self.happened.lower()]))


@dataclass(frozen=True)
class Drawn:
    """A cell where it stands in the drawing."""

    cell: Cell
    x: int
    base: int
    height: str
    of_it: str
    top: str
    of_top: str

    @property
    def below(self) -> int:
        return self.base + 3


@dataclass(frozen=True)
class Band:
    """A section of the text: its cells on lines below its heading."""

    number: str
    title: str
    href: str
    cells: Sequence[Cell]
    most: int
    is_compared: bool = False

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def changed(self) -> int:
        return sum(bool(cell.kind) for cell in self.cells)

    @property
    def width(self) -> int:
        return CELL * min(len(self.cells), A_LINE)

    @property
    def height(self) -> int:
        return LINE * -(-len(self.cells) // A_LINE)

    @property
    def drawn(self) -> list[Drawn]:
        """Every cell as a bar on its line; the square root keeps one comment seen beside five hundred."""
        found = []
        for at, cell in enumerate(self.cells):
            line, place = divmod(at, A_LINE)
            base = line * LINE + BASE
            height = FULL * sqrt(cell.count / self.most) if cell.count else 0.0
            part = height * min(cell.behind, cell.count) / cell.count if cell.count else 0.0
            shape = (f"{each:.1f}" for each in (height, part, base - height, base - part))
            found.append(Drawn(cell, place * CELL + 1, base, *shape))
        return found

    @property
    def words(self) -> str:
        """The drawing in a sentence, for those who do not see it."""
        said = ngettext("%(n)s comment", "%(n)s comments", self.count) % {"n": self.count}
        if not self.is_compared:
            return said
        changed = ngettext("%(n)s paragraph changed", "%(n)s paragraphs changed", self.changed) % {"n": self.changed}
        return f"{said}, {changed}"


@dataclass(frozen=True)
class Picture:
    """One round. `outcomes` are parts of a bar, none before the answers are public; `whole`: views on no paragraph."""

    consultation: Consultation
    version: Version
    name: str
    later_name: str
    figures: Figures
    outcomes: Sequence[dict]
    label: str
    bands: Sequence[Band]
    whole: int
    answered: bool
    settled: bool

    @property
    def told(self) -> list[Cell]:
        """The paragraphs that somebody commented on or that changed: what the table lists."""
        return [cell for band in self.bands for cell in band.cells if cell.count or cell.kind]


def of(matter: Matter) -> list[Picture]:
    """The latest round that got comments, and where its answers are not public yet the latest one whose are."""
    heard = [each for each in reversed(matter.versions) if is_heard(matter, each)]
    answered = next((each for each in heard if published_answers(each)), None)
    shown = [each for each in heard if each in (heard[0], answered)]
    return [draw(matter, each, consultation_of(each)) for each in shown]


def is_heard(matter: Matter, version: Version) -> bool:
    """Whether anything was said about a version."""
    consultation = consultation_of(version)
    if consultation is None or consultation.phase(matter.now) != "open":
        return bool(consultation and version.received)
    return Comment.objects.to_answer().filter(consultation=consultation).exists()


def draw(matter: Matter, version: Version, consultation: Consultation) -> Picture:
    """Counts as on the version's own page until the answers are public, then those of the report."""
    answered = published_answers(version)
    every = Comment.objects.filter(consultation=consultation)
    every = every.to_answer() if answered else every.shown()
    counts = dict(every.order_by().values_list("paragraph").annotate(n=Count("pk")))
    later = matter.after(version)
    settled = matter.settled(version) is not None
    parts = chart.outcomes(figures.outcomes(consultation), proposed=not settled) if answered else []
    return Picture(
        consultation,
        version,
        matter.named(version),
        matter.named(later) if later else "",
        figures.of(consultation),
        parts,
        ", ".join(f"{part['count']} {part['words']}" for part in parts if part["count"]),
        bands(matter, version, later, counts, public=answered),
        counts.get(None, 0),
        answered,
        settled,
    )


def bands(
    matter: Matter, version: Version, later: Version | None, counts: Mapping[int | None, int], *, public: bool
) -> list[Band]:
    """The sections in reading order, every paragraph a cell; what is new stands where it was put in."""
    olds = list(version.paragraphs.defer("text"))
    kinds_of, news = became(version, later) if later else ({}, {})
    behind = behind_of(version, later) if later and public else {}
    most = max((n for pk, n in counts.items() if pk), default=1)
    upper = min((row.level for row in olds if row.is_heading), default=1)
    if sum(row.is_heading and row.level == upper for row in olds) < 2:
        upper += 1
    made: list[tuple[Paragraph | None, list[Cell]]] = [
        (None, [new_cell(matter, later, row, behind) for row in news.get(None, ())])
    ]
    for row in olds:
        if row.is_heading and row.level <= upper:
            made.append((row, []))
        args = [matter.policy.slug, version.number, row.number]
        kind = kinds_of.get(row.pk, "")
        cells = made[-1][1]
        cells.append(
            Cell(row.number, reverse("paragraph", args=args), counts.get(row.pk, 0), behind.get(row.pk, 0), kind)
        )
        cells += [new_cell(matter, later, each, behind) for each in news.get(row.pk, ())]
    found = [banded(matter, version, heading, cells, most) for heading, cells in made if cells]
    return [replace(band, is_compared=later is not None) for band in found]


def banded(matter: Matter, version: Version, heading: Paragraph | None, cells: Sequence[Cell], most: int) -> Band:
    href = reverse("version", args=[matter.policy.slug, version.number])
    if heading is None:
        return Band("", _("Before the first section"), href, cells, most)
    return Band(heading.number, strip_tags(heading.html), f"{href}#{heading.anchor}", cells, most)


def new_cell(matter: Matter, later: Version, row: Paragraph, behind: Mapping[int, int]) -> Cell:
    """A paragraph that the round brought: nobody could comment on it."""
    href = reverse("paragraph", args=[matter.policy.slug, later.number, row.number])
    return Cell(row.number, href, 0, behind.get(-row.pk, 0), "new")


def became(version: Version, later: Version) -> tuple[dict[int, str], dict[int | None, list[Paragraph]]]:
    """What happened to each paragraph that changed, by its pk, and the new ones by what they stand behind."""
    found, new, last = {}, [], None
    for before, after, kind in comparison.ends(version, later):
        if before is None:
            new.append((last, after))
            continue
        last = before
        if kind != "kept":
            found[before] = kind
    rows = {row.pk: row for row in later.paragraphs.filter(pk__in=[pk for _last, pk in new])} if new else {}
    news: dict[int | None, list[Paragraph]] = {}
    for place, pk in new:
        news.setdefault(place, []).append(rows[pk])
    return found, news


def behind_of(version: Version, later: Version) -> dict[int, int]:
    """How many of each paragraph's own comments are tied to a change, by its pk; of a new one all (pk negative)."""
    own = Comment.objects.filter(consultation__version=version, changes__descent__version=later).order_by()
    found = dict(own.values_list("paragraph").annotate(n=Count("pk", distinct=True)))
    new = Descent.objects.filter(version=later, before=None, change__isnull=False).order_by()
    rows = new.values_list("after").annotate(n=Count("change__comments"))
    return found | {-after: n for after, n in rows}
