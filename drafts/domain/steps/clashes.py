"""Steps that met a change of somebody else: what both sides made of the paragraphs concerned, and who was first.

Paragraphs that gave words to each other, here or there, make one clash: a choice is for all of them together, so that
no word comes twice and none is lost between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from drafts.domain import chronicle, kinship
from drafts.domain.editing.changes import Form
from drafts.domain.tokens import key, tokenise
from drafts.models import Paragraph, Version
from organisation.exceptions import Stale

from .acts import Insert, Move, Remove, Rewrite, Step, Title

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Words:
    """A paragraph in one of its wordings."""

    lineage: UUID
    form: Form
    text: str


@dataclass(frozen=True)
class Clash:
    """Paragraphs of one family in the three wordings, each in the order of the text.

    `rows`: as they are now; `before`: what stands before the first of them; `has_words`: mine are other words than
    those that were seen, not only cut in other places or taken out.
    """

    steps: Sequence[Step]
    lineages: Sequence[UUID]
    base: Sequence[Words]
    mine: Sequence[Words]
    rows: Sequence[Paragraph]
    has_words: bool
    before: UUID | None = None
    last: object = None

    @property
    def theirs(self) -> list[Words]:
        return [words_of(row) for row in self.rows]

    @property
    def number(self) -> str | None:
        return self.rows[0].number if self.rows else getattr(self.last, "number", None)


@dataclass(frozen=True)
class Told:
    """What a window has heard of others: all up to this row of the history, but for the paragraphs that are `behind`.

    Those it has at the revision that is given, 0 for one that it has not.
    """

    row: int
    behind: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TitleClash:
    """Another title than the one that was seen."""

    mine: str
    theirs: str
    last: object = None


class Overtaken(Stale):
    """Somebody else saved first what some of the steps change; nothing is saved."""

    def __init__(self, clashes: Sequence[Clash], title: TitleClash | None = None) -> None:
        super().__init__(_("Somebody else has saved here since. Nothing of theirs or yours is overwritten."))
        self.clashes, self.title = clashes, title


def told(words: Iterable[Words]) -> str | None:
    """The paragraphs as one text to read; None when there are none."""
    return BETWEEN.join(each.text for each in words) or None


def words_of(row: object) -> Words:
    return Words(row.lineage, Form(row.kind, row.level, row.marker), row.text)


def overtaken(draft: Version, steps: Sequence[Step], stale: set[UUID | None], heard: Told | None) -> Overtaken:
    """The refusal of steps of which `stale` (None: the title) came too late; `heard`: None for all there is."""
    title = next((step for step in steps if isinstance(step, Title)), None) if None in stale else None
    clash = title and TitleClash(title.text, draft.title, chronicle.newest(draft.history))
    return Overtaken(Sight(draft, steps, heard).clashes(stale - {None}), clash)


class Sight:
    """What a window had seen of a draft when it sent its steps."""

    def __init__(self, draft: Version, steps: Sequence[Step], heard: Told | None) -> None:
        self.history = Paragraph.history.filter(version=draft)
        self.now = {row.lineage: row for row in draft.paragraphs.all()}
        self.steps = [step for step in steps if not isinstance(step, Title)]
        self.since = heard.row if heard else self.history.aggregate(last=Max("history_id"))["last"] or 0
        self.revisions = dict(heard.behind) if heard else {}
        for step in self.steps:
            self.revisions |= getattr(step, "seen", {})
        self.revisions |= {each.lineage: each.revision for each in self.steps if isinstance(each, Rewrite | Remove)}
        self.rows = self._rows()

    def _rows(self) -> dict[UUID, object]:
        """The history row of each paragraph that was named, at the revision that was seen."""
        named = self.history.filter(lineage__in=self.revisions).exclude(history_type="-").order_by("history_id")
        return {row.lineage: row for row in named if row.revision == self.revisions[row.lineage]}

    def seen(self, lineage: UUID) -> object | None:
        """The history row with what was seen of a paragraph; None when it was not in the text."""
        if lineage not in self.revisions:
            past = self.history.filter(lineage=lineage, history_id__lte=self.since).order_by("-history_id").first()
            return past if past and past.history_type != "-" else None
        return self.rows.get(lineage)

    def clashes(self, stale: set[UUID]) -> list[Clash]:
        """One clash for each family with a step that came too late, in the order of the text."""
        families = self._families(stale)
        found = {frozenset(families.of(lineage)) for lineage in stale}
        clashes = [self.clash(family) for family in found]
        return sorted(clashes, key=lambda clash: self.place(clash.lineages[0]))

    def _families(self, stale: set[UUID]) -> kinship.Families:
        """What was tied here, and grown from those that came too late what others have tied since they were seen."""
        families = kinship.Families(tied(step) for step in self.steps)
        theirs = list(kinship.pairs(self.history))
        since: dict[UUID, int] = {}
        waiting = list(set().union(*(families.of(each) for each in stale)))
        while waiting:
            lineage = waiting.pop()
            seen = self._since(lineage, since)
            for row, *pair in theirs:
                if lineage not in pair or row <= seen:
                    continue
                other = pair[1 - pair.index(lineage)]
                added = families.of(other) - families.of(lineage)
                if not added and (other in self.revisions or self._since(other, since) <= seen):
                    continue
                since[other] = min(seen, since.get(other, seen))
                families.tie(pair)
                waiting += {*added, other}
        return families

    def _since(self, lineage: UUID, since: dict[UUID, int]) -> int:
        """The row of the history after which what became of a paragraph was not seen.

        For one that was not named that is no later than for the one that its words came from or went to.
        """
        if lineage in self.revisions:
            row = self.rows.get(lineage)
            return row.history_id if row else 0
        return min(self.since, since.get(lineage, self.since))

    def clash(self, family: Iterable[UUID]) -> Clash:
        lineages = sorted(family, key=self.place)
        seen = {lineage: self.seen(lineage) for lineage in lineages}
        base = [words_of(row) for row in seen.values() if row]
        steps = [step for step in self.steps if step.lineage in lineages]
        mine = self._mine(lineages, base, steps)
        shown = (each for each in lineages if each in mine or each in self.now or seen[each])
        return Clash(
            steps,
            list(shown) or lineages,
            base,
            list(mine.values()),
            [self.now[lineage] for lineage in lineages if lineage in self.now],
            has_words=not only_cut(base, list(mine.values())) and not all(map(is_taking_out, steps)),
            before=self._before(lineages),
            last=self._last(lineages),
        )

    def _before(self, lineages: list[UUID]) -> UUID | None:
        """The paragraph before the first of these."""
        first = self.place(lineages[0])
        return next((row.lineage for row in reversed(self.now.values()) if (row.position,) < first), None)

    def _mine(self, lineages: list[UUID], base: list[Words], steps: list[Step]) -> dict[UUID, Words]:
        made = {each.lineage: each for each in base}
        for step in steps:
            if isinstance(step, Rewrite | Insert):
                made[step.lineage] = Words(step.lineage, step.form, step.text)
            elif isinstance(step, Remove):
                made.pop(step.lineage, None)
        return {lineage: made[lineage] for lineage in lineages if lineage in made}

    def _last(self, lineages: list[UUID]) -> object | None:
        """The newest row of the history of these paragraphs."""
        return chronicle.newest(self.history.filter(lineage__in=lineages))

    def place(self, lineage: UUID) -> tuple[int, ...]:
        """Where a paragraph stands, stood, or is to stand."""
        row = self.now.get(lineage) or self.rows.get(lineage)
        if row is None:
            step = next((each for each in self.steps if each.lineage == lineage and isinstance(each, Insert)), None)
            if step:
                return (*(self.place(step.after) if step.after else (-1,)), self.steps.index(step))
            row = self.history.filter(lineage=lineage).order_by("-history_id").first()
        return (row.position,) if row else (0,)


def tied(step: Step) -> list[UUID]:
    """The paragraphs that a step takes words from or gives words to, with its own."""
    if isinstance(step, Move):
        return [step.lineage]
    other = getattr(step, "split_from", None) or getattr(step, "merged_into", None)
    return [step.lineage, *step.seen, *([other] if other else [])]


def is_taking_out(step: Step) -> bool:
    return isinstance(step, Move) or (isinstance(step, Remove) and not step.merged_into)


def only_cut(base: Sequence[Words], mine: Sequence[Words]) -> bool:
    """Whether these are the same words in the same order and form, at most parted in other places."""
    forms = {each.lineage: each.form[:2] for each in base}
    reformed = any(forms.get(each.lineage, each.form[:2]) != each.form[:2] for each in mine)
    return not reformed and units(base) == units(mine)


def units(words: Iterable[Words]) -> list[str]:
    """All their words and signs, without the white space."""
    return [key(unit) for each in words for unit in tokenise(each.text) if not unit.isspace()]
