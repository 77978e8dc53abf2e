"""For templates/print/: hostile words that can be printed, hard spaces, and the checksum in groups."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafts.domain.paper import characters, typography

register = template.Library()
register.filter("tied", typography.tied)
register.filter("grouped", typography.grouped)


@register.filter
def printable(text: str) -> SafeString:
    """One line of anybody's words; what cannot be printed is said in brackets, in another style."""
    runs = characters.printable(text)
    shown = [("{}", run.text) if run.printed else ('<span class="unprinted">{}</span>', run.text) for run in runs]
    return format_html_join("", "{}", ((format_html(form, words),) for form, words in shown))


@register.filter
def printable_paragraphs(text: str) -> SafeString:
    """Anybody's text word for word: a paragraph for each, lines kept, right to left where it begins so."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return format_html_join(
        "\n",
        '<p class="{}">{}</p>',
        (("said rtl" if characters.right_to_left(part) else "said", printable(part.strip("\n"))) for part in parts),
    )
