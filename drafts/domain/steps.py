"""What an editor's window sends in one go: steps that are taken together, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from drafts.domain import blocks, chronicle, editing, sittings, texts
from drafts.domain.blocks import Block, Text
from drafts.domain.editing import changes
from drafts.domain.editing.arrangement import Row
from drafts.domain.editing.changes import Form
from drafts.domain.editing.writing import Writing
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Policy, Version
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

TITLE = 300


@dataclass(frozen=True)
class Rewrite:
    """New words or another form for a paragraph; `revision` is the one that was seen."""

    lineage: UUID
    revision: int
    form: Form
    text: str


@dataclass(frozen=True)
class Insert:
    """A paragraph after another (None: first); the rest of `split_from` if it was split off."""

    lineage: UUID
    after: UUID | None
    form: Form
    text: str
    split_from: UUID | None = None


@dataclass(frozen=True)
class Remove:
    """A paragraph goes; its words are in `merged_into` now if it was joined with that."""

    lineage: UUID
    revision: int
    merged_into: UUID | None = None


@dataclass(frozen=True)
class Move:
    """A paragraph stands after another (None: first)."""

    lineage: UUID
    after: UUID | None


@dataclass(frozen=True)
class Title:
    """Another title of the text; `seen` is the one that it replaces."""

    text: str
    seen: str
    lineage = None


Step = Rewrite | Insert | Remove | Move | Title


@dataclass(frozen=True)
class Clash:
    """A step that met a change of somebody else: the paragraph as it is now, None when it is gone."""

    step: Step
    current: Paragraph | None
    base: str = ""
    theirs: str | None = None
    last: object = None

    @property
    def mine(self) -> str | None:
        return getattr(self.step, "text", None)


class Overtaken(Stale):
    """Somebody else saved first what some of the steps change; nothing is saved."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(_("Somebody else has saved here since. Nothing of theirs or yours is overwritten."))
        self.clashes = clashes


class WordsRefused(TextRefused):
    """The words of one step cannot be taken in."""

    def __init__(self, message: str, lineage: UUID | None) -> None:
        super().__init__(message)
        self.lineage = lineage


@dataclass
class Taken:
    """What became of the steps: the paragraphs they touched, in reading order, and what the others are called now."""

    draft: Version
    paragraphs: list[Paragraph]
    numbers: dict[UUID, str] = field(default_factory=dict)
    markers: dict[UUID, str] = field(default_factory=dict)


def take(policy: Policy, steps: Sequence[Step], *, sitting: UUID | None = None, by: User) -> Taken:
    """Takes the steps in their order, in one transaction, and empties the sitting's buffer.

    `Overtaken` names every step that somebody else was before; then, and when a step is refused, nothing is
    saved. Steps that were taken before change nothing.
    """
    with editing.writing(policy, by=by) as desk:
        clashes = []
        for step in steps:
            try:
                attempt(desk, step)
            except Stale as refusal:
                clashes.append(clash_of(desk.draft, step, refusal.current))
            except TextRefused as refusal:
                raise WordsRefused(str(refusal), step.lineage) from refusal
        if clashes:
            raise Overtaken(clashes)
        sittings.empty(sitting, by=by)
    return taken(desk, steps)


def attempt(desk: Writing, step: Step) -> None:
    """One step; `Stale` when somebody else was before."""
    match step:
        case Rewrite():
            changes.rewrite(desk, living(desk, step.lineage), step.text, step.form, revision=step.revision)
        case Insert():
            insert(desk, step)
        case Remove():
            paragraph = found(desk, step.lineage)
            if paragraph:
                into = found(desk, step.merged_into)
                changes.remove(desk, paragraph, revision=step.revision, merged_into=into)
        case Move():
            changes.move(desk, living(desk, step.lineage), after=place_of(desk, step.after))
        case Title():
            retitle(desk, step)


def insert(desk: Writing, step: Insert) -> None:
    """A new paragraph. One that is there already is the same if its words are, or if the writer goes on with it."""
    posted = found(desk, step.lineage)
    if posted is None:
        origin = found(desk, step.split_from)
        place = place_of(desk, step.after)
        changes.insert(desk, step.text, step.form, after=place, lineage=step.lineage, split_from=origin)
    elif texts.one_block(step.text, **step.form._asdict()).text != posted.text:
        last = chronicle.newest(posted.history)
        if last is None or last.history_user_id != desk.by.pk:
            raise editing.stale(posted)
        changes.rewrite(desk, posted, step.text, step.form, revision=posted.revision)


def retitle(desk: Writing, step: Title) -> None:
    """The title of the text; it stays one line of words."""
    title = " ".join(step.text.split())
    if title == desk.draft.title:
        return
    if not title or len(title) > TITLE:
        raise TextRefused(_("The title needs at least one word and at most %(most)d characters.") % {"most": TITLE})
    if blocks.split(blocks.join(Text(title, (Block("paragraph", 0, "x"),)))).title != title:
        raise TextRefused(_("The title has signs that cannot be kept. Write it in plain words."))
    if step.seen != desk.draft.title:
        raise Stale(_("Somebody has changed the title meanwhile."), current=None)
    desk.change()
    desk.draft.title = title
    desk.draft._history_user = desk.by
    desk.draft.save()
    desk.tell("title rewritten")


def found(desk: Writing, lineage: UUID | None) -> Paragraph | None:
    """The paragraph of the draft with this lineage."""
    return desk.draft.paragraphs.filter(lineage=lineage).first() if lineage else None


def living(desk: Writing, lineage: UUID) -> Paragraph:
    """The same; `Stale` when somebody has removed it."""
    paragraph = found(desk, lineage)
    if paragraph is None:
        raise Stale(_("Somebody has removed this paragraph from the draft meanwhile."))
    return paragraph


def place_of(desk: Writing, lineage: UUID | None) -> Row | None:
    """Where "after this paragraph" is: where it stood, when somebody has removed it."""
    row = desk.order.get(lineage) if lineage else None
    if row or lineage is None:
        return row
    gone = changes.last_of(desk, lineage)
    if gone is None:
        raise ActRefused(_("The paragraph before it is not in the draft. Load the page again."))
    return desk.order.behind(gone.position)


def clash_of(draft: Version, step: Step, current: Paragraph | None) -> Clash:
    """What both sides wrote, and the wording that both began with."""
    if isinstance(step, Title):
        last = chronicle.newest(draft.history)
        return Clash(step, None, base=step.seen, theirs=draft.title, last=last)
    history = Paragraph.history.filter(version=draft, lineage=step.lineage)
    seen = history.filter(revision=getattr(step, "revision", 0)).first()
    theirs = current.text if current else None
    return Clash(step, current, seen.text if seen else "", theirs, chronicle.newest(history))


def taken(desk: Writing, steps: Sequence[Step]) -> Taken:
    """What the window needs to know, the same however often the steps are sent."""
    named = {step.lineage for step in steps if step.lineage} | set(desk.touched)
    answer = Taken(desk.draft, list(desk.draft.paragraphs.filter(lineage__in=named)))
    if not desk.is_changed and any(isinstance(step, Insert | Remove | Move) for step in steps):
        rows = list(desk.draft.paragraphs.only("lineage", "kind", "marker", "number"))
    else:
        rows = desk.renumbered
    answer.numbers = {row.lineage: row.number for row in rows}
    answer.markers = {row.lineage: row.marker for row in rows if row.kind == Paragraph.Kind.ORDERED}
    return answer


def cursor(draft: Version) -> int:
    """The newest row of the history of the draft's paragraphs."""
    newest = Paragraph.history.filter(version=draft).order_by("-history_id").values_list("history_id", flat=True)
    return newest.first() or 0
