"""What people write in a draft, cleaned: a whole text, or one paragraph. The acts save."""

import uuid

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from drafts.domain.office.sniffing import LARGEST
from drafts.models import Paragraph

Kind = Paragraph.Kind
ENDINGS = (".docx", ".odt", ".md", ".markdown", ".html", ".htm", ".txt")
MIMES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "text/markdown",
    "text/html",
    "text/plain",
)


class Words(forms.CharField):
    """A box for Markdown as it was typed. That it may not be empty is said by the act that reads it."""

    def __init__(self, *, rows: int, **kwargs) -> None:
        box = forms.Textarea(attrs={"rows": rows, "class": "doc-input", "spellcheck": "true"})
        super().__init__(strip=False, widget=box, **kwargs)

    def validate(self, value: str) -> None:
        pass


class TextForm(forms.Form):
    """A whole text: written or pasted in the box, or a file. Pasted with its lists and headings it comes as `rich`."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    rich = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    text = Words(
        label=_("The text"),
        rows=18,
        required=False,
        help_text=_("# before the title, ## before a heading, - before a list item. An empty line between paragraphs."),
    )
    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ",".join([*ENDINGS, *MIMES]),
                "data-most": LARGEST,
                "data-most-words": _("The file is larger than 20 MB. Remove or shrink its pictures and try again."),
            }
        ),
        help_text=_("Word (.docx), OpenDocument (.odt), web page (.html) or Markdown (.md), at most 20 MB."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is %(size)s MB. A file may be at most 20 MB: remove or shrink its pictures and try again."),
                params={"size": number_format(file.size / 1_000_000, 1)},
            )
        return file

    @property
    def source(self) -> tuple[bytes, str, str]:
        """What shall be read, its name, and what kind it is when that is known: the file, else what was pasted."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name, ""
        if self.cleaned_data["rich"].strip():
            return self.cleaned_data["rich"].encode(), "", "html"
        return self.cleaned_data["text"].encode(), "", ""


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
