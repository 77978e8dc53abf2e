"""The rows of a comparison: one for each tie, in reading order, with its difference."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import SafeString

from drafts.domain import rendering
from drafts.domain.difference import Span, spans_html
from drafts.models import Descent, Paragraph

from . import alteration, drawing
from .alteration import Alteration
from .ancestry import Path, Step

Alter = Callable[[Paragraph, Paragraph], Alteration]


@dataclass(frozen=True)
class Row:
    """One paragraph before and after: `kind` is kept, edited, moved, split, merged, new or removed.

    `steps` are the ties that changed it on the way; `descent` is the tie itself between neighbours.
    `kin` are the rows of the same split or merge, itself among them.
    """

    before: Paragraph | None
    after: Paragraph | None
    kind: str
    descent: Descent | None = field(default=None, compare=False)
    steps: tuple[Step, ...] = field(default=(), compare=False)
    kin: list["Row"] = field(default_factory=list, compare=False, repr=False)
    stored: Alteration | None = field(default=None, compare=False, repr=False)

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The pks of both paragraphs."""
        return (self.before and self.before.pk, self.after and self.after.pk)

    @property
    def is_changed(self) -> bool:
        return self.kind != "kept"

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph that the row is shown at: the later one, or the one that was removed."""
        return self.after or self.before

    @cached_property
    def change(self) -> Alteration | None:
        """The difference as data (alteration.py): as it was stored, else found now. None for new, removed and kept."""
        if self.stored or not (self.before and self.after and self.is_changed):
            return self.stored
        return altered(self.kin or [self])[self.ends]

    @property
    def spans(self) -> list[Span]:
        """The difference in running words."""
        return drawing.running(self.change, words(self.before), words(self.after))

    @property
    def html(self) -> SafeString:
        """The difference in running words, with insertions and deletions marked and said."""
        return spans_html(self.spans)


def words(paragraph: Paragraph | None) -> str:
    """The plain words of a paragraph; none for no paragraph."""
    return rendering.words(paragraph.html) if paragraph else ""


def altered(kin: Sequence[Row], alter: Alter = alteration.alter) -> dict[tuple, Alteration]:
    """The differences of rows that belong together, by their ends: parts are drawn against all of the whole."""
    befores = list({row.before.pk: row.before for row in kin}.values())
    afters = list({row.after.pk: row.after for row in kin}.values())
    plain = all(each.kind not in ("table", "code") for each in (*befores, *afters))
    if len(kin) > 1 and plain and 1 in (len(befores), len(afters)):
        return dict(zip([row.ends for row in kin], alteration.divide(befores, afters), strict=True))
    return {row.ends: alter(row.before, row.after) for row in kin}


def rows_of(paths: Iterable[Path], old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Row]:
    """Paths as rows in reading order, those of one split or merge knowing of each other."""
    olds, news = ({paragraph.pk: paragraph for paragraph in side} for side in (old, new))
    rows = []
    for path in paths:
        before, after = olds.get(path.before), news.get(path.after)
        rows.append(Row(before, after, kind_of(before, after, path.kind), steps=path.steps))
    rows = in_reading_order(rows, old)
    tie_kin(rows)
    return rows


def kind_of(before: Paragraph | None, after: Paragraph | None, kind: str = "") -> str:
    """The word for a tie: what it is said to be, or what follows from the two texts."""
    if kind and kind not in ("kept", "edited"):
        return kind
    if before is None or after is None:
        return "new" if before is None else "removed"
    same = (before.text, before.kind, before.level) == (after.text, after.kind, after.level)
    return "kept" if same else "edited"


def tie_kin(rows: Iterable[Row]) -> None:
    """Lets the rows of one split, and of one merge, know of each other."""
    together = defaultdict(list)
    for row in rows:
        if row.kind == "split":
            together[row.before.pk, None].append(row)
        elif row.kind == "merged":
            together[None, row.after.pk].append(row)
    for kin in together.values():
        for row in kin:
            row.kin.extend(kin)


def in_reading_order(rows: list[Row], old: Sequence[Paragraph]) -> list[Row]:
    """Rows by the place of their later paragraph; a removed one right after what it stood behind."""
    place: dict[int, int] = {}
    for row in rows:
        if row.before and row.after:
            place[row.before.pk] = max(row.after.position, place.get(row.before.pk, 0))
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
