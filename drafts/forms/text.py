"""What people write in a draft, cleaned: a whole text, or one paragraph. The acts save."""

import uuid

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from drafts.domain import importing
from drafts.domain.markdown.limits import BYTES
from drafts.exceptions import TextRefused
from drafts.models import Paragraph

Kind = Paragraph.Kind


class Words(forms.CharField):
    """A box for Markdown as it was typed. That it may not be empty is said by the act that reads it."""

    def __init__(self, *, rows: int, **kwargs) -> None:
        box = forms.Textarea(attrs={"rows": rows, "class": "doc-input", "spellcheck": "true"})
        super().__init__(strip=False, widget=box, **kwargs)

    def validate(self, value: str) -> None:
        pass


class TextForm(forms.Form):
    """A whole text: written or pasted in the box, or a Markdown file."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    text = Words(
        label=_("The text, in Markdown"),
        rows=18,
        help_text=_("# before the title, ## before a heading, - before a list item. An empty line between paragraphs."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.markdown,.txt,text/markdown,text/plain"}),
        help_text=_("Markdown (.md), at most 1 MB. If you choose a file, it is read instead of the box."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > BYTES:
            megabytes = number_format(file.size / 1_000_000, 1)
            raise forms.ValidationError(
                _("The file is %(size)s MB. A text may be at most 1 MB."), params={"size": megabytes}
            )
        try:
            return importing.read_upload(file.read())
        except TextRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def source(self) -> str:
        """The file's text where one was chosen, else the box's."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]


class ParagraphForm(forms.Form):
    """New words for one paragraph; `revision` is the one that the writer saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = Words(label=_("The words"), rows=6, help_text=_("**bold**, *italic*, [words](https://address)"))


class InsertForm(forms.Form):
    """A new paragraph: what it is, and its words. `key` becomes its lineage, so that posting twice adds one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        initial=Kind.PARAGRAPH,
        choices=[
            (kind.value, kind.label)
            for kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.BULLET, Kind.ORDERED, Kind.QUOTE, Kind.TABLE)
        ],
    )
    text = Words(label=_("The words"), rows=6, help_text=_("**bold**, *italic*, [words](https://address)"))


class RemoveForm(forms.Form):
    """That a paragraph shall go; `revision` is the one that was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
