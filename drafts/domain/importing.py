"""Putting a whole text in: as a first text, or over the draft, where paragraphs keep their identity."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from drafts.domain import alignment, blocks, descents, numbering, rendering, texts
from drafts.domain.alignment import Tie
from drafts.domain.approvals import withdraw_standing
from drafts.domain.blocks import Block, Text
from drafts.domain.chronicle import remember_places
from drafts.domain.editing import draft_for_writing, remember
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Policy, Version
from drafts.models.paragraph import GAP
from organisation.domain import log
from organisation.exceptions import Stale
from organisation.models import User

WRITTEN = ("position", "kind", "level", "marker", "number", "text", "html", "revision")
FAR = 2**30
TITLE = Version._meta.get_field("title").max_length


def read_upload(data: bytes) -> str:
    """The text of an uploaded Markdown file. Refused, in words, when it is not text in UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextRefused(
            _(
                "The file is not plain text in UTF-8. Save the text as Markdown (.md) and try again;"
                " Word and PDF files cannot be read here yet."
            )
        ) from error


@transaction.atomic
def put_in(policy: Policy, markdown: str, *, by: User, seen: str = "") -> Counter:
    """Makes `markdown` the text of the draft. Counts paragraphs by what became of them (kept, edited, new …).

    `seen` is the checksum of the draft that the writer saw: `Stale` when another has changed it since.
    A given approval is taken back unless the text is the same.
    """
    text = blocks.split(markdown)
    refuse_long_title(text)
    draft = draft_for_writing(policy)
    if seen and texts.checksum(draft) != seen:
        raise Stale(_("Somebody has changed the draft since you opened it. Nothing is overwritten."), draft)
    if texts.source(draft) == blocks.join(text):
        counts = Counter(kept=len(text.blocks))
    else:
        withdraw_standing(draft.policy, by=by)
        counts = replace_text(draft, text, by=by)
    log.record(policy.uuid, "text put in", by=by, paragraphs=len(text.blocks), **counts)
    return counts


def refuse_long_title(text: Text) -> None:
    """Stops, in words, a text whose title would not fit."""
    if len(text.title) > TITLE:
        raise TextRefused(_("The title has more than %(most)d characters.") % {"most": TITLE})


def replace_text(
    draft: Version,
    text: Text,
    *,
    by: User | None,
    lineages: Sequence[uuid.UUID] | None = None,
    ties: Sequence[Tie] | None = None,
) -> Counter:
    """Sets the draft's title, links, paragraphs and ties, in the caller's transaction.

    Identity comes from `ties` (of the draft's paragraphs to the blocks) or `lineages` (one for each block) where they
    are known, else from likeness.
    """
    old = list(draft.paragraphs.all())
    new = list(text.blocks)
    if ties is None:
        ties = ties_by_lineage(old, lineages) if lineages else alignment.align(old, new)
    draft.title, draft.links = text.title or draft.title, text.links
    draft._history_user = by
    draft.save()
    origins = origins_of(draft, old)
    heirs = heirs_of(old, ties)
    remove_all_but(old, heirs, by=by)
    rows = set_rows(draft, new, heirs, lineages, by=by)
    if descents.has_past(draft):
        descents.settle(draft, wanted(origins, rows, ties))
    return Counter(tie.kind for tie in ties)


def ties_by_lineage(old: Sequence[Paragraph], lineages: Sequence[uuid.UUID]) -> list[Tie]:
    """Ties that are known: the same lineage is the same paragraph."""
    at = {paragraph.lineage: index for index, paragraph in enumerate(old)}
    ties = [Tie(at.get(lineage), index, "kept" if lineage in at else "new") for index, lineage in enumerate(lineages)]
    gone = set(at) - set(lineages)
    return ties + [Tie(at[lineage], None, "removed") for lineage in gone]


def origins_of(draft: Version, old: Sequence[Paragraph]) -> list[list[tuple[int, str]]]:
    """For each paragraph of the draft, the frozen ones that it comes from: (pk, kind); last, those removed."""
    by_row = defaultdict(list)
    for tie in draft.descents.all():
        if tie.before_id:
            by_row[tie.after_id].append((tie.before_id, tie.kind))
    return [by_row[paragraph.pk] for paragraph in old] + [by_row[None]]


def heirs_of(old: Sequence[Paragraph], ties: Sequence[Tie]) -> dict[int, Paragraph]:
    """Which row carries its lineage on as which new block: the first half of a split, the first part of a merge."""
    heirs, taken = {}, set()
    for tie in ties:
        if tie.before is None or tie.after is None:
            continue
        if tie.after not in heirs and tie.before not in taken:
            heirs[tie.after] = old[tie.before]
            taken.add(tie.before)
    return heirs


def remove_all_but(old: Sequence[Paragraph], heirs: dict[int, Paragraph], *, by: User | None) -> None:
    """Takes out the rows that no new block carries on."""
    staying = {paragraph.pk for paragraph in heirs.values()}
    for paragraph in old:
        if paragraph.pk not in staying:
            descents.removed(paragraph)
            paragraph._history_user = by
            paragraph.delete()


def set_rows(
    draft: Version,
    new: Sequence[Block],
    heirs: dict[int, Paragraph],
    lineages: Sequence[uuid.UUID] | None,
    *,
    by: User | None,
) -> list[Paragraph]:
    """Updates the rows that stay and adds the others; a row's revision goes up when its words change."""
    anchors = blocks.anchors(new)
    rows, reworded, added = [], [], []
    for index, (block, number) in enumerate(zip(new, numbering.number(new), strict=True)):
        row = heirs.get(index)
        if row is None:
            lineage = lineages[index] if lineages else uuid.uuid4()
            row = Paragraph(version=draft, lineage=lineage)
            added.append(row)
        elif (row.text, row.kind, row.level) != (block.text, block.kind, block.level):
            row.revision += 1
            reworded.append(row)
        row.position, row.number, row.text = (index + 1) * GAP, number, block.text
        row.kind, row.level, row.marker = block.kind, block.level, block.marker
        row.html = rendering.render(block, draft.links, anchors)
        rows.append(row)
    # Positions are unique at every moment: the rows step aside before they take their places.
    draft.paragraphs.update(position=F("position") + FAR)
    Paragraph.objects.bulk_update(list(heirs.values()), WRITTEN, batch_size=100)
    remember(reworded, by=by)
    remember_places(set(heirs.values()) - set(reworded), by=by)
    bulk_create_with_history(added, Paragraph, batch_size=500, default_user=by)
    return list(draft.paragraphs.all())


def wanted(
    origins: Sequence[Sequence[tuple[int, str]]], rows: Sequence[Paragraph], ties: Sequence[Tie]
) -> dict[tuple[int | None, int | None], str]:
    """The ties of the new text to the frozen version, by way of the rows that it was aligned with."""
    found: dict[tuple[int | None, int | None], str] = {}
    for tie in ties:
        if tie.after is None:
            continue
        for before, kind in origins[tie.before] if tie.before is not None else ():
            known = tie.kind in ("moved", "split", "merged")
            found[before, rows[tie.after].pk] = tie.kind if known else kind
    carried = {after for _before, after in found}
    found |= {(None, row.pk): "new" for row in rows if row.pk not in carried}
    living = {before for before, _after in found}
    gone = {before for source in origins for before, _kind in source} - living
    return found | {(before, None): "removed" for before in gone}
