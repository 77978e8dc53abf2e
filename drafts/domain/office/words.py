"""A sentence for each thing that did not come along from a file as it was."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

# What is left behind; everything else is kept in another form.
LEFT = frozenset(
    [
        "page heads", "contents", "pictures", "pictures described", "charts", "shapes", "colours", "underline",
        "page numbers", "page breaks", "section breaks", "embedded files", "empty controls", "hidden text", "symbols",
        "unknown objects", "macros", "markup", "links", "authors", "page parts", "lettering", "own parts",
    ]
)  # fmt: skip


# What does not belong to the running text.
OUTSIDE = {
    "page heads": ngettext_lazy(
        "The page head or foot was left out.", "%(count)d page heads and feet were left out.", "count"
    ),
    "contents": ngettext_lazy(
        "The table of contents was left out; Samråd makes its own.",
        "%(count)d tables of contents or indexes were left out; Samråd makes its own.",
        "count",
    ),
    "page numbers": gettext_lazy("Page numbers in the text were left out."),
    "page breaks": ngettext_lazy("A page break was left out.", "%(count)d page breaks were left out.", "count"),
    "section breaks": ngettext_lazy(
        "A section break was left out.", "%(count)d section breaks were left out.", "count"
    ),
    "macros": gettext_lazy("The file has macros. They were not run and stayed behind; only the text was taken."),
    "page parts": gettext_lazy("Scripts, buttons and embedded parts of the web page were left out."),
    "own parts": gettext_lazy("The numbers and the head that Samråd put in this file were left out again."),
    "comments": ngettext_lazy(
        "A comment in the file becomes an internal note on its paragraph.",
        "%(count)d comments in the file become internal notes on their paragraphs.",
        "count",
    ),
    "authors": gettext_lazy("Too many people have changed the file: the changes of some were not taken."),
}


# What stood in the running text and was left out.
INSIDE = {
    "pictures": ngettext_lazy(
        "A picture without alternative text was left out.",
        "%(count)d pictures without alternative text were left out.",
        "count",
    ),
    "pictures described": ngettext_lazy(
        "A picture was left out; its alternative text is shown here.",
        "%(count)d pictures were left out; their alternative texts are shown here.",
        "count",
    ),
    "charts": ngettext_lazy("A chart was left out.", "%(count)d charts were left out.", "count"),
    "shapes": ngettext_lazy("A drawn shape was left out.", "%(count)d drawn shapes were left out.", "count"),
    "lettering": gettext_lazy("Ornamental lettering was left out."),
    "embedded files": ngettext_lazy(
        "An embedded file was left out.", "%(count)d embedded files were left out.", "count"
    ),
    "empty controls": ngettext_lazy(
        "A field that nobody filled in was left out.", "%(count)d fields that nobody filled in were left out.", "count"
    ),
    "hidden text": ngettext_lazy(
        "A piece of hidden text was left out.", "%(count)d pieces of hidden text were left out.", "count"
    ),
    "symbols": ngettext_lazy(
        "A sign of a symbol font was left out.", "%(count)d signs of symbol fonts were left out.", "count"
    ),
    "unknown objects": ngettext_lazy(
        "An object that cannot be read was left out.", "%(count)d objects that cannot be read were left out.", "count"
    ),
    "markup": gettext_lazy("Program code in the text was left out."),
    "links": ngettext_lazy(
        "A link that is no web or e-mail address lost its target; its words are kept.",
        "%(count)d links that are no web or e-mail addresses lost their targets; their words are kept.",
        "count",
    ),
    "colours": ngettext_lazy(
        "Colour or highlighting in a paragraph was left out.",
        "Colours and highlighting in %(count)d paragraphs were left out.",
        "count",
    ),
    "underline": ngettext_lazy(
        "Underlining was left out in one place.", "Underlining was left out in %(count)d places.", "count"
    ),
}


# What was kept in another form.
CHANGED = {
    "text boxes": ngettext_lazy(
        "The words of a text box stand after the paragraph that it was anchored in.",
        "The words of %(count)d text boxes stand after the paragraphs that they were anchored in.",
        "count",
    ),
    "merged cells": ngettext_lazy(
        "A merged table cell was taken apart; its words stand in the first cell.",
        "%(count)d merged table cells were taken apart; their words stand in the first cell.",
        "count",
    ),
    "nested tables": ngettext_lazy(
        "A table inside a table was written as lines in its cell.",
        "%(count)d tables inside tables were written as lines in their cells.",
        "count",
    ),
    "layout tables": ngettext_lazy(
        "A table that only framed text became that text.",
        "%(count)d tables that only framed text became that text.",
        "count",
    ),
    "fields": ngettext_lazy(
        "A field is kept as the words that it showed.",
        "%(count)d fields are kept as the words that they showed.",
        "count",
    ),
    "form controls": ngettext_lazy(
        "A form control is kept as the words in it.", "%(count)d form controls are kept as the words in them.", "count"
    ),
    "formulas": ngettext_lazy(
        "A formula is written in the notation of TeX.",
        "%(count)d formulas are written in the notation of TeX.",
        "count",
    ),
    "depth": gettext_lazy("Lists deeper than six levels were made less deep."),
    "encoding cp1252": gettext_lazy(
        "The file does not say which letters it uses. It was read as Windows text; check å, ä and ö."
    ),
    "encoding utf-16": gettext_lazy("The file was read as UTF-16 text."),
}

SENTENCES = OUTSIDE | INSIDE | CHANGED


def lines(dropped: Iterable[dict]) -> list[dict]:
    """For each row of Import.dropped: `text` (a sentence), `detail` (samples), `left` (or only changed)."""
    return [
        {"text": sentence(row["what"], row["count"]), "detail": row["detail"], "left": row["what"] in LEFT}
        for row in dropped
    ]


def sentence(what: str, count: int) -> str:
    """One code and its count in words."""
    if what not in SENTENCES:
        return _("Something that is not known (%(what)s) was left out.") % {"what": what}
    return str(SENTENCES[what] % {"count": count})
