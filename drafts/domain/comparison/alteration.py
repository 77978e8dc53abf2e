"""What differs between two paragraphs as plain data, fit to be stored: no translated word in it.

`form` says how it is drawn: same (the same words), words and code (`spans`), whole (too unlike: old and new
whole), table (`columns`, `rows`). `remarks` are what words do not show: links, emphasis, kind, level, marker.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from drafts.domain import difference
from drafts.domain.difference import Run
from drafts.domain.tokens import tokenise
from drafts.models import Paragraph

from . import tables, wording
from .wording import Wording

REMARKS = 6
LONG = 80
COUNTED = re.compile(r"\d+[.)]?")
Alteration = dict


def alter(before: Paragraph, after: Paragraph) -> Alteration:
    """The difference of one paragraph before and after."""
    remarks = form_remarks(before, after)
    if before.kind == after.kind == "table":
        return _table(before, after, remarks)
    if "table" in (before.kind, after.kind):
        return {"form": "whole", "remarks": remarks}
    if before.kind == after.kind == "code":
        return {"form": "code", "spans": lines(before.text, after.text), "remarks": remarks}
    old, new = wording.read(before.html), wording.read(after.html)
    found = difference.runs(old.units, new.units)
    remarks += link_remarks(old, new) + emphasis_remarks(old, new, found)
    return drawn(found, old.units, new.units, remarks)


def drawn(found: Sequence[Run], before: list[str], after: list[str], remarks: list) -> Alteration:
    """Runs as spans; paragraphs that are too unlike are drawn whole."""
    if all(run.equal for run in found):
        return {"form": "same", "remarks": remarks}
    if len(found) == 1 and before and after:
        return {"form": "whole", "remarks": remarks}
    return {
        "form": "words",
        "spans": [list(span) for span in difference.spans(found, before, after)],
        "remarks": remarks,
    }


def _table(before: Paragraph, after: Paragraph, remarks: list) -> Alteration:
    drawn = tables.compare(tables.grid(before.html), tables.grid(after.html))
    if "=" not in drawn["columns"]:
        return {"form": "whole", "remarks": remarks}
    ops = [drawn["columns"], [op for op, _cells in drawn["rows"]]]
    changed = any(op != "=" for row in ops for op in row) or any(
        span[0] != "=" for _op, cells in drawn["rows"] for cell in cells for span in cell
    )
    remarks += link_remarks(wording.read(before.html), wording.read(after.html))
    if not changed:
        return {"form": "same", "remarks": remarks or [["form"]]}
    for name, row in zip(("columns", "rows"), ops, strict=True):
        if row.count("+") or row.count("-"):
            remarks.append([name, row.count("+"), row.count("-")])
    return {"form": "table", **drawn, "remarks": remarks}


def lines(old: str, new: str) -> list[list[str]]:
    """Code line by line: every blank counts."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found, gone, come = [], "", ""
    for op in Indel.opcodes(before, after):
        if op.tag == "equal":
            found += [["-", gone], ["+", come], ["=", "".join(after[op.dest_start : op.dest_end])]]
            gone = come = ""
        gone += "".join(before[op.src_start : op.src_end]) if op.tag != "equal" else ""
        come += "".join(after[op.dest_start : op.dest_end]) if op.tag != "equal" else ""
    return [span for span in [*found, ["-", gone], ["+", come]] if span[1]]


def form_remarks(before: Paragraph, after: Paragraph) -> list[list]:
    """What kind of paragraph it became, how deep, and with which marker; that a list counts on is no change."""
    if before.kind != after.kind:
        return [["kind", before.kind, after.kind]]
    if before.level != after.level:
        return [["level", after.kind, before.level, after.level]]
    if before.marker != after.marker and not all(COUNTED.fullmatch(each.marker) for each in (before, after)):
        return [["marker", before.marker, after.marker]]
    return []


def link_remarks(old: Wording, new: Wording) -> list[list]:
    """Links that lead elsewhere, and links that came or went with words that stayed: by words, then in order."""
    gone, come = Counter(old.links), Counter(new.links)
    gone, come = list((gone - come).elements()), list((come - gone).elements())
    remarks = []
    for by_words in (True, False):
        for words, href in list(gone):
            other = next((link for link in come if link[1] != href and (link[0] == words or not by_words)), None)
            if other:
                gone.remove((words, href))
                come.remove(other)
                remarks.append(["link", other[0][:LONG], href, other[1]])
    # The words of a link changed, its address did not: the difference shows that.
    for link in list(gone):
        other = next((each for each in come if each[1] == link[1]), None)
        if other:
            gone.remove(link)
            come.remove(other)
    remarks += [["unlinked", words[:LONG], href] for words, href in gone]
    return (remarks + [["linked", words[:LONG], href] for words, href in come])[:REMARKS]


def emphasis_remarks(old: Wording, new: Wording, found: Sequence[Run]) -> list[list]:
    """The words that stayed but got or lost bold, italic and the like."""
    if old.is_plain and new.is_plain:
        return []
    before, after, remarks = old.emphasis(), new.emphasis(), []
    for equal, (i1, i2), (j1, _j2) in found:
        if not equal:
            continue
        units = [(before[i] ^ after[j1 + i - i1], new.units[j1 + i - i1]) for i in range(i1, i2)]
        units = [(tags, unit) for tags, unit in units if not unit.isspace() or tags]
        for tags, group in groupby(units, key=lambda pair: pair[0]):
            words = "".join(unit for _tags, unit in group).strip()
            if tags and words:
                remarks.append(["emphasis", words if len(words) <= LONG else words[:LONG] + "…"])
    return remarks[:REMARKS]


def divide(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Alteration]:
    """A paragraph that was split, or several that were merged: one alteration for each part, drawn from them all."""
    olds, news = ([wording.read(each.html).units for each in side] for side in (before, after))
    first, second = _with_breaks(olds), _with_breaks(news)
    found = difference.runs(first, second)
    whole = len(found) == 1 and not found[0].equal
    parts = news if len(before) == 1 else olds
    if whole:
        return [{"form": "whole", "remarks": []} for _part in parts]
    side, alterations, start = (2 if len(before) == 1 else 1), [], 0
    for part in parts:
        end = start + len(part)
        piece = _cut(found, side, start, end, is_last=part is parts[-1])
        made = difference.spans(piece, first, second)
        alterations.append({"form": "words", "spans": [list(span) for span in made], "remarks": []})
        start = end + 1
    return alterations


def share(old: str, parts: Sequence[str], at: int) -> list[difference.Span]:
    """What of `old` went into one of the parts that it was split into (the one at `at`), and what is new in it."""
    units = [tokenise(part) for part in parts]
    first, second = tokenise(old), _with_breaks(units)
    start = sum(len(part) + 1 for part in units[:at])
    piece = _cut(difference.runs(first, second), 2, start, start + len(units[at]), is_last=at == len(parts) - 1)
    return difference.spans(piece, first, second)


def _with_breaks(parts: Sequence[list[str]]) -> list[str]:
    units: list[str] = []
    for index, part in enumerate(parts):
        units += ["\n", *part] if index else part
    return units


def _cut(found: Sequence[Run], side: int, start: int, end: int, *, is_last: bool) -> list[Run]:
    """The runs between two places of one side; what only the other side has goes with the place it stands at."""
    piece = []
    for run in found:
        near, far = run[side], run[3 - side]
        if near[0] == near[1]:
            if start <= near[0] < end or (near[0] == end and (is_last or near[0] == start)):
                piece.append(run)
            continue
        low, high = max(near[0], start), min(near[1], end)
        if low >= high:
            continue
        if run.equal:
            other = (far[0] + low - near[0], far[0] + high - near[0])
        else:
            other = far if near[0] >= start else (far[1], far[1])
        piece.append(Run(run.equal, *((other, (low, high)) if side == 2 else ((low, high), other))))
    return piece
