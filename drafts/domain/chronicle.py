"""Who changed what in a text, and when: read from the history of its paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import SafeString

from drafts.domain import alignment, blocks, difference, numbering
from drafts.domain.blocks import Block
from drafts.domain.comparison import alteration, drawing
from drafts.models import Paragraph, Policy, Version
from organisation.models import Event, User

TOGETHER = timedelta(seconds=2)
MANY = 3
# The reason of a history row that only tells where a paragraph came to stand when others came or went.
PLACED = "placed"


@dataclass
class Edit:
    """One change of a paragraph: `kind` is new, edited, moved, form (kind, level or marker) or removed.

    `html` is the difference of the Markdown, in words; `remarks` say what it became; `row` is that of the history.
    """

    lineage: UUID | None
    number: str
    kind: str
    html: SafeString
    by: User | None
    at: datetime | None
    version: Version | None = None
    row: int | None = None
    remarks: Sequence[str] = ()


@dataclass
class Moment:
    """What one person did at one time: often one change; a whole text that is put in changes many paragraphs.

    `unlisted`: how many changes it has beside those that were asked for.
    """

    by: User | None
    at: datetime
    changes: list[Edit] = field(default_factory=list)
    unlisted: int = 0

    @property
    def count(self) -> int:
        return len(self.changes) + self.unlisted

    @property
    def is_many(self) -> bool:
        return len(self.changes) > MANY

    @property
    def row(self) -> int | None:
        """The last row of the history that belongs to it."""
        return max((change.row for change in self.changes if change.row), default=None)


def remember_places(paragraphs: Iterable[Paragraph], *, by: User | None = None) -> None:
    """Writes where paragraphs came to stand because others came or went: an earlier text is put together from it."""
    rows = list(paragraphs)
    if rows:
        Paragraph.history.bulk_history_create(
            rows, update=True, default_user=by, default_change_reason=PLACED, batch_size=500
        )


def newest(history: QuerySet) -> object | None:
    """The last row of some history that tells of a change, with its writer."""
    told = history.exclude(history_change_reason=PLACED)
    return told.select_related("history_user").order_by("-history_id").first()


def words_at(paragraph: Paragraph, revision: int) -> str:
    """The words that the paragraph of the draft had at a revision; "" when that is not known."""
    seen = paragraph.history.filter(revision=revision).first()
    return seen.text if seen else ""


def records(policy: Policy) -> QuerySet:
    """The history of all paragraphs of the policy, newest first, each knowing the row before it (`prior`)."""
    history = Paragraph.history.model.objects
    # A reason that is not there is no reason: exclude() would have to look at both.
    told = history.filter(~Q(history_change_reason=PLACED) | Q(history_change_reason=None))
    before = told.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    return (
        told.filter(version__policy=policy)
        .annotate(prior=Subquery(before.values("history_id")[:1]))
        .select_related("history_user", "version")
        .order_by("-history_id")
    )


def of_draft(draft: Version) -> QuerySet:
    """What happened to the draft, newest first. That it began as a copy of the version before is no change."""
    rows = records(draft.policy).filter(version=draft)
    origin = draft.policy.versions.newest()
    first = Paragraph.history.filter(version=draft).order_by("history_id").first()
    if origin is None or first is None:
        return rows
    begun = first.history_date + TOGETHER
    return rows.exclude(history_type="+", lineage__in=origin.paragraphs.values("lineage"), history_date__lte=begun)


def of_paragraph(policy: Policy, lineage: UUID) -> list[Edit]:
    """What happened to one paragraph through all versions, newest first; a copy into a new draft is no change."""
    found, before = [], None
    for row in reversed(records(policy).filter(lineage=lineage)):
        if row.history_type == "+" and before and _words(before) == _words(row):
            before = row
            continue
        found.append(edit_of(row, before))
        before = None if row.history_type == "-" else row
    return found[::-1]


def _words(row) -> tuple:
    return (row.text, row.kind, row.level)


def edit_of(row, before) -> Edit:
    """One row of the history as an edit; `before` is the row before it, if any."""
    remarks: Sequence[str] = ()
    if row.history_type == "-":
        kind, html = "removed", difference.difference_html(row.text, "")
    elif before is None:
        kind, html = "new", difference.difference_html("", row.text)
    else:
        kind, html, remarks = told(before, row)
    return Edit(
        row.lineage, row.number, kind, html, row.history_user, row.history_date, row.version, row.history_id, remarks
    )


def told(before, row) -> tuple[str, SafeString, list[str]]:
    """What one saved change was: other words, another form, another place; a difference and sentences."""
    html = difference.difference_html(before.text, row.text)
    remarks = drawing.remarks({"remarks": alteration.form_remarks(before, row)})
    if before.text != row.text:
        return "edited", html, remarks
    if remarks:
        return "form", html, remarks
    return ("moved" if before.position != row.position else "edited"), html, remarks


def spans(rows: QuerySet) -> list[list[int]]:
    """The rows of each moment, newest first, by their ids alone: what pages are counted from."""
    found: list[list[int]] = []
    newest = None
    for row, by, at in rows.values_list("history_id", "history_user", "history_date"):
        if newest and newest[0] == by and newest[1] - at <= TOGETHER:
            found[-1].append(row)
        else:
            found.append([row])
            newest = by, at
    return found


def moments_of(rows: QuerySet, chosen: Iterable[Sequence[int]], most: int) -> list[Moment]:
    """The chosen moments (of `spans`), whole to be counted, at most `most` changes of each to be read."""
    chosen = list(chosen)
    found = moments(rows.filter(history_id__in=[row for span in chosen for row in span[:most]]))
    for moment, span in zip(found, chosen, strict=True):
        moment.unlisted = len(span) - len(moment.changes)
    return found


def moments(rows: Iterable) -> list[Moment]:
    """Neighbouring rows of one person within a moment, together."""
    rows, found = list(rows), []
    known = Paragraph.history.in_bulk([row.prior for row in rows if row.prior])
    for row in rows:
        change = edit_of(row, known.get(row.prior))
        last = found[-1] if found else None
        if last and last.by == change.by and last.at - change.at <= TOGETHER:
            last.changes.append(change)
        else:
            found.append(Moment(change.by, change.at, [change]))
    return found


def end_of(row) -> int:
    """The last row of the history that belongs to the same moment: a page may end in the middle of one."""
    together = Paragraph.history.filter(version=row.version_id, history_user=row.history_user_id)
    within = together.filter(history_id__gte=row.history_id, history_date__lte=row.history_date + TOGETHER)
    return within.order_by("-history_id").values_list("history_id", flat=True)[0]


def of_event(policy: Policy, event: Event) -> list[Edit]:
    """What one act of an official changed in the text: all between it and the act before, in reading order.

    Acts on one policy take turns, so nobody else's change lies between.
    """
    earlier = Event.objects.filter(chain=event.chain, pk__lt=event.pk, actor__isnull=False).order_by("-pk").first()
    rows = records(policy).filter(history_date__lte=event.at)
    if earlier:
        rows = rows.filter(history_date__gt=earlier.at)
    known = Paragraph.history.in_bulk([row.prior for row in rows if row.prior])
    return [edit_of(row, known.get(row.prior)) for row in sorted(rows, key=lambda row: row.position)]


def between(old: Sequence[Paragraph], markdown: str) -> list[Edit]:
    """What putting `markdown` in would change in these paragraphs, in its reading order; removed ones last."""
    new = blocks.split(markdown).blocks
    return edits_of(old, new, alignment.align(old, new))


def edits_of(
    old: Sequence[Paragraph], new: Sequence[Block], ties: Iterable[alignment.Tie], *, with_moves: bool = False
) -> list[Edit]:
    """The same where it is known who is who; those that only moved `with_moves`."""
    numbers, found = numbering.number(new), []
    for tie in ties:
        before = old[tie.before].text if tie.before is not None else ""
        after = new[tie.after].text if tie.after is not None else ""
        if before == after and not (with_moves and tie.kind == "moved"):
            continue
        kind = "moved" if before == after else "new" if not before else "edited" if after else "removed"
        number = numbers[tie.after] if tie.after is not None else old[tie.before].number
        place = (tie.after, 0) if tie.after is not None else (len(new), tie.before)
        found.append((place, Edit(None, number, kind, difference.difference_html(before, after), None, None)))
    return [change for _place, change in sorted(found, key=lambda pair: pair[0])]
