"""The page of a comparison: sections with what changed in them, why, and the comments behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from consultation.domain import causes, kinds, personal_numbers
from consultation.domain.causes import Cause
from consultation.domain.course import Step
from consultation.domain.matter import Matter, published_answers
from consultation.models import Comment
from drafts.domain import comparison, difference
from drafts.domain.comparison import Row
from drafts.models import Paragraph, Version
from organisation.domain.dates import short_day

# The badge of each kind: its name in components' CSS.
BADGES = {"edited": "changed"}
WORDS_MOST = 280


@dataclass
class Altered:
    """One changed paragraph. `whole` is set where old and new are too unlike for a difference in words."""

    row: Row
    cause: Cause | None
    said: int
    steps: list[Step]

    @property
    def badge(self) -> str:
        return BADGES.get(self.row.kind, self.row.kind)

    @property
    def words(self) -> str:
        return kinds.said(self.row.kind)

    @property
    def anchor(self) -> str:
        """The later paragraph's; a removed one has its own, since its number may have gone to another."""
        return self.row.after.anchor if self.row.after else f"gone-{self.row.before.anchor}"

    @property
    def formerly(self) -> str:
        """The number that it had before, where that was another."""
        before, after = self.row.before, self.row.after
        return before.number if before and after and before.number != after.number else ""

    @property
    def old(self) -> str:
        return comparison.words(self.row.before)

    @property
    def new(self) -> str:
        return comparison.words(self.row.after)

    @property
    def same_words(self) -> bool:
        return self.old == self.new

    @property
    def whole(self) -> bool:
        return difference.likeness(self.old, self.new) < difference.ALIKE

    @property
    def quoted(self) -> Comment | None:
        """The first comment behind it that may be quoted: short, shown, and with no number to cover."""
        shown = (each for each in (self.cause.comments if self.cause else ()) if each.state == Comment.State.SHOWN)
        short = (each for each in shown if len(each.comment) <= WORDS_MOST)
        return next((each for each in short if not personal_numbers.first(each.comment)), None)


@dataclass
class Run:
    """Paragraphs in a row that did not change."""

    rows: list[Row] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        first, last = self.rows[0].after.number, self.rows[-1].after.number
        return first if first == last else f"{first}–{last}"


@dataclass
class Part:
    """A heading and what stands under it: changed paragraphs and runs of unchanged ones."""

    heading: Paragraph | None
    pieces: list[Altered | Run] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(isinstance(piece, Altered) for piece in self.pieces)


@dataclass(frozen=True)
class Redline:
    """The whole comparison."""

    parts: Sequence[Part]
    altered: Sequence[Altered]
    counts: Mapping[str, int]
    paragraphs: int
    behind: int
    received: int
    public: bool

    @property
    def sums(self) -> list[tuple[int, str]]:
        """How many of each kind, in words."""
        return [(n, said(kind, n)) for kind, n in self.counts.items() if kind != "kept"]

    @property
    def kept(self) -> int:
        return self.counts.get("kept", 0)


def said(kind: str, n: int) -> str:
    """What happened to n paragraphs, in words that agree with the number."""
    return {
        "edited": npgettext("paragraphs", "changed", "changed", n),
        "new": npgettext("paragraphs", "new", "new", n),
        "removed": npgettext("paragraphs", "removed", "removed", n),
        "moved": npgettext("paragraphs", "moved", "moved", n),
        "split": npgettext("paragraphs", "split", "split", n),
        "merged": npgettext("paragraphs", "merged", "merged", n),
    }[kind]


def read(matter: Matter, before: Version, after: Version) -> Redline:
    """Every row of the comparison in its section; causes only between neighbours, once the answers are public."""
    rows = comparison.compare(before, after)
    public = after.number == before.number + 1 and published_answers(before)
    known = causes.of(after) if public else {}
    said = spoken_of(before) if public else {}
    parts, counts = [Part(None)], {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
        if row.after and row.after.is_heading:
            parts.append(Part(row.after))
        if row.is_changed:
            cause = known.get(row.descent.pk) if row.descent else None
            n = said.get(row.before.pk, 0) if row.before else 0
            parts[-1].pieces.append(Altered(row, cause, n, steps(matter, before, after, row, cause)))
        elif not (row.after and row.after.is_heading):
            unchanged(parts[-1]).rows.append(row)
    altered = [piece for part in parts for piece in part.pieces if isinstance(piece, Altered)]
    behind = {comment.pk for each in altered if each.cause for comment in each.cause.comments}
    return Redline(
        [part for part in parts if part.heading or part.pieces],
        altered,
        counts,
        len(rows) - counts.get("new", 0),
        len(behind),
        before.received or 0,
        public,
    )


def unchanged(part: Part) -> Run:
    """The run that the next unchanged paragraph belongs to."""
    if not part.pieces or not isinstance(part.pieces[-1], Run):
        part.pieces.append(Run())
    return part.pieces[-1]


def spoken_of(version: Version) -> dict[int, int]:
    """How many comments each paragraph of a version got, by its pk."""
    rows = Comment.objects.to_answer().filter(consultation__version=version, paragraph__isnull=False).order_by()
    return dict(rows.values_list("paragraph_id").annotate(n=Count("pk")))


def steps(matter: Matter, before: Version, after: Version, row: Row, cause: Cause | None) -> list[Step]:
    """The loop, from the paragraph's side: comments, answer, change, decision."""
    if cause is None:
        return []
    found = []
    if cause.behind:
        answered = before.consultation.answers_published_at
        said = ngettext("%(n)s comment behind the change", "%(n)s comments behind the change", cause.behind)
        found.append(Step("done", said % {"n": cause.behind}))
        found.append(Step("done", _("Answered %(day)s") % {"day": short_day(answered)}))
    settled = matter.settled(after)
    found.append(Step("done" if settled else "now", kinds.said_in(row.kind, matter.named(after))))
    if settled is None:
        return [*found, Step("next", _("Decision"))]
    words = _("Decided %(day)s § %(section)s")
    return [*found, Step("now", words % {"day": short_day(settled.adopted_on), "section": settled.adopted_section})]
