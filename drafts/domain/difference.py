"""What differs between two wordings of one paragraph, word by word."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

from .tokens import is_word, key, tokenise

# Below this the marks of a difference would be harder to read than the two texts whole.
ALIKE = 40
# Two texts with more pairs of units than this are not compared word by word: it would take the memory of others.
MOST = 4 * 10**8


class Run(NamedTuple):
    """A stretch that is equal in both or changed: which units of the old, and which of the new."""

    equal: bool
    old: tuple[int, int]
    new: tuple[int, int]


class Span(NamedTuple):
    """A run of text: `op` is = (in both), - (only in the old) or + (only in the new)."""

    op: str
    text: str


def likeness(old: str, new: str) -> int:
    """How alike two wordings are, 0 to 100, counted in words and signs."""
    return _likeness(*([key(unit) for unit in tokenise(text)] for text in (old, new)))


def compare_words(old: str, new: str) -> list[Span]:
    """The spans that lead from the old to the new wording: = and - give the old, = and + the new.

    White space that only differs in kind is no change; an = span has the new text's. Wordings that are
    less than 40 % alike come as one - and one +.
    """
    before, after = tokenise(old), tokenise(new)
    return spans(runs(before, after), before, after)


def runs(before: list[str], after: list[str]) -> list[Run]:
    """Where two rows of units agree and where not, in turn, covering both; one changed run when too unlike."""
    first, second = [key(unit) for unit in before], [key(unit) for unit in after]
    everything = Run(first == second, (0, len(first)), (0, len(second)))
    if first == second or len(first) * len(second) > MOST or _likeness(first, second) < ALIKE:
        return [everything]
    return _joined(_slid(_runs(first, second), first, second), first, second)


def spans(found: Iterable[Run], before: list[str], after: list[str]) -> list[Span]:
    """The runs in words."""
    words = []
    for equal, (i1, i2), (j1, j2) in found:
        if equal:
            words.append(Span("=", "".join(after[j1:j2])))
        else:
            words += [Span("-", "".join(before[i1:i2])), Span("+", "".join(after[j1:j2]))]
    return [span for span in words if span.text]


def difference_html(old: str, new: str) -> SafeString:
    """The difference marked with <ins> and <del>, said in words too for those who cannot see the marks."""
    return spans_html(compare_words(old, new))


def spans_html(found: Iterable[Sequence[str]]) -> SafeString:
    """Spans as a page shows them, escaped: "added:" and "deleted:" in the reader's language."""
    return mark_safe("".join(_marked(Span(*span)) for span in found))


def _marked(span: Span) -> SafeString:
    if span.op == "=":
        return conditional_escape(span.text)
    tag, said = ("ins", _("added: ")) if span.op == "+" else ("del", _("deleted: "))
    return format_html('<{0}><span class="vh">{1}</span>{2}</{0}>', tag, said, str(span.text))


def _likeness(first: list[str], second: list[str]) -> int:
    """The likeness of two rows of keys; blanks do not count."""
    if first == second:
        return 100
    first, second = ([unit for unit in units if unit != " "] for units in (first, second))
    return 100 if first == second else min(99, round(100 * Indel.normalized_similarity(first, second)))


def _runs(first: list[str], second: list[str]) -> list[Run]:
    """Equal and changed runs in turn."""
    runs = []
    for op in Indel.opcodes(first, second):
        equal = op.tag == "equal"
        if runs and runs[-1][0] == equal:
            before = runs[-1]
            runs[-1] = Run(equal, (before[1][0], op.src_end), (before[2][0], op.dest_end))
        else:
            runs.append(Run(equal, (op.src_start, op.src_end), (op.dest_start, op.dest_end)))
    return runs


def _slid(runs: list[Run], first: list[str], second: list[str]) -> list[Run]:
    """Moves a pure insertion or deletion sideways over equal units, to where a sentence or a word begins."""
    runs = list(runs)
    for at, (equal, (i1, i2), (j1, j2)) in enumerate(runs):
        if equal or (i1 != i2 and j1 != j2):
            continue
        units, start, end = (first, i1, i2) if j1 == j2 else (second, j1, j2)
        left = runs[at - 1][1] if at else (i1, i1)
        right = runs[at + 1][1] if at + 1 < len(runs) else (i2, i2)
        step = _best_step(units, start, end, left[1] - left[0], right[1] - right[0])
        if step:
            runs[at] = Run(False, (i1 + step, i2 + step), (j1 + step, j2 + step))
            _stretch(runs, at, step)
    return [run for run in runs if run[1][0] != run[1][1] or run[2][0] != run[2][1]]


def _stretch(runs: list[Run], at: int, step: int) -> None:
    """The equal runs on either side of a slid change give and take what it moved over."""
    changed = runs[at]
    for side, other in ((at - 1, 0), (at + 1, 1)):
        if 0 <= side < len(runs):
            equal, old, new = runs[side]
            if other:
                runs[side] = Run(equal, (changed[1][1], old[1]), (changed[2][1], new[1]))
            else:
                runs[side] = Run(equal, (old[0], changed[1][0]), (new[0], changed[2][0]))
    if step > 0 and at == 0:
        runs.insert(0, Run(True, (0, changed[1][0]), (0, changed[2][0])))
    elif step < 0 and at == len(runs) - 1:
        runs.append(Run(True, (changed[1][1], changed[1][1] - step), (changed[2][1], changed[2][1] - step)))


def _best_step(units: list[str], start: int, end: int, room_left: int, room_right: int) -> int:
    best, step = (_edge(units, start, end), 0), 0
    while step > -room_left and units[start + step - 1] == units[end + step - 1]:
        step -= 1
        best = max(best, (_edge(units, start + step, end + step), step))
    step = 0
    while step < room_right and units[start + step] == units[end + step]:
        step += 1
        best = max(best, (_edge(units, start + step, end + step), step))
    return best[1]


def _edge(units: list[str], start: int, end: int) -> int:
    """How well a change from start to end reads: whole sentences best, then beginning with a word."""
    before = "".join(units[max(0, start - 2) : start])
    if not before.strip() or before.rstrip()[-1:] in ".!?:" and before[-1:] == " ":
        return 3 if units[end - 1] == " " or end == len(units) else 2
    if units[start] == " " and before.rstrip()[-1:] in ".!?" and units[end - 1] in ".!?":
        return 3
    return 1 if is_word(units[start]) else 0


def _joined(runs: list[Run], first: list[str], second: list[str]) -> list[Run]:
    """Changes with only white space (or, between two replacements, one sign) between them become one."""
    joined = []
    for at, run in enumerate(runs):
        equal, (i1, i2), _new = run
        blank = equal and not any(unit.strip() for unit in first[i1:i2])
        if joined and not joined[-1][0] and (not equal or (blank and at + 1 < len(runs))):
            before = joined[-1]
            joined[-1] = Run(False, (before[1][0], run[1][1]), (before[2][0], run[2][1]))
        else:
            joined.append(run)
    return joined
