"""Whose data is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.stamped import StampedForm


class OwnDataForm(StampedForm):
    """The address that the link is mailed to."""

    field_order = ["email"]
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address that you gave when you commented, agreed or followed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
