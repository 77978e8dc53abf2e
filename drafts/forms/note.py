"""Internal notes, cleaned. The acts save."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000


def words_field(label: str, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class WholeNoteForm(forms.Form):
    """A note on the whole text. `key` makes posting it twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = words_field(_("Your note"))


class ReplyForm(WholeNoteForm):
    """A reply to a note."""

    words = words_field(_("Your reply"))


class NoteForm(WholeNoteForm):
    """A note on one paragraph, with or without another wording for it. `base` is the wording that its writer saw."""

    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    words = words_field(_("Your note"), required=False)
    suggestion = forms.CharField(
        label=_("The wording you would have instead"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "doc-input", "spellcheck": "true"}),
        help_text=_("Leave it as it is if you suggest no other words."),
    )
    field_order = ("key", "base", "words", "suggestion")


class DoneForm(forms.Form):
    """Whether a note is done, and which page the button stood on."""

    done = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    back = forms.ChoiceField(choices=[("text", ""), ("notes", ""), ("note", "")], required=False)
