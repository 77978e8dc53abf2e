"""Kinds of sender as they are counted: 41 private persons."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from consultation.models.submission import SenderKind

Kind = SenderKind
MANY = {
    Kind.PRIVATE: _("Private persons"),
    Kind.ASSOCIATION: _("Associations"),
    Kind.COMPANY: _("Companies"),
    Kind.AUTHORITY: _("Authorities and boards"),
    Kind.PARTY: _("Parties"),
    Kind.COUNCIL: _("Councils"),
    Kind.ORGANISATION: _("Other organisations"),
}
COUNTED = {
    Kind.PRIVATE: ngettext_lazy("%d private person", "%d private persons"),
    Kind.ASSOCIATION: ngettext_lazy("%d association", "%d associations"),
    Kind.COMPANY: ngettext_lazy("%d company", "%d companies"),
    Kind.AUTHORITY: ngettext_lazy("%d authority or board", "%d authorities and boards"),
    Kind.PARTY: ngettext_lazy("%d party", "%d parties"),
    Kind.COUNCIL: ngettext_lazy("%d council", "%d councils"),
    Kind.ORGANISATION: ngettext_lazy("%d other organisation", "%d other organisations"),
}


def counted(kind: str, number: int) -> str:
    """So many of that kind, in words."""
    return COUNTED[Kind(kind)] % number
