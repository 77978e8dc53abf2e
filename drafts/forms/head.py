"""The head of a policy, cleaned. The acts save."""

import re
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.domain.policies import HEAD
from drafts.models import Policy
from drafts.permissions import units_for_new
from organisation.models import Municipality, User


def check_diary_number(number: str) -> str:
    """The diary number, if it has the form that the municipality has set."""
    if number and re.fullmatch(Municipality.current().diary_format, number) is None:
        raise forms.ValidationError(_("Write the diary number in the municipality’s form, for instance KS 2026/123."))
    return number


class HeadForm(forms.ModelForm):
    """The head fields of a policy. Only cleans: the act `policies.revise_head` saves."""

    class Meta:
        model = Policy
        fields = HEAD
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_diary_number(self) -> str:
        return check_diary_number(self.cleaned_data["diary_number"].strip())

    def clean_language(self) -> str:
        tag = self.cleaned_data["language"].strip()
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
            raise forms.ValidationError(_("Write a language tag, such as sv, en or fi-FI."))
        return tag


class PolicyForm(HeadForm):
    """What a new policy needs; the rest of its head can wait. `key` makes posting it twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta(HeadForm.Meta):
        fields = ("title", "document_type", "unit", "diary_number", "language")

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for_new(person)
