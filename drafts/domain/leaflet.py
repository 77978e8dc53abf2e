"""A text that is only read, whole: no numbers, no identity, nothing to comment on."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafts.domain import blocks, composition, rendering
from drafts.models import Paragraph


@dataclass(frozen=True)
class Leaflet:
    """Its title (its leading h1) and its safe HTML, headings from h2 on."""

    title: str
    html: SafeString


def read(markdown: str) -> Leaflet:
    """Markdown as a leaflet. Raises TextRefused, in words, for what a policy's text may not have either."""
    text = blocks.split(markdown, lenient=True)
    notes = blocks.anchors(text.blocks)
    rows = []
    for block in text.blocks:
        row = Paragraph(kind=block.kind, level=block.level, marker=block.marker, number="", text=block.text)
        row.html = rendering.render(block, text.links, notes)
        rows.append(row)
    return Leaflet(text.title, format_html_join("\n", "{}", ((part,) for part in parts(rows))))


def parts(rows: list[Paragraph]):
    """The HTML of each section in turn."""
    for section in composition.compose(rows):
        if section.heading:
            tag = f"h{min(section.heading.level + 1, 6)}"
            yield format_html(f"<{tag}>{{}}</{tag}>", SafeString(section.heading.html))
        for row in section.rows:
            yield row.lead_html + row.list_html
