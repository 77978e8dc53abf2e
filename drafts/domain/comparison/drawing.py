"""A stored difference in HTML and in words of the reader's language; everything is escaped here."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafts.domain.difference import Span, compare_words, spans_html
from drafts.models import Paragraph

from .alteration import Alteration

SIDES = {"before": ("=", "-"), "after": ("=", "+")}


def running(change: Alteration | None, old: str, new: str) -> list[Span]:
    """The difference in running words, for a place where no table can stand."""
    if change is None or change["form"] not in ("words", "code"):
        return compare_words(old, new)
    return [Span(op, text.replace("\n", " ")) for op, text in change["spans"]]


def block(change: Alteration, old: str, new: str, side: str = "") -> SafeString:
    """The difference as it stands on a page: words, code or a table; `side` keeps what that side has."""
    kept = SIDES.get(side, ("=", "-", "+"))
    if change["form"] == "table":
        return _table(change, kept)
    if change["form"] == "code":
        return format_html("<pre>{}</pre>", spans_html(_of(change["spans"], kept)))
    if change["form"] == "words":
        return mark_safe(spans_html(_of(change["spans"], kept)).replace("\n", "<br>"))
    if change["form"] == "same":
        return escape(new)
    return spans_html([(op, text) for op, text in (("-", old), ("+", new)) if op in kept and text])


def _of(spans: Iterable[Sequence[str]], kept: Sequence[str]) -> list[Sequence[str]]:
    return [span for span in spans if span[0] in kept]


def _table(change: Alteration, kept: Sequence[str]) -> SafeString:
    """The table of both, or of one side: what went is struck, what came is marked, cell by cell."""
    columns = [at for at, op in enumerate(change["columns"]) if op in kept]
    rows = [(op, cells) for op, cells in change["rows"] if op in kept]
    head, body = rows[:1], rows[1:]
    drawn = [
        mark_safe("".join(_row(cells, columns, kept, tag) for _op, cells in part))
        for part, tag in ((head, "th"), (body, "td"))
    ]
    return format_html("<table><thead>{}</thead><tbody>{}</tbody></table>", *drawn)


def _row(cells: Sequence, columns: Sequence[int], kept: Sequence[str], tag: str) -> SafeString:
    drawn = [spans_html(_of(cells[at], kept)) for at in columns]
    form = '<th scope="col">{}</th>' if tag == "th" else "<td>{}</td>"
    return format_html("<tr>{}</tr>", format_html_join("", form, ((each,) for each in drawn)))


def remarks(change: Alteration | None) -> list[str]:
    """What the marks do not show, a sentence each."""
    return [_said(*remark) for remark in change["remarks"]] if change else []


def _said(name: str, *about) -> str:
    if name == "kind":
        return became(about[1])
    if name == "level":
        return deeper(*about)
    if name in ("columns", "rows"):
        return counted(name, *about)
    if name == "form":
        return _("The form of the table changed.")
    words, *rest = (Truncator(each).chars(200) for each in about)
    named = {"words": words, "old": words, "href": rest[0] if rest else "", "new": rest[-1] if rest else ""}
    return {
        "marker": _("Its mark in the margin was changed: %(old)s → %(new)s"),
        "emphasis": _("The emphasis of “%(words)s” was changed."),
        "link": _("The address of the link “%(words)s” was changed: %(href)s → %(new)s"),
        "linked": _("“%(words)s” became a link to %(href)s"),
        "unlinked": _("“%(words)s” is no longer a link to %(href)s"),
    }[name] % named


def became(kind: str) -> str:
    """That a paragraph became one of another kind."""
    return {
        Paragraph.Kind.HEADING: _("It became a heading."),
        Paragraph.Kind.PARAGRAPH: _("It became running text."),
        Paragraph.Kind.BULLET: _("It became a list item."),
        Paragraph.Kind.ORDERED: _("It became a numbered list item."),
        Paragraph.Kind.TABLE: _("It became a table."),
        Paragraph.Kind.QUOTE: _("It became a quote."),
        Paragraph.Kind.CODE: _("It became code."),
        Paragraph.Kind.NOTE: _("It became a note."),
    }[Paragraph.Kind(kind)]


def deeper(kind: str, old: int, new: int) -> str:
    """That a heading or an item went up or down."""
    if kind == Paragraph.Kind.HEADING:
        return _("The heading’s level was changed: %(old)s → %(new)s") % {"old": old, "new": new}
    if new > old:
        return _("It was set in: level %(old)s → %(new)s") % {"old": old, "new": new}
    return _("It was set out: level %(old)s → %(new)s") % {"old": old, "new": new}


def counted(name: str, come: int, gone: int) -> str:
    """Rows and columns of a table that came or went."""
    if name == "rows":
        said = [ngettext("%(n)s row was added.", "%(n)s rows were added.", come) % {"n": come}] if come else []
        return " ".join(
            said
            + ([ngettext("%(n)s row was removed.", "%(n)s rows were removed.", gone) % {"n": gone}] if gone else [])
        )
    said = [ngettext("%(n)s column was added.", "%(n)s columns were added.", come) % {"n": come}] if come else []
    return " ".join(
        said
        + ([ngettext("%(n)s column was removed.", "%(n)s columns were removed.", gone) % {"n": gone}] if gone else [])
    )
