"""Composes paragraphs into what is read: sections, and list items back into lists under the block before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .markdown.notes import anchor as note_anchor
from .markdown.structure import ITEMS


@dataclass
class Row:
    """One block that is no list item, with the list that follows it. `lead` is None right under a heading."""

    lead: object | None
    items: list = field(default_factory=list)

    @property
    def covered(self) -> list:
        """Every paragraph that is read in this row: the lead, its items, what continues them."""
        return [*([self.lead] if self.lead else []), *self.items]

    @property
    def numbers(self) -> list[str]:
        return [paragraph.number for paragraph in self.covered]

    @property
    def lead_html(self) -> SafeString:
        return element(self.lead) if self.lead else mark_safe("")

    @property
    def list_html(self) -> SafeString:
        return list_html(self.items)


@dataclass
class Section:
    """A heading (None before the first, and for the notes) and the rows under it, up to the next heading."""

    heading: object | None
    rows: list[Row] = field(default_factory=list)
    is_notes: bool = False


def compose(paragraphs: Iterable) -> list[Section]:
    """The sections of a text in reading order, flat (each heading has its level); all notes in a last one."""
    sections, notes = [Section(None)], []
    for paragraph in paragraphs:
        rows = sections[-1].rows
        if paragraph.kind == "note":
            notes.append(Row(paragraph))
        elif paragraph.kind == "heading":
            sections.append(Section(paragraph))
        elif paragraph.level:
            if not rows:
                rows.append(Row(None))
            rows[-1].items.append(paragraph)
        else:
            rows.append(Row(paragraph))
    if not sections[0].rows:
        del sections[0]
    return [*sections, Section(None, notes, is_notes=True)] if notes else sections


def flow(paragraphs: Iterable) -> SafeString:
    """The same as one run of HTML, headings as strong paragraphs: for what stands inside a quote or a note."""
    parts = []
    for section in compose(paragraphs):
        if section.heading:
            parts.append(f"<p><strong>{section.heading.html}</strong></p>")
        parts += [row.lead_html + row.list_html for row in section.rows]
    return mark_safe("".join(parts))


def element(paragraph) -> SafeString:
    """A block in the element of its kind, with the anchor of its number if it has one."""
    identity = _identity(paragraph)
    match paragraph.kind:
        case "paragraph":
            html = f"<p{identity}>{paragraph.html}</p>"
        case "quote":
            html = f"<blockquote{identity}>{paragraph.html}</blockquote>"
        case "note":
            label = escape(paragraph.marker)
            html = f'<div id="{note_anchor(paragraph.marker)}"><sup>{label}</sup> {paragraph.html}</div>'
        case _:
            html = f"<div{identity}>{paragraph.html}</div>"
    return mark_safe(html)


def list_html(items: Sequence) -> SafeString:
    """Items (and the blocks that continue them) as nested ul and ol; each item is <li id="p-3-1-a">."""
    return mark_safe("".join(_lists(list(items), 1)))


def _lists(items: list, level: int) -> Iterable[str]:
    """Lists of one level. A change of kind, or a number that does not follow, begins a new list."""
    runs = []
    for item in _entries(items, level):
        previous = runs[-1][-1][0] if runs else None
        if previous is None or not _continues(previous, item[0]):
            runs.append([])
        runs[-1].append(item)
    for run in runs:
        first = run[0][0]
        tag = "ol" if first.kind == "ordered" else "ul"
        start = f' start="{_value(first)}"' if tag == "ol" and _value(first) != 1 else ""
        yield f"<{tag}{start}>{''.join(_item(entry, level) for entry in run)}</{tag}>"


def _entries(items: list, level: int) -> list[list]:
    """Each item of this level together with all that lies in it."""
    entries = []
    for item in items:
        if entries and not (item.kind in ITEMS and item.level <= level):
            entries[-1].append(item)
        else:
            entries.append([item])
    return entries


def _item(entry: list, level: int) -> str:
    head, *inner = entry
    if head.kind not in ITEMS:
        return f"<li>{element(head)}{''.join(_inside(inner, level))}</li>"
    return f"<li{_identity(head)}>{head.html}{''.join(_inside(inner, level))}</li>"


def _inside(inner: list, level: int) -> Iterable[str]:
    """What lies in an item: blocks that continue it, and lists one level down."""

    def continues(each) -> bool:
        return each.kind not in ITEMS and each.level <= level

    for direct, group in groupby(inner, continues):
        run = list(group)
        yield "".join(map(element, run) if direct else _lists(run, level + 1))


def _continues(before, item) -> bool:
    if before.kind != item.kind:
        return False
    return item.kind != "ordered" or _value(item) == _value(before) + 1


def _value(item) -> int:
    digits = item.marker[:-1]
    return int(digits) if digits.isdigit() else 1


def _identity(paragraph) -> str:
    number = getattr(paragraph, "number", "")
    return f' id="p-{escape(number.replace(".", "-"))}"' if number else ""
