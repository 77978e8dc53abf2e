"""Two rewritings of one text put together: what each changed alone is taken, what both changed is shown."""

from typing import NamedTuple

from rapidfuzz.distance import Indel

from .tokens import key, tokenise

# Beyond this many pairs of units the comparing would take the memory of the machine: one large change instead.
PAIRS = 25_000_000


class Piece(NamedTuple):
    """A run of the text in its three wordings; `text` is what it becomes, None where the two sides disagree."""

    base: str
    mine: str
    theirs: str
    text: str | None

    @property
    def is_conflict(self) -> bool:
        return self.text is None


class Merge(NamedTuple):
    """The two rewritings together, in pieces in the order of the text."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_conflict)

    @property
    def text(self) -> str:
        """The text of both when there is no conflict; where there is one, it has mine."""
        return "".join(piece.mine if piece.is_conflict else piece.text for piece in self.pieces)


class Change(NamedTuple):
    """Units `start` to `end` of the base became units `first` to `last` of one side."""

    start: int
    end: int
    first: int
    last: int

    @property
    def growth(self) -> int:
        return (self.last - self.first) - (self.end - self.start)


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Puts together what two people made of `base`, by words: never half a grapheme or a link's target.

    Changes that touch (nothing but white space between them) are a conflict unless they are the same. White
    space that only differs in kind, CR LF with it, never is. Swapping the two sides swaps them in the answer.
    """
    units = [tokenise(text.replace("\r\n", "\n").replace("\r", "\n")) for text in (base, mine, theirs)]
    pieces, at, shifts = [], 0, [0, 0]
    for start, end, growths in _clusters(units[0], _changes(units[0], units[1]), _changes(units[0], units[2])):
        pieces += _alike(units, at, start, shifts)
        starts = [start + shift for shift in shifts]
        shifts = [shift + growth[0] for shift, growth in zip(shifts, growths, strict=True)]
        spans = [units[side + 1][starts[side] : end + shifts[side]] for side in (0, 1)]
        pieces.append(_settled(units[0][start:end], *spans, [touched for _growth, touched in growths]))
        at = end
    return Merge(tuple(pieces + _alike(units, at, len(units[0]), shifts)))


def _changes(base: list[str], side: list[str]) -> list[Change]:
    first, second = [key(unit) for unit in base], [key(unit) for unit in side]
    head = _shared(first, second)
    tail = _shared(first[head:][::-1], second[head:][::-1])
    before, after = first[head : len(first) - tail], second[head : len(second) - tail]
    if len(before) * len(after) > PAIRS:
        return [Change(head, len(first) - tail, head, len(second) - tail)]
    return [
        Change(head + op.src_start, head + op.src_end, head + op.dest_start, head + op.dest_end)
        for op in Indel.opcodes(before, after)
        if op.tag != "equal"
    ]


def _shared(first: list[str], second: list[str]) -> int:
    """How many units two lists begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _clusters(base: list[str], mine: list[Change], theirs: list[Change]) -> list:
    """Changes that touch, together: (start, end, for each side how much it grows and whether it has part)."""
    found = []
    rows = sorted([(*change, change.growth, side) for side, each in enumerate((mine, theirs)) for change in each])
    for start, end, _first, _last, growth, side in rows:
        if not found or any(not unit.isspace() for unit in base[found[-1][1] : start]):
            found.append([start, end, [[0, False], [0, False]]])
        found[-1][1] = max(found[-1][1], end)
        found[-1][2][side] = [found[-1][2][side][0] + growth, True]
    return found


def _settled(base: list[str], mine: list[str], theirs: list[str], touched: list[bool]) -> Piece:
    wordings = ["".join(units) for units in (base, mine, theirs)]
    if not all(touched):
        return Piece(*wordings, wordings[1] if touched[0] else wordings[2])
    same = [key(unit) for unit in mine] == [key(unit) for unit in theirs]
    return Piece(*wordings, _spelling(*wordings) if same else None)


def _alike(units: list[list[str]], start: int, end: int, shifts: list[int]) -> list[Piece]:
    """The run of the base that neither side changed, at most in the kind of white space."""
    spans = [units[0][start:end]]
    spans += [units[side + 1][start + shift : end + shift] for side, shift in enumerate(shifts)]
    text = "".join(_spelling(*each) for each in zip(*spans, strict=True))
    return [Piece(*("".join(span) for span in spans), text)] if start < end else []


def _spelling(base: str, mine: str, theirs: str) -> str:
    """Of units that count as the same, the one that somebody changed; of two such, always the same one."""
    if mine == base:
        return theirs
    return mine if theirs == base else max(mine, theirs)
