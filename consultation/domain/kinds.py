"""The kinds of change of a paragraph (`drafts.domain.comparison.Row.kind`) in the words of the pages."""

from django.utils.translation import gettext as _


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
