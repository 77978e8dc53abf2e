"""Taking the steps of a window, in one transaction, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from drafts.domain import blocks, chronicle, editing, kinship, sittings, texts
from drafts.domain.blocks import Block, Text
from drafts.domain.editing import changes
from drafts.domain.editing.arrangement import Row
from drafts.domain.editing.writing import Writing
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Policy, Version
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

from .acts import Insert, Move, Remove, Rewrite, Step, Title
from .clashes import Told, overtaken

TITLE = 300


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
    again: dict | None = None


def take(
    policy: Policy,
    steps: Sequence[Step],
    *,
    sitting: UUID | None = None,
    key: UUID | None = None,
    told: Told | None = None,
    by: User,
) -> Taken:
    """Takes the steps in their order, in one transaction, and empties the sitting's buffer.

    `Overtaken` names the paragraphs where somebody else was before, with all that words went between here or there
    (`told`: what the writer had heard of others); then, and when a step is refused, nothing is saved. Steps that were
    taken before change nothing; with the `key` of those that the sitting sent last nothing is looked at, and `again`
    is what was answered then.
    """
    with transaction.atomic():
        draft = editing.draft_for_writing(policy)
        again = sittings.answered(sitting, key, by=by)
        if again:
            return Taken(draft, [], again=again)
        try:
            with editing.writing(policy, by=by) as desk:
                attempt_all(desk, steps)
                sittings.empty(sitting, by=by)
        except Behind as refusal:
            raise overtaken(draft, steps, refusal.stale, told) from refusal
    return taken(desk, steps)


class Behind(Exception):
    """Some of the steps came too late: their paragraphs, None for the title."""

    def __init__(self, stale: set[UUID | None]) -> None:
        self.stale = stale


def attempt_all(desk: Writing, steps: Sequence[Step]) -> None:
    """All the steps; `Behind` names those that came too late."""
    seen, stale = revisions(desk, steps), set()
    for step in steps:
        try:
            attempt(desk, step, seen)
        except Stale:
            stale.add(step.lineage)
        except TextRefused as refusal:
            raise WordsRefused(str(refusal), step.lineage) from refusal
        except ActRefused:
            if not stale:  # else it stands on one that came too late
                raise
    if stale:
        raise Behind(stale)


def attempt(desk: Writing, step: Step, seen: dict[UUID, int]) -> None:
    """One step; `Stale` when somebody else was before, there or where its words came from or went to."""
    if not isinstance(step, Move | Title) and step.seen:
        desk.exchange(step.lineage, step.seen)
    match step:
        case Rewrite():
            changes.rewrite(desk, living(desk, step.lineage), step.text, step.form, revision=step.revision)
            if step.lineage in desk.touched:
                refuse_behind(step, seen)
        case Insert():
            insert(desk, step, seen)
        case Remove():
            remove(desk, step, seen)
        case Move():
            changes.move(desk, living(desk, step.lineage), after=place_of(desk, step.after))
        case Title():
            retitle(desk, step)


def revisions(desk: Writing, steps: Sequence[Step]) -> dict[UUID, int]:
    """The revisions, before anything is taken, of the paragraphs that words came from or went to."""
    named = {lineage for step in steps if not isinstance(step, Move | Title) for lineage in step.seen}
    if not named:
        return {}
    return dict(desk.draft.paragraphs.filter(lineage__in=named).values_list("lineage", "revision"))


def refuse_behind(step: Rewrite | Insert | Remove, now: dict[UUID, int]) -> None:
    if any(now.get(lineage) != revision for lineage, revision in step.seen.items()):
        raise Stale(_("Somebody has saved here since you opened it. Nothing is overwritten."))


def insert(desk: Writing, step: Insert, seen: dict[UUID, int]) -> None:
    """A new paragraph. One that is there already is the same if its words are, or if the writer goes on with it."""
    posted = found(desk, step.lineage)
    if posted is None:
        refuse_behind(step, seen)
        origin = found(desk, step.split_from)
        place = place_of(desk, step.after)
        changes.insert(desk, step.text, step.form, after=place, lineage=step.lineage, split_from=origin)
    elif texts.one_block(step.text, **step.form._asdict()).text != posted.text:
        last = chronicle.newest(posted.history)
        if last is None or last.history_user_id != desk.by.pk:
            raise editing.stale(posted)
        changes.rewrite(desk, posted, step.text, step.form, revision=posted.revision)


def remove(desk: Writing, step: Remove, seen: dict[UUID, int]) -> None:
    """A paragraph goes. One that is gone already is the same, unless its words were to go elsewhere."""
    paragraph = found(desk, step.lineage)
    if paragraph:
        refuse_behind(step, seen)
        changes.remove(desk, paragraph, revision=step.revision, merged_into=found(desk, step.merged_into))
    elif step.merged_into:
        gone = changes.last_of(desk, step.lineage)
        if gone and step.merged_into not in kinship.others_of(gone.history_change_reason):
            raise Stale(_("Somebody has removed this paragraph from the draft meanwhile."))


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
