"""A text to stand beside a version, cleaned."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.models import AttachedText

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class AttachForm(forms.Form):
    """Kind, language and Markdown."""

    kind = forms.ChoiceField(label=_("What it is"), choices=AttachedText.Kind.choices, widget=forms.RadioSelect)
    language = forms.CharField(
        label=_("Language"), max_length=35, help_text=_("A language tag: sv, en, ar, so, fi, uk …")
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Markdown. The first line is the title: one # and the words."),
    )

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip().replace("_", "-")
        language = language[:1].lower() + language[1:]
        if not TAG.fullmatch(language):
            raise forms.ValidationError(_("This is no language tag. Write for instance sv, en or ar."))
        return language

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\r\n", "\n")
