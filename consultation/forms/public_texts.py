"""The municipality's own words, and what somebody reports about the site; cleaned, the acts save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.answering import Words
from consultation.forms.stamped import StampedForm
from organisation.models import PublicText


class PublicTextForm(forms.Form):
    """The Markdown of one page."""

    text = Words(
        label=_("Text"),
        max_length=PublicText._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text=_("Markdown. The first line is the page’s heading: one # and its name. Then ## for each section."),
    )


class FaultForm(StampedForm):
    """What did not work, where, and to whom the answer goes."""

    field_order = ["words", "place", "email"]
    words = Words(
        label=_("What did you want to do, and what happened?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what happened.")},
    )
    place = forms.CharField(label=_("Address of the page"), required=False, max_length=500)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Only if you want an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
