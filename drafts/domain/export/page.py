"""A version as one page in one file: readable without a network, on paper and by a screen reader."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from drafts.domain.composition import compose

from .copy import Copy
from .tree import holdable

SHEET = Path(__file__).with_name("page.css")


def write(copy: Copy) -> bytes:
    """The page in UTF-8. To be called in the paper's language."""
    context = {
        "copy": copy,
        "sections": compose(copy.paragraphs),
        "sheet": mark_safe(SHEET.read_text(encoding="utf-8")),
    }
    return holdable(render_to_string("drafts/handed_out.html", context)).encode()
