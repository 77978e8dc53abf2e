"""A preview link, cleaned. The acts save."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.domain.previews import LONGEST, USUAL


class PreviewForm(forms.Form):
    """For whom a link is, and how long it holds. From `key` its secret is made, so that posting twice makes one."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=64, initial=secrets.token_urlsafe)
    label = forms.CharField(
        label=_("For whom"),
        max_length=100,
        help_text=_("Seen by the drafters only, so that you know later which link is whose."),
    )
    days = forms.IntegerField(
        label=_("How many days it holds"), min_value=1, max_value=LONGEST, initial=USUAL, help_text=_("1 to 90.")
    )
