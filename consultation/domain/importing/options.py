"""What a row may be tied to instead: the likeliest first, or everything."""

from rapidfuzz import fuzz, process

from drafts.models import Paragraph

from .proposal import Fresh, Proposal, Row

LIKELY = 8
FREE = 20


def old_options(proposal: Proposal, row: Row, *, every: bool = False) -> list[Paragraph]:
    """Paragraphs of the draft that the row's first block may come from: those like it, and those that would go."""
    others = {at: paragraph for at, paragraph in enumerate(proposal.olds) if paragraph not in row.olds}
    if every:
        return list(others.values())
    free = [at for other in proposal.rows if other.kind == "removed" for at in [proposal.olds.index(other.olds[0])]]
    chosen = set(free[:FREE]) | _like(row.news[0].block.text, {at: row.text for at, row in others.items()})
    return [others[at] for at in sorted(chosen & others.keys())]


def new_options(proposal: Proposal, row: Row, *, every: bool = False) -> list[Fresh]:
    """Blocks that a removed paragraph may have become: those like it, and those that would be new."""
    others = {fresh.at: fresh for other in proposal.rows for fresh in other.news}
    if every:
        return [others[at] for at in sorted(others)]
    free = [other.news[0].at for other in proposal.rows if other.kind == "new"]
    chosen = set(free[:FREE]) | _like(row.olds[0].text, {at: fresh.block.text for at, fresh in others.items()})
    return [others[at] for at in sorted(chosen)]


def _like(text: str, others: dict[int, str]) -> set[int]:
    return {at for _text, _score, at in process.extract(text, others, scorer=fuzz.ratio, limit=LIKELY)}
