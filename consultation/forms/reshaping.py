"""What officials write when a paragraph is split, joined or moved because of comments."""

import uuid

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.forms.answering import CauseForm, Words, require_cause

FIRST = "first"


def words_field(label: str) -> Words:
    widget = forms.Textarea(attrs={"rows": 4, "class": "doc-input"})
    return Words(label=label, max_length=20000, widget=widget)


class ReshapingForm(CauseForm):
    """Why the shape of the text changes."""

    def clean(self) -> dict:
        return require_cause(self, super().clean())


class SplitForm(ReshapingForm):
    """Both halves of a paragraph. `key` becomes the second's lineage, so that posting twice splits once."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    first = words_field(gettext_lazy("The first half"))
    second = words_field(gettext_lazy("The second half"))
    shown = ("first", "second")


class JoinForm(ReshapingForm):
    """The words of two paragraphs as one. `seen` is the revision of the one before."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = words_field(gettext_lazy("The words together"))
    shown = ("text",)


class MoveForm(ReshapingForm):
    """Where a paragraph is to stand."""

    after = forms.ChoiceField(label=gettext_lazy("Its new place"))
    shown = ("after",)

    def __init__(self, *args, rows=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["after"].choices = [(FIRST, _("First in the text"))] + [
            (str(row.lineage), _("After %(number)s %(words)s") % {"number": row.number, "words": short(row.text)})
            for row in rows
        ]


def short(text: str) -> str:
    return Truncator(text).chars(50)
