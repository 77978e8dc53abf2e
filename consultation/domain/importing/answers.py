"""What somebody said of the rows: checked against each other, and added to what was decided before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .decided import Decided, valid_hex
from .proposal import Proposal, Row

Links = dict[int, list[int]]


@dataclass(frozen=True)
class Given:
    """An answer for the row `key`.

    `choice`: same (as it stands), new, gone (removed for good), first (only the first part belongs), or with, which
    needs `other`: the lineage of an old paragraph, or for a removed row the position of a block. `also`: its other
    ties stay, so that it is split or merged.
    """

    key: str
    choice: str
    other: str = ""
    also: bool = False


def decide(proposal: Proposal, answers: Iterable[Given]) -> tuple[Decided, dict[str, str]]:
    """What is decided with these answers, and for each row that they contradict a sentence; those are left out."""
    decided = Decided(dict(proposal.decided.links), set(proposal.decided.shared), set(proposal.decided.gone))
    faults: dict[str, str] = {}
    for given in answers:
        row = proposal.row(given.key)
        fault = _take(proposal, decided, row, given) if row else ""
        if fault:
            faults[given.key] = fault
    decided.gone -= {old for links in decided.links.values() for old in links}
    return decided, faults


def _take(proposal: Proposal, decided: Decided, row: Row, given: Given) -> str:
    """Adds one answer; returns why it cannot be, or nothing."""
    links, gone = _meant(proposal, row, given)
    if links is None:
        return _("Choose the paragraph that it belongs with.")
    fault = _contradiction(proposal, decided, row, links, given)
    if fault:
        return fault
    decided.links |= links
    decided.shared -= set(links)
    if given.also or row.kind in ("split", "merged"):
        decided.shared |= set(links)
    decided.gone = (decided.gone | gone) - {old for olds in links.values() for old in olds}
    return ""


def _meant(proposal: Proposal, row: Row, given: Given) -> tuple[Links | None, set[int]]:
    """The links that the answer makes, and the old positions that it says are gone."""
    olds = [proposal.olds.index(paragraph) for paragraph in row.olds]
    news = [fresh.at for fresh in row.news]
    if given.choice == "with":
        return _belonging(proposal, olds, news, given), set()
    if given.choice == "gone" or not news:
        return {}, set(olds)
    if given.choice == "new":
        return {at: [] for at in news}, set(olds)
    if given.choice == "first":
        return {at: olds[:1] if at == news[0] else [] for at in news}, set(olds[1:])
    if row.kind == "split":
        return {at: list(olds) for at in news}, set()
    return {news[0]: olds}, set()


def _belonging(proposal: Proposal, olds: list[int], news: list[int], given: Given) -> Links | None:
    """The links of "belongs with"; None when what was chosen is not there."""
    if news:
        lineages = {paragraph.lineage.hex: at for at, paragraph in enumerate(proposal.olds)}
        other = lineages.get(valid_hex(given.other))
        if other is None:
            return None
        beside = {at: [other] for at in _blocks_of(proposal, other)} if given.also else {}
        return beside | {news[0]: sorted({other, *(olds if given.also else ())})}
    if not given.other.isdecimal() or int(given.other) >= len(proposal.text.blocks):
        return None
    at = int(given.other)
    return {at: sorted({*olds, *(_origins_of(proposal, at) if given.also else ())})}


def _blocks_of(proposal: Proposal, old: int) -> list[int]:
    return [tie.after for tie in proposal.ties if tie.before == old and tie.after is not None]


def _origins_of(proposal: Proposal, at: int) -> list[int]:
    return [tie.before for tie in proposal.ties if tie.after == at and tie.before is not None]


def _contradiction(proposal: Proposal, decided: Decided, row: Row, links: Links, given: Given) -> str:
    """Another answer has the same paragraph, and neither says that it was split or merged."""
    if given.also or row.kind in ("split", "merged"):
        many = [old for olds in links.values() for old in olds if len(olds) > 1]
        every = decided.links | links
        if any(old in olds for old in many for at, olds in every.items() if at not in links):
            return _("One and the same paragraph cannot be both split and merged.")
        return ""
    for at, olds in links.items():
        for other, theirs in decided.links.items():
            both = set(olds) & set(theirs)
            if other not in links and both and other not in decided.shared:
                number = proposal.olds[min(both)].number
                return _(
                    "%(number)s is already tied to another paragraph. Say that it was split, or choose another."
                ) % {"number": number}
        if at in decided.links and not row.news and decided.links[at]:
            return _("That paragraph is already tied to another. Say that they were merged, or choose another.")
    return ""
