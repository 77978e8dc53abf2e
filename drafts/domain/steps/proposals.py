"""Both sides of a clash put together: a text to look at, and the steps that make it the draft's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from drafts.domain import texts, threeway
from drafts.exceptions import TextRefused
from drafts.models import Paragraph

from .acts import Insert, Remove, Rewrite, Step
from .clashes import Clash, Words, told, units

# Signs for private use stand for the beginning of each paragraph; no more of them than there are.
FIRST, MOST = 0xE000, 6000


@dataclass(frozen=True)
class Proposal:
    """The text of both; `conflicts`: where both changed the same words, and mine stand."""

    text: str
    conflicts: Sequence[threeway.Piece]
    steps: Sequence[Step]


def proposed(clash: Clash) -> Proposal | None:
    """What both sides made, together; None where one took all away, or where words would come twice or be lost."""
    marks = {lineage: chr(FIRST + at) for at, lineage in enumerate(clash.lineages)}
    sides = [clash.base, clash.mine, clash.theirs]
    if not (clash.mine and clash.rows) or len(marks) > MOST or any(has_signs(side) for side in sides):
        return None
    if len(marks) == 1:
        merged = threeway.merge(told(clash.base) or "", told(clash.mine), told(clash.theirs))
        made = [(clash.lineages[0], merged.text)]
    else:
        merged = threeway.merge(*(marked(side, marks) for side in sides))
        made = parted(merged.text, {mark: lineage for lineage, mark in marks.items()})
    words = [Words(lineage, form_of(clash, lineage), text) for lineage, text in made if text]
    if not words or len({each.lineage for each in words}) < len(words) or not is_whole(clash, words):
        return None
    steps = steps_to(clash, words)
    conflicts = [threeway.Piece(*(plain(text) for text in piece)) for piece in merged.conflicts]
    return None if steps is None else Proposal(told(words), conflicts, steps)


def has_signs(side: Sequence[Words]) -> bool:
    return any(FIRST <= ord(sign) < FIRST + MOST for each in side for sign in each.text)


def marked(side: Sequence[Words], marks: dict[UUID, str]) -> str:
    return " ".join(f"{marks[each.lineage]} {each.text}" for each in side)


def plain(text: str | None) -> str | None:
    """The text without the signs."""
    return text and " ".join("".join(" " if FIRST <= ord(s) < FIRST + MOST else s for s in text).split())


def parted(text: str, lineages: dict[str, UUID]) -> list[tuple[UUID, str]]:
    """The paragraphs of a marked text; words before the first mark belong to it."""
    found: list[list] = []
    before = ""
    run = ""
    for sign in text:
        if sign not in lineages:
            run += sign
            continue
        if found:
            found[-1][1] = run.strip()
        else:
            before = run.strip()
        found.append([lineages[sign], ""])
        run = ""
    if found:
        found[-1][1] = run.strip()
        found[0][1] = f"{before} {found[0][1]}".strip()
    return [(lineage, words) for lineage, words in found]


def form_of(clash: Clash, lineage: UUID):
    """Mine where I gave it another than I had seen, else theirs."""
    base, mine, theirs = ({each.lineage: each.form for each in side} for side in (clash.base, clash.mine, clash.theirs))
    if lineage in theirs and mine.get(lineage, base.get(lineage)) == base.get(lineage):
        return theirs[lineage]
    return mine.get(lineage) or theirs.get(lineage) or base[lineage]


def is_whole(clash: Clash, words: Sequence[Words]) -> bool:
    """Whether every word is there as often as the two sides account for."""
    base, mine, theirs, made = (Counter(units(each)) for each in (clash.base, clash.mine, clash.theirs, words))
    for word in set(base) | set(made):
        more = max(0, mine[word] - base[word]) + max(0, theirs[word] - base[word])
        less = max(0, base[word] - mine[word]) + max(0, base[word] - theirs[word])
        if not base[word] - less <= made[word] <= base[word] + more:
            return False
    return True


def steps_to(clash: Clash, words: Sequence[Words]) -> list[Step] | None:
    """The steps from the text as it is saved; None when some of the words cannot be a paragraph."""
    rows = {row.lineage: row for row in clash.rows}
    seen = {row.lineage: row.revision for row in clash.rows} if len(clash.lineages) > 1 else {}
    found: list[Step] = []
    after = clash.before
    for each in words:
        row = rows.get(each.lineage)
        try:
            text = texts.one_block(each.text, **each.form._asdict()).text
        except TextRefused:
            return None
        others = {lineage: revision for lineage, revision in seen.items() if lineage != each.lineage}
        if row is None:
            found.append(Insert(each.lineage, after, each.form, text, None, others))
        elif is_other(row, each, text):
            found.append(Rewrite(each.lineage, row.revision, each.form, text, others))
        after = each.lineage
    return found + removals(clash, words)


def removals(clash: Clash, words: Sequence[Words]) -> list[Remove]:
    """The saved paragraphs that are not among these words, each joined with the one before it."""
    rows = {row.lineage: row for row in clash.rows}
    kept = {each.lineage for each in words}
    into, found = words[0].lineage, []
    for lineage in clash.lineages:
        if lineage in kept:
            into = lineage
        elif lineage in rows:
            found.append(Remove(lineage, rows[lineage].revision, into))
    return found


def is_other(row: Paragraph, each: Words, text: str) -> bool:
    return (row.text, row.kind, row.level) != (text, each.form.kind, each.form.level)
