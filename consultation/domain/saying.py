"""What a save on the merge table says at once: what is answered now, and how far the whole has come."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import gates
from consultation.domain.places import Place
from consultation.domain.workspace import Saved
from consultation.models import Consultation


def said(consultation: Consultation, place: Place | None, saved: Saved) -> str:
    """One or two sentences for the official; `place` is None for the whole text."""
    if not saved:
        return _("Nothing was changed, so nothing was saved.")
    words = [_("%(number)s is saved.") % {"number": place.number}] if saved.wrote and place else []
    if saved.answered:
        done = gates.progress(consultation)
        counts = {"answered": done.answered, "total": done.total}
        words.append(
            f"{answered(saved.answered[0].reference, len(saved.answered) - 1)} "
            + _("%(answered)s of %(total)s in all.") % counts
        )
    return " ".join(words)


def answered(first: str, others: int) -> str:
    """S-0001 and 3 others are answered."""
    if not others:
        return _("%(reference)s is answered.") % {"reference": first}
    return ngettext(
        "%(reference)s and %(n)s other are answered.", "%(reference)s and %(n)s others are answered.", others
    ) % {"reference": first, "n": others}
