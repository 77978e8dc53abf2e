"""A text that was typed over in a plain box, as the steps that lead to it: the same steps as the rich editor sends."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from drafts.domain import alignment, blocks, texts
from drafts.domain.alignment import Tie
from drafts.domain.blocks import Block, Text
from drafts.domain.editing.changes import Form
from drafts.domain.markdown.source import join_blocks
from drafts.domain.steps import Insert, Move, Remove, Rewrite, Step, Title
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Version

Base = tuple[UUID, int, Block]


def boxed(title: str | None, rows: Sequence[Block]) -> str:
    """The Markdown of a box: the whole text under its title, or (title None) some of its blocks."""
    return join_blocks(rows) + "\n" if title is None else blocks.join(Text(title, tuple(rows)))


def typed(text: str, *, above: int | None = None) -> Text:
    """What was typed, as a text. `above`: how many levels of headings stand over it, when it is a part of the text.

    Refused, in words, like a text that is read in; so are definitions of links, which have no place in the box.
    """
    whole = text.replace("\r\n", "\n")
    if above is not None:
        over = "".join(f"{'#' * depth} -\n\n" for depth in range(1, above + 2))
        whole = over + whole
    read = blocks.split(whole)
    if read.links:
        raise TextRefused(_("Write a link's address beside its words here: [words](https://address)."))
    if above is None:
        return read
    return replace(read, title="", blocks=read.blocks[above:])


def bases(draft: Version, seen: Sequence[tuple[UUID, int]]) -> list[Base]:
    """The paragraphs as somebody saw them, with their lineages and revisions; what was never so is left out."""
    known = {(row.lineage, row.revision): row for row in draft.paragraphs.all()}
    older = [lineage for lineage, revision in seen if (lineage, revision) not in known]
    if older:
        past = Paragraph.history.filter(version=draft, lineage__in=older).order_by("-history_id")
        known = {(row.lineage, row.revision): row for row in reversed(past)} | known
    found = [(lineage, revision, known.get((lineage, revision))) for lineage, revision in seen]
    return [(lineage, revision, texts.block_of(row)) for lineage, revision, row in found if row]


def steps(base: Sequence[Base], new: Sequence[Block], *, key: UUID, after: UUID | None = None) -> list[Step]:
    """The steps from the paragraphs that were seen to the blocks that were typed, in their order.

    `key` makes the lineages of new paragraphs, so that the same form gives the same ones; `after`: the paragraph
    before the first, when it is a part of the text.
    """
    ties = alignment.align([block for _lineage, _revision, block in base], new)
    heirs = heirs_of(ties)
    made = [base[heirs[at]][0] if at in heirs else uuid5(key, str(at)) for at in range(len(new))]
    origins = {tie.after: base[tie.before][0] for tie in ties if tie.kind == "split" and tie.after not in heirs}
    moved = {tie.after for tie in ties if tie.kind == "moved"}
    found: list[Step] = []
    for at, block in enumerate(new):
        form = Form(block.kind, block.level, block.marker)
        if at not in heirs:
            origin = origins.get(at)
            seen = {lineage: revision for lineage, revision, _block in base if lineage == origin}
            found.append(Insert(made[at], after, form, block.text, origin, seen))
        else:
            lineage, revision, before = base[heirs[at]]
            if at in moved:
                found.append(Move(lineage, after))
            if not alike(before, block):
                found.append(Rewrite(lineage, revision, form, block.text))
        after = made[at]
    return found + removals(base, ties, heirs, made)


def removals(base: Sequence[Base], ties: Sequence[Tie], heirs: dict[int, int], made: Sequence[UUID]) -> list[Step]:
    """The paragraphs that no block carries on; the words of a merged one are in another now."""
    into = {tie.before: made[tie.after] for tie in ties if tie.kind == "merged"}
    kept = set(heirs.values())
    revisions = {lineage: revision for lineage, revision, _block in base}
    return [
        Remove(lineage, revision, into.get(at), {each: revisions[each] for each in [into.get(at)] if each in revisions})
        for at, (lineage, revision, _block) in enumerate(base)
        if at not in kept
    ]


def heirs_of(ties: Sequence[Tie]) -> dict[int, int]:
    """For each new block the old one whose lineage it has: the first half of a split, the first part of a merge."""
    heirs: dict[int, int] = {}
    taken = set()
    for tie in ties:
        if tie.before is not None and tie.after is not None and tie.after not in heirs and tie.before not in taken:
            heirs[tie.after] = tie.before
            taken.add(tie.before)
    return heirs


def alike(before: Block, block: Block) -> bool:
    """The same words in the same form; the numbers of list items are counted by the editor's acts."""
    if before.kind == "ordered":
        before, block = replace(before, marker=""), replace(block, marker="")
    return before == block


def title_step(text: str, seen: str) -> list[Step]:
    """The step for another title; none when it is the one that was seen."""
    return [Title(text, seen)] if text and text != seen else []


def counts(found: Sequence[Step]) -> dict[str, int]:
    """How many paragraphs would become what, for a preview."""
    kinds = {Rewrite: "changed", Insert: "new", Remove: "removed", Move: "moved"}
    return {name: sum(type(step) is kind for step in found) for kind, name in kinds.items()}
