"""How a file shall be read another time, cleaned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.models import Import

Tracked = Import.Tracked
ANSWERS = [(kind.value, kind.label) for kind in Tracked if kind != Tracked.ASK]
SHIFTS = [
    (-2, _("Two levels up")),
    (-1, _("One level up")),
    (0, _("As in the file")),
    (1, _("One level down")),
    (2, _("Two levels down")),
]


class RereadForm(forms.Form):
    """What becomes of tracked changes, how far headings move, the block at which the numbers begin."""

    tracked = forms.ChoiceField(label=_("Tracked changes"), choices=ANSWERS, required=False, widget=forms.RadioSelect)
    shift = forms.TypedChoiceField(label=_("Headings"), choices=SHIFTS, coerce=int, required=False, empty_value=None)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    @property
    def given(self) -> dict:
        """What was said; what was not said stays as it is."""
        return {"tracked": self.cleaned_data["tracked"] or None} | {
            name: self.cleaned_data[name] for name in ("shift", "start")
        }
