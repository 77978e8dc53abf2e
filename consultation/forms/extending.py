"""A new closing date and its motive, cleaned."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.forms.answering import Day
from consultation.forms.drafting import DayInput, midnight
from consultation.models import Consultation, Extension
from organisation.domain.dates import last_day


class ExtendForm(forms.Form):
    """Until when, and why. The day is included: `closes_at` is the midnight after it."""

    closes_on = Day(
        label=_("New closing date"),
        widget=DayInput,
        help_text=_("Comments are taken up to and including this day."),
    )
    motive = forms.CharField(
        label=_("Why it is given more time"),
        max_length=Extension._meta.get_field("motive").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown on the consultation’s page and told to those who follow it."),
    )

    def __init__(self, *args, consultation: Consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day <= last_day(self.consultation.closes_at):
            raise forms.ValidationError(_("The new closing date must be later than the one that stands."))
        if day < timezone.localdate():
            raise forms.ValidationError(_("The closing date has already passed."))
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        if day := cleaned.get("closes_on"):
            cleaned["closes_at"] = midnight(day + timedelta(days=1))
        return cleaned
