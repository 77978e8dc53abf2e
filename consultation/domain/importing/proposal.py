"""What would become of the draft's paragraphs, row by row: sure, doubtful, or answered by hand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from consultation.models import Comment
from drafts.domain import alignment, blocks, numbering, texts
from drafts.domain.alignment import Tie
from drafts.domain.blocks import Block, Text
from drafts.models import Import, Paragraph, Policy, Version

from .decided import Decided, linked, read

# Pairs less alike than this are confirmed by hand.
SURE = 80
PAIRED = ("edited", "moved")
TOGETHER = ("split", "merged")


@dataclass(frozen=True)
class Fresh:
    """A block of the text that was read, and the number that it would have."""

    at: int
    block: Block
    number: str


@dataclass
class Row:
    """What belongs together: paragraphs of the draft on the left, blocks of the text that was read on the right."""

    olds: list[Paragraph]
    news: list[Fresh]
    kind: str
    like: int = 100
    comments: int = 0
    is_doubtful: bool = False
    is_answered: bool = False

    @property
    def key(self) -> str:
        """What the row is called in the form and in its address."""
        return f"n{self.news[0].at}" if self.news else f"o{self.olds[0].lineage.hex}"

    @property
    def must_be_answered(self) -> bool:
        """A doubtful pair, or a paragraph with comments that would go."""
        return self.is_doubtful or (self.kind == "removed" and self.comments > 0)

    @property
    def is_open(self) -> bool:
        return self.must_be_answered and not self.is_answered

    @property
    def is_changed(self) -> bool:
        """A pair in which the words are others, or the same in another form."""
        if not len(self.olds) == len(self.news) == 1:
            return False
        old, new = self.olds[0], self.news[0].block
        return (old.text, old.kind, old.level) != (new.text, new.kind, new.level)


@dataclass
class Proposal:
    """A read text and the draft that it would replace; `seen` is the draft's checksum."""

    text: Text
    draft: Version
    olds: list[Paragraph]
    ties: list[Tie]
    rows: list[Row]
    seen: str
    decided: Decided = field(default_factory=Decided)

    @property
    def missing(self) -> list[Row]:
        """The rows that nobody has answered yet."""
        return [row for row in self.rows if row.is_open]

    @property
    def plain(self) -> list[Row]:
        """Those of them on which no comment stands: they may be confirmed together."""
        return [row for row in self.missing if row.kind in PAIRED and not row.comments]

    @property
    def asked(self) -> list[Row]:
        return [row for row in self.rows if row.must_be_answered or row.is_answered]

    @property
    def is_first(self) -> bool:
        """Whether the draft has no paragraphs that could be kept."""
        return not self.olds

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def propose(reading: Import, draft: Version | None = None) -> Proposal:
    """How the read text lies over the draft as both are now, with the answers that were kept and still fit."""
    draft = draft or reading.policy.versions.draft()
    text = blocks.split(reading.text, lenient=True)
    olds, news = list(draft.paragraphs.all()), text.blocks
    known = certain(reading.lineages, olds, len(news))
    ties = alignment.align(olds, news, known=known)
    decided = read(reading.answers, olds, news)
    if decided:
        ties = alignment.retie(olds, news, linked(ties, decided))
    rows = rows_of(ties, olds, news, comments_on(draft.policy))
    for row in rows:
        mark(row, known, decided, olds)
    seen = texts.digest(texts.source(draft, olds))
    return Proposal(text, draft, olds, ties, rows, seen, decided)


def certain(lineages: Sequence[str | None], olds: Sequence[Paragraph], count: int) -> dict[int, int]:
    """The ties that hidden marks in the file tell; a mark that occurs twice tells nothing."""
    times = Counter(lineages)
    at = {paragraph.lineage: index for index, paragraph in enumerate(olds)}
    named = enumerate(lineages) if len(lineages) == count else ()
    return {at[UUID(hexed)]: new for new, hexed in named if hexed and times[hexed] == 1 and UUID(hexed) in at}


def comments_on(policy: Policy) -> dict[UUID, int]:
    """How many comments stand on each paragraph, whatever the version, by lineage."""
    rows = Comment.objects.filter(policy=policy).to_answer().exclude(paragraph=None)
    return dict(rows.values("paragraph__lineage").annotate(n=Count("pk")).values_list("paragraph__lineage", "n"))


def rows_of(
    ties: Sequence[Tie], olds: Sequence[Paragraph], news: Sequence[Block], comments: dict[UUID, int]
) -> list[Row]:
    """A row for each tie; the ties of one split or one merge share theirs."""
    numbers, found, shared = numbering.number(news), [], defaultdict(list)
    for tie in ties:
        if tie.kind in TOGETHER:
            group = shared[tie.kind, tie.before if tie.kind == "split" else tie.after]
            group.append(tie)
            if len(group) > 1:
                continue
        found.append([tie] if tie.kind not in TOGETHER else group)
    rows = []
    for group in found:
        before = sorted({tie.before for tie in group} - {None})
        after = sorted({tie.after for tie in group} - {None})
        row = Row([olds[at] for at in before], [Fresh(at, news[at], numbers[at]) for at in after], group[0].kind)
        row.like = group[0].like if row.kind not in TOGETHER else 100
        row.kind = "edited" if row.kind == "kept" and row.is_changed else row.kind
        row.comments = sum(comments.get(paragraph.lineage, 0) for paragraph in row.olds)
        rows.append(row)
    return rows


def mark(row: Row, known: dict[int, int], decided: Decided, olds: Sequence[Paragraph]) -> None:
    """Says of a row whether somebody must look at it, and whether somebody has."""
    by_mark = {news for old, news in known.items() if [olds[old]] == row.olds}
    if row.kind in PAIRED:
        row.is_doubtful = row.like < SURE and row.news[0].at not in by_mark
    gone = {olds[at].lineage for at in decided.gone}
    if row.news:
        row.is_answered = all(fresh.at in decided.links for fresh in row.news)
    else:
        row.is_answered = row.olds[0].lineage in gone
