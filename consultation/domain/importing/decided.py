"""Which ties were decided by hand: as they are stored with the import, and laid over the computed ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from drafts.domain import texts
from drafts.domain.alignment import Tie
from drafts.domain.blocks import Block
from drafts.models import Paragraph

SHORT = 16


@dataclass
class Decided:
    """`links`: for a block of the new text, by position, the old positions it comes from (none: it is new).

    `shared`: new positions whose old paragraphs may have other blocks too. `gone`: old positions that are removed.
    """

    links: dict[int, list[int]] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.links or self.gone)


def read(stored: dict, olds: Sequence[Paragraph], news: Sequence[Block]) -> Decided:
    """What was stored, as far as it still fits: the words are there, and so are the paragraphs of the draft."""
    at = {paragraph.lineage.hex: index for index, paragraph in enumerate(olds)}
    said = [digest(block) for block in news]
    decided = Decided(gone={at[hexed] for hexed in stored.get("gone", []) if hexed in at})
    for answer in stored.get("ties", []):
        place = nearest(answer["at"], answer["said"], said)
        if place is None or not all(hexed in at for hexed in answer["of"]):
            continue
        decided.links[place] = [at[hexed] for hexed in answer["of"]]
        if answer.get("shared"):
            decided.shared.add(place)
    decided.gone -= {old for links in decided.links.values() for old in links}
    return decided


def written(decided: Decided, olds: Sequence[Paragraph], news: Sequence[Block]) -> dict:
    """As it is stored: old paragraphs by lineage, blocks by their place and words."""
    ties = [
        {
            "at": place,
            "said": digest(news[place]),
            "of": [olds[old].lineage.hex for old in links],
            "shared": place in decided.shared,
        }
        for place, links in sorted(decided.links.items())
    ]
    return {"ties": ties, "gone": sorted(olds[old].lineage.hex for old in decided.gone)}


def digest(block: Block) -> str:
    return texts.digest(f"{block.kind} {block.text}")[:SHORT]


def nearest(place: int, said: str, every: Sequence[str]) -> int | None:
    """Where those words stand now: the file may have been read again in another way."""
    if place < len(every) and every[place] == said:
        return place
    places = [at for at, other in enumerate(every) if other == said]
    return min(places, key=lambda at: abs(at - place), default=None)


def linked(ties: Iterable[Tie], decided: Decided) -> set[tuple[int, int]]:
    """The computed links, but where somebody has decided otherwise."""
    taken = {old for links in decided.links.values() for old in links} | decided.gone
    links = {(tie.before, tie.after) for tie in ties if tie.before is not None and tie.after is not None}
    links = {(a, b) for a, b in links if b not in decided.links and a not in taken}
    return links | {(a, b) for b, olds in decided.links.items() for a in olds}


def valid_hex(value: str) -> str | None:
    """A lineage as it came from a form; None when it is none."""
    try:
        return UUID(value).hex
    except ValueError:
        return None
