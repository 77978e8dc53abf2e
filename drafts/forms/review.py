"""A review round and the answers to it, cleaned. The acts save."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import ReviewAnswer

Kind = ReviewAnswer.Kind
WEEK = timedelta(days=7)


def in_a_week():
    return timezone.localdate() + WEEK


class ReviewForm(forms.Form):
    """By when the group is asked to read, and what the one who asks says."""

    read_by = forms.DateField(
        label=_("Last day to read"),
        initial=in_a_week,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("That day too."),
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What do you want them to look at?"),
    )


class AnswerForm(forms.Form):
    """What a member says of the text with this checksum."""

    checksum = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[(Kind.FINE, Kind.FINE.label), (Kind.NOTES, Kind.NOTES.label)])
