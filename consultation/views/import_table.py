"""The rows of a reading as the page shows them: old, new, what ties them, what can be said of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.importing import Fresh, Given, Proposal, Row, new_options, old_options
from drafts.domain import blocks, rendering
from drafts.domain.alignment.reading import MARKUP
from drafts.domain.comparison import alteration, drawing, words
from drafts.models import Paragraph

WORDS = 60
# What each tab shows; "" is all.
TABS = ("changed", "", "new", "removed", "structure")


@dataclass
class Line:
    """One row of the table. `form`: the answers that can be given, none when nothing is asked."""

    row: Row
    words: str
    html: list[tuple[Fresh, SafeString]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    choices: list[dict] = field(default_factory=list)
    options: list[dict] = field(default_factory=list)
    is_with: bool = False
    is_also: bool = False
    is_every: bool = False
    fault: str = ""


@dataclass
class Fold:
    """Rows in which nothing changed, one after another, shown as one line."""

    rows: list[Row]


def lines(
    proposal: Proposal, tab: str, *, opened: str = "", given: Sequence[Given] = (), faults: dict[str, str] | None = None
) -> list[Line | Fold]:
    """What the tab shows; `opened` is the row that shall be tied otherwise, `given` what was just sent."""
    sent, found = {each.key: each for each in given}, []
    anchors = blocks.anchors(proposal.text.blocks)
    for row in proposal.rows:
        if not belongs(row, tab) and row.key != opened:
            continue
        if row.kind == "kept" and row.key != opened and not row.is_answered:
            if not found or not isinstance(found[-1], Fold):
                found.append(Fold([]))
            found[-1].rows.append(row)
            continue
        line = Line(row, said(row), fault=(faults or {}).get(row.key, ""))
        draw(proposal, line, anchors)
        if row.must_be_answered or row.is_answered or row.key == opened or row.key in sent:
            ask(proposal, line, every=row.key == opened, given=sent.get(row.key))
        found.append(line)
    return found


def belongs(row: Row, tab: str) -> bool:
    if tab in ("new", "removed"):
        return row.kind == tab
    if tab == "changed":
        return row.must_be_answered or row.is_answered or row.kind not in ("kept", "new", "removed")
    return True


def counts(proposal: Proposal) -> dict[str, int]:
    """How many rows each tab has."""
    found = Counter(dict.fromkeys(TABS, 0))
    for row in proposal.rows:
        found.update(tab for tab in TABS[:4] if belongs(row, tab))
    found["structure"] = len(proposal.text.blocks)
    return found


def said(row: Row) -> str:
    """What became of it, in a word or two."""
    number = max(len(row.olds), len(row.news))
    if row.kind == "split":
        return ngettext("Split in %(n)s", "Split in %(n)s", number) % {"n": number}
    if row.kind == "merged":
        return ngettext("Merged from %(n)s", "Merged from %(n)s", number) % {"n": number}
    if row.kind == "moved":
        return _("Moved, changed") if row.is_changed else _("Moved")
    words = {"edited": _("Changed"), "new": _("New"), "removed": _("Removed"), "kept": _("As before")}
    return words[row.kind]


def draw(proposal: Proposal, line: Line, anchors: frozenset[str]) -> None:
    """The words of each block on the right, of a pair as the difference from the left; and what marks do not show."""
    row, links = line.row, proposal.text.links
    if row.olds and len(row.olds) == len(row.news) and not row.is_changed:
        line.html = [(row.news[0], mark_safe(row.olds[0].html))]
        return
    line.html = [(fresh, mark_safe(rendering.render(fresh.block, links, anchors))) for fresh in row.news]
    if row.is_changed:
        fresh, html = line.html[0]
        block = fresh.block
        after = Paragraph(kind=block.kind, level=block.level, marker=block.marker, text=block.text, html=html)
        change = alteration.alter(row.olds[0], after)
        shown = drawing.block(change, words(row.olds[0]), words(after))
        line.html, line.remarks = [(fresh, shown)], drawing.remarks(change)


def ask(proposal: Proposal, line: Line, *, every: bool, given: Given | None) -> None:
    """The answers that fit the row, the one that was given marked."""
    row = line.row
    chosen = given.choice if given else ""
    words = answers(row)
    marked = chosen if given else next(iter(words)) if row.is_answered else ""
    line.choices = [{"value": value, "words": said, "checked": value == marked} for value, said in words.items()]
    line.options = options(proposal, row, every=every, chosen=given.other if given else "")
    line.is_with, line.is_also, line.is_every = chosen == "with", bool(given and given.also), every


def answers(row: Row) -> dict[str, str]:
    """The choices of a row by value, the one that says that it is right as it stands first."""
    old = row.olds[0].number if row.olds else ""
    if row.kind == "removed":
        return {"gone": _("It is removed")}
    if row.kind == "new":
        return {"new": _("New paragraph")}
    if row.kind in ("split", "merged"):
        alone = (
            _("Only the first part is %(number)s")
            if row.kind == "split"
            else _("It is %(number)s, the others are removed")
        )
        return {"same": _("That is right"), "first": alone % {"number": old}}
    same = _("Same paragraph, rewritten") if row.is_changed else _("Same paragraph")
    return {"same": same, "new": _("New paragraph, %(number)s is removed") % {"number": old}}


def options(proposal: Proposal, row: Row, *, every: bool, chosen: str) -> list[dict]:
    """What it may belong with instead."""
    if row.kind in ("split", "merged"):
        return []
    if row.news:
        found = [(p.lineage.hex, p.number, p.text) for p in old_options(proposal, row, every=every)]
    else:
        found = [(str(f.at), f.number, f.block.text) for f in new_options(proposal, row, every=every)]
    return [
        {"value": value, "words": f"{number} {plain(text)}", "chosen": value == chosen} for value, number, text in found
    ]


def plain(text: str) -> str:
    """The first words of a paragraph without their marks."""
    return Truncator(" ".join(MARKUP.sub(" ", text).split())).chars(WORDS)


def structure(proposal: Proposal) -> list[dict]:
    """The text as it would be: number, kind and words of each block."""
    anchors = blocks.anchors(proposal.text.blocks)
    found = [fresh for row in proposal.rows for fresh in row.news]
    return [
        {
            "at": fresh.at,
            "number": fresh.number,
            "block": fresh.block,
            "kind": Paragraph.Kind(fresh.block.kind).label,
            "html": mark_safe(rendering.render(fresh.block, proposal.text.links, anchors)),
        }
        for fresh in sorted({fresh.at: fresh for fresh in found}.values(), key=lambda fresh: fresh.at)
    ]
