"""Who changed what in a text, and when: read from the history of its paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString

from drafts.domain import alignment, blocks, difference, numbering
from drafts.models import Paragraph, Policy, Version
from organisation.models import Event, User

TOGETHER = timedelta(seconds=2)
MANY = 3


@dataclass
class Edit:
    """One change of a paragraph: `kind` is new, edited or removed; `html` the difference of the Markdown, in words."""

    lineage: UUID | None
    number: str
    kind: str
    html: SafeString
    by: User | None
    at: datetime | None
    version: Version | None = None


@dataclass
class Moment:
    """What one person did at one time: often one change; a whole text that is put in changes many paragraphs."""

    by: User | None
    at: datetime
    changes: list[Edit] = field(default_factory=list)

    @property
    def is_many(self) -> bool:
        return len(self.changes) > MANY


def records(policy: Policy) -> QuerySet:
    """The history of all paragraphs of the policy, newest first, each with the words that were there before."""
    history = Paragraph.history.model.objects
    before = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    return (
        history.filter(version__policy=policy)
        .annotate(before=Subquery(before.values("text")[:1]))
        .select_related("history_user", "version")
        .order_by("-history_id")
    )


def of_draft(draft: Version) -> QuerySet:
    """What happened to the draft, newest first. That it began as a copy of the version before is no change."""
    rows = records(draft.policy).filter(version=draft)
    origin = draft.policy.versions.newest()
    return rows.exclude(history_type="+", lineage__in=origin.paragraphs.values("lineage")) if origin else rows


def of_paragraph(policy: Policy, lineage: UUID) -> list[Edit]:
    """What happened to one paragraph through all versions, newest first; a copy into a new draft is no change."""
    found, words = [], None
    for row in reversed(records(policy).filter(lineage=lineage)):
        if row.history_type == "+" and words == row.text:
            continue
        found.append(edit_of(row, before=words))
        words = None if row.history_type == "-" else row.text
    return found[::-1]


def edit_of(row, *, before: str | None) -> Edit:
    """One row of the history as an edit."""
    if row.history_type == "-":
        kind, html = "removed", difference.difference_html(row.text, "")
    elif before is None:
        kind, html = "new", difference.difference_html("", row.text)
    else:
        kind, html = "edited", difference.difference_html(before, row.text)
    return Edit(row.lineage, row.number, kind, html, row.history_user, row.history_date, row.version)


def moments(rows: Iterable) -> list[Moment]:
    """Neighbouring rows of one person within a moment, together."""
    found: list[Moment] = []
    for row in rows:
        change = edit_of(row, before=row.before)
        last = found[-1] if found else None
        if last and last.by == change.by and last.at - change.at <= TOGETHER:
            last.changes.append(change)
        else:
            found.append(Moment(change.by, change.at, [change]))
    return found


def of_event(policy: Policy, event: Event) -> list[Edit]:
    """What one act of an official changed in the text: all between it and the act before, in reading order.

    Acts on one policy take turns, so nobody else's change lies between.
    """
    earlier = Event.objects.filter(chain=event.chain, pk__lt=event.pk, actor__isnull=False).order_by("-pk").first()
    rows = records(policy).filter(history_date__lte=event.at)
    if earlier:
        rows = rows.filter(history_date__gt=earlier.at)
    return [edit_of(row, before=row.before) for row in sorted(rows, key=lambda row: row.position)]


def between(old: Sequence[Paragraph], markdown: str) -> list[Edit]:
    """What putting `markdown` in would change in these paragraphs, in its reading order; removed ones last."""
    new = blocks.split(markdown).blocks
    numbers, found = numbering.number(new), []
    for tie in alignment.align(old, new):
        before = old[tie.before].text if tie.before is not None else ""
        after = new[tie.after].text if tie.after is not None else ""
        if before == after:
            continue
        kind = "new" if not before else "edited" if after else "removed"
        number = numbers[tie.after] if tie.after is not None else old[tie.before].number
        place = tie.after if tie.after is not None else len(new)
        found.append((place, Edit(None, number, kind, difference.difference_html(before, after), None, None)))
    return [change for _place, change in sorted(found, key=lambda pair: pair[0])]
