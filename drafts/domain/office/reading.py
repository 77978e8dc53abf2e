"""What was read from a file: the text, and all that is said about it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from drafts.domain.markdown.structure import ITEMS, Block, Text

SAMPLE = 80
SAMPLES = 3


@dataclass
class Losses:
    """What did not come along as it was: counted by code, with a few samples."""

    counts: Counter = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, sample: str = "", count: int = 1) -> None:
        self.counts[code] += count
        sample = " ".join(sample.split())
        kept = self.samples.setdefault(code, [])
        if sample and sample not in kept and len(kept) < SAMPLES:
            kept.append(sample if len(sample) <= SAMPLE else sample[: SAMPLE - 1] + "…")

    def rows(self) -> list[dict]:
        """As Import.dropped keeps them."""
        return [
            {"what": code, "count": count, "detail": "; ".join(self.samples.get(code, []))}
            for code, count in self.counts.items()
        ]


@dataclass(frozen=True)
class Piece:
    """A block, and the paragraphs of the file that it was made of, by their place there."""

    block: Block
    sources: tuple[int, ...] = ()


@dataclass
class Reading:
    """A file read once. Lists of one entry per block have the text's blocks in mind."""

    text: Text
    sources: list[tuple[int, ...]] = field(default_factory=list)
    lineages: list[str | None] = field(default_factory=list)
    remarks: list[dict] = field(default_factory=list)
    revisions: list[dict] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    tracked: int = 0
    authors: list[str] = field(default_factory=list)
    numbered: int = 0
    labels: dict[int, str] = field(default_factory=dict)


def count(blocks: Iterable[Block]) -> dict[str, int]:
    """How many blocks of each sort, for the page: headings, paragraphs, items, tables, quotes, notes."""
    kinds = Counter(block.kind for block in blocks)
    return {
        "headings": kinds["heading"],
        "paragraphs": kinds["paragraph"],
        "items": sum(kinds[kind] for kind in ITEMS),
        "tables": kinds["table"],
        "quotes": kinds["quote"],
        "code": kinds["code"],
        "notes": kinds["note"],
    }
