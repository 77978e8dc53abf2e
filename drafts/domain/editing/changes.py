"""What the acts do, inside a save that may hold many of them."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from drafts.domain import descents, kinship, texts
from drafts.models import Descent, Paragraph
from organisation.exceptions import ActRefused

from .arrangement import Row
from .guards import fresh, stale
from .writing import Writing

Kind = Paragraph.Kind
LABELLED = (Kind.NOTE, Kind.CODE)


class Form(NamedTuple):
    """What a paragraph is, apart from its words."""

    kind: str
    level: int
    marker: str


def rewrite(desk: Writing, paragraph: Paragraph, text: str, form: Form, *, revision: int) -> Paragraph:
    """New words or another form. Nothing happens when all is so already; `Stale` when another has saved since."""
    block = texts.one_block(text, **form._asdict())
    marked = form.kind in LABELLED and block.marker != paragraph.marker
    reformed = (form.kind, form.level) != (paragraph.kind, paragraph.level) or marked
    if block.text == paragraph.text and not reformed:
        return paragraph
    if revision != paragraph.revision:
        raise stale(paragraph)
    desk.change()
    if Kind.NOTE in (paragraph.kind, form.kind) and reformed:
        desk.labelled(paragraph.marker, block.marker)
    values = {"text": block.text, "html": desk.render(block)}
    if reformed:
        values |= reform(desk, paragraph, form, block.marker)
    taken = Paragraph.objects.filter(pk=paragraph.pk, revision=revision).update(revision=F("revision") + 1, **values)
    if not taken:
        raise stale(fresh(paragraph, desk.draft))
    for name, value in values.items():
        setattr(paragraph, name, value)
    paragraph.revision = revision + 1
    desk.remember(paragraph)
    desk.tell("paragraph rewritten", lineage=str(paragraph.lineage), revision=paragraph.revision)
    return paragraph


def reform(desk: Writing, paragraph: Paragraph, form: Form, marker: str) -> dict:
    """Another kind or level in the order of the draft; what of it is stored."""
    row = desk.row(paragraph)
    desk.order.reform(row, form.kind, form.level, marker if form.kind in (*LABELLED, Kind.ORDERED) else "")
    return {"kind": row.kind, "level": row.level, "marker": row.marker}


def insert(
    desk: Writing,
    text: str,
    form: Form,
    *,
    after: Row | None,
    lineage: UUID,
    split_from: Paragraph | None = None,
) -> Paragraph:
    """A paragraph that is not in the draft: new, the rest of one that was split, or one that was removed before."""
    block = texts.one_block(text, **form._asdict())
    desk.change()
    if form.kind == Kind.NOTE:
        desk.labelled(block.marker)
    gone = last_of(desk, lineage)
    paragraph = Paragraph(
        version=desk.draft,
        lineage=lineage,
        position=desk.order.room(after),
        kind=form.kind,
        level=form.level,
        marker=block.marker if form.kind in (*LABELLED, Kind.ORDERED) else "",
        number="?",
        text=block.text,
        html=desk.render(block),
        revision=gone.revision + 1 if gone else 1,
    )
    paragraph.skip_history_when_saving = True
    paragraph.save()
    del paragraph.skip_history_when_saving
    row = Row(paragraph.pk, lineage, paragraph.position, form.kind, form.level, paragraph.marker, "?")
    desk.order.put(row, after)
    tie(desk, paragraph, split_from, gone)
    if split_from:
        desk.exchange(lineage, [split_from.lineage])
    desk.remember(paragraph, new=True)
    desk.tell("paragraph inserted", lineage=str(lineage))
    return paragraph


def tie(desk: Writing, paragraph: Paragraph, split_from: Paragraph | None, gone) -> None:
    """What a paragraph that came into the draft comes from."""
    if not desk.has_past:
        return
    if gone or not split_from:
        desk.retie(descents.returned(paragraph, kinship.unnamed(gone.history_change_reason) if gone else None))
    else:
        desk.retie(descents.split(split_from, paragraph))


def last_of(desk: Writing, lineage: UUID):
    """The history row of a paragraph's removal from this draft, if it was removed."""
    rows = Paragraph.history.filter(lineage=lineage, version=desk.draft)
    last = rows.order_by("-history_id").first()
    return last if last and last.history_type == "-" else None


def remove(
    desk: Writing, paragraph: Paragraph, *, revision: int, merged_into: Paragraph | None = None
) -> list[Descent]:
    """Takes a paragraph out; its ties say so, or go to the one that it was joined with."""
    if revision != paragraph.revision:
        raise stale(paragraph)
    desk.change()
    if paragraph.kind == Kind.NOTE:
        desk.labelled(paragraph.marker)
    if merged_into:
        desk.exchange(paragraph.lineage, [merged_into.lineage])
    trace = descents.trace(paragraph, merged_into)
    paragraph._change_reason = kinship.named(desk.exchanged[paragraph.lineage], trace)
    desk.retie(descents.befores(paragraph))
    ties = descents.joined(paragraph, merged_into) if merged_into else descents.removed(paragraph)
    desk.order.take_out(desk.row(paragraph))
    desk.forget(paragraph)
    paragraph._history_user = desk.by
    lineage = str(paragraph.lineage)
    paragraph.delete()
    desk.tell("paragraph removed", lineage=lineage)
    return ties


def move(desk: Writing, paragraph: Paragraph, *, after: Row | None) -> Paragraph:
    """Another place; nothing happens when it stands there already."""
    row = desk.row(paragraph)
    if row is after:
        raise ActRefused(_("A paragraph cannot stand after itself."))
    if desk.order.before(row) is after:
        return paragraph
    desk.change()
    desk.order.take_out(row)
    row.position = desk.order.room(after)
    Paragraph.objects.filter(pk=row.pk).update(position=row.position)
    desk.order.put(row, after)
    desk.retie(descents.befores(paragraph))
    desk.remember(paragraph)
    desk.tell("paragraph moved", lineage=str(paragraph.lineage))
    return paragraph


def level_for(kind: str, after: Paragraph | None) -> int:
    """The level that a new block gets from the one before it."""
    if kind == Kind.HEADING:
        return after.level if after and after.is_heading else 1
    if kind in (Kind.BULLET, Kind.ORDERED):
        return after.level if after and after.is_item else 1
    return 0
