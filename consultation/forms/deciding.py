"""What the secretary enters: changes moved at the meeting, and what was resolved."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.forms.answering import Day, Words
from consultation.models import Decision
from drafts.models import Paragraph

KINDS = ("paragraph", "heading", "bullet", "quote")


class MovedForm(forms.Form):
    """Other words for a paragraph, as the meeting resolved; without words where the paragraph goes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = Words(
        label=gettext_lazy("The wording that was resolved"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "doc-input"}),
    )
    reason = Words(
        label=gettext_lazy("Who moved it, and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Published beside the change: “Moved by Anna Berg (S), carried.”"),
    )


class MovedInForm(forms.Form):
    """A new paragraph, as the meeting resolved. `key` becomes its lineage, so that posting twice adds one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Words(
        label=gettext_lazy("The new paragraph"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "doc-input"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[choice for choice in Paragraph.Kind.choices if choice[0] in KINDS],
        initial="paragraph",
    )
    reason = Words(
        label=gettext_lazy("Who moved it, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    """What a body resolved."""

    kind = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Decision.Kind.choices, widget=forms.RadioSelect)
    body = forms.CharField(label=gettext_lazy("Deciding body"), max_length=100)
    date = Day(label=gettext_lazy("Date of the meeting"))
    section = forms.CharField(label=gettext_lazy("Section (§)"), max_length=20)
    minutes = forms.CharField(
        label=gettext_lazy("Reference to the minutes"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A number or an address."),
    )
    motive = Words(
        label=gettext_lazy("Motive"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    in_force_from = Day(label=gettext_lazy("In force from"), required=False)
    in_force_until = Day(label=gettext_lazy("In force until"), required=False)
    review_by = Day(label=gettext_lazy("To be reviewed by"), required=False)

    def clean_section(self) -> str:
        """The number alone: the sign is put before it where it is shown."""
        section = self.cleaned_data["section"].lstrip("§ \u00a0").strip()
        if not section:
            raise forms.ValidationError(_("Give the number of the section in the minutes."), code="required")
        return section

    def clean(self) -> dict:
        cleaned = super().clean()
        kind, first, last = cleaned.get("kind"), cleaned.get("in_force_from"), cleaned.get("in_force_until")
        if kind in Decision.ADOPTING and not first and "in_force_from" not in self.errors:
            self.add_error("in_force_from", _("Give the day from which the adopted text is in force."))
        if kind == Decision.Kind.RETURN and not cleaned.get("motive"):
            self.add_error("motive", _("Give the motive for returning the matter."))
        if first and last and last < first:
            self.add_error("in_force_until", _("The text cannot cease to be in force before it begins."))
        return cleaned
