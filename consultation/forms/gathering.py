"""The address of a feed, as staff write it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.domain.gathering.fetching import LONGEST


class FeedForm(forms.Form):
    """Where to gather from."""

    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("RSS or Atom. It is fetched at once, and then every half hour until the answers are published."),
        error_messages={"required": _("Write the address of the feed.")},
    )
