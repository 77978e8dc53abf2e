"""The kinds of change of a paragraph (`drafts.domain.comparison.Row.kind`) in the words of the pages."""

from django.utils.translation import gettext as _
from django.utils.translation import npgettext


def said(kind: str) -> str:
    """What happened to a paragraph."""
    return {
        "edited": _("Changed"),
        "moved": _("Moved"),
        "split": _("Split"),
        "merged": _("Merged"),
        "new": _("New paragraph"),
        "removed": _("Removed paragraph"),
    }[kind]


def said_in(kind: str, name: str) -> str:
    """What happened to it, and in which version: `name` as Matter.named gives it."""
    return {
        "edited": _("Changed in %(name)s"),
        "moved": _("Moved in %(name)s"),
        "split": _("Split in %(name)s"),
        "merged": _("Merged in %(name)s"),
        "new": _("New in %(name)s"),
        "removed": _("Removed in %(name)s"),
    }[kind] % {"name": name}


def counted(kind: str, n: int) -> str:
    """What happened to n paragraphs, in words that agree with the number."""
    return {
        "edited": npgettext("paragraphs", "changed", "changed", n),
        "new": npgettext("paragraphs", "new", "new", n),
        "removed": npgettext("paragraphs", "removed", "removed", n),
        "moved": npgettext("paragraphs", "moved", "moved", n),
        "split": npgettext("paragraphs", "split", "split", n),
        "merged": npgettext("paragraphs", "merged", "merged", n),
    }[kind]
