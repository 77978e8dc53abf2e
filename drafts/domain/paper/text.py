"""The text of a version laid out for print: rows with a number, lists nested, a margin and a cause beside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..markdown.notes import anchor as note_anchor
from .typography import tied_html

SHOWN = 3
ITEMS = ("bullet", "ordered")


class Numbered(Protocol):
    """A paragraph as the database has it; html is what rendering.render made of it."""

    kind: str
    level: int
    number: str
    html: str
    marker: str


@dataclass(frozen=True)
class Cause:
    """Why a paragraph differs from the version before.

    kind: new, removed, moved or edited; cause: comments, editorial or meeting; comments: their numbers (S-0042).
    """

    kind: str
    cause: str
    reason: str = ""
    comments: Sequence[str] = ()

    @property
    def lead(self) -> str:
        """ "Changed after 5 comments."; the kind of change and its cause in a short sentence."""
        if self.cause == "editorial":
            return _("Editorial change.")
        if self.cause == "meeting":
            return _("Changed at the meeting.")
        count = len(self.comments)
        words = {
            "new": ngettext("New after %(count)d comment.", "New after %(count)d comments.", count),
            "removed": ngettext("Removed after %(count)d comment.", "Removed after %(count)d comments.", count),
            "moved": ngettext("Moved after %(count)d comment.", "Moved after %(count)d comments.", count),
        }
        changed = ngettext("Changed after %(count)d comment.", "Changed after %(count)d comments.", count)
        return words.get(self.kind, changed) % {"count": count}

    @property
    def margin(self) -> list[str]:
        """What stands in the margin: at most four lines."""
        if self.cause != "comments":
            return [_("Editorial") if self.cause == "editorial" else _("The meeting")]
        if len(self.comments) <= SHOWN + 1:
            return list(self.comments)
        rest = len(self.comments) - SHOWN
        return [*self.comments[:SHOWN], _("and %(count)d more") % {"count": rest}]

    @property
    def lines(self) -> str:
        """The class that keeps room for the margin beside a short paragraph."""
        return f"m{len(self.margin)}"


@dataclass(frozen=True)
class Piece:
    """A paragraph that is not a row of the database: removed, or with its changes marked (html by marks.py)."""

    kind: str
    level: int
    number: str
    html: str
    marker: str = ""
    margin: str = ""
    cause: Cause | None = None


@dataclass
class Row:
    """One paragraph on paper, with the lists that hang on it and, in an item, the paragraphs that continue it."""

    kind: str
    level: int
    number: str
    html: SafeString
    marker: str = ""
    margin: str = ""
    cause: Cause | None = None
    parts: list["Row | Bullets"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return note_anchor(self.marker) if self.kind == "note" else f"p{self.number}"

    @property
    def words(self) -> SafeString:
        """A heading's words for the contents."""
        return mark_safe(strip_tags(self.html))

    @property
    def tag(self) -> str:
        return f"h{min(self.level + 1, 6)}"


@dataclass
class Bullets:
    """A list: ordered as the author numbered it, or not; its entries are rows."""

    ordered: bool
    entries: list[Row] = field(default_factory=list)


def rows(paragraphs: Iterable[Numbered | Piece]) -> list[Row]:
    """Paragraphs in reading order -> rows: list items, and what continues them, under the row before; notes last."""
    made: list[Row] = []
    notes: list[Row] = []
    path: list[Row] = []
    for paragraph in paragraphs:
        row = _row(paragraph)
        if row.kind == "note":
            notes.append(row)
            continue
        if row.kind == "heading" or not row.level:
            made.append(row)
            path = [row]
            continue
        if not path:
            path = [Row("paragraph", 0, "", mark_safe(""))]
            made.append(path[0])
        item = row.kind in ITEMS
        del path[row.level + (not item) :]
        if item:
            _hang(row, path[-1])
            path.append(row)
        else:
            path[-1].parts.append(row)
    return made + notes


def _hang(row: Row, under: Row) -> None:
    ordered = row.kind == "ordered"
    last = under.parts[-1] if under.parts else None
    if not isinstance(last, Bullets) or last.ordered is not ordered:
        last = Bullets(ordered)
        under.parts.append(last)
    last.entries.append(row)


def _row(paragraph: Numbered | Piece) -> Row:
    html = tied_html(paragraph.html)
    if paragraph.kind == "table":
        html = _with_scope(html)
    return Row(
        paragraph.kind,
        paragraph.level,
        paragraph.number,
        html,
        paragraph.marker or "",
        getattr(paragraph, "margin", ""),
        getattr(paragraph, "cause", None),
    )


def _with_scope(html: str) -> SafeString:
    """Every heading cell says what it heads; a table without a row of headings gets none invented."""
    return mark_safe(re.sub(r"<th(?![^>]*\bscope=)(?=[\s>])", '<th scope="col"', html))


def each(rows: Iterable[Row]) -> Iterator[Row]:
    """Every row, those in lists too."""
    for row in rows:
        yield row
        for part in row.parts:
            yield from each(part.entries if isinstance(part, Bullets) else [part])
