"""What people write about a policy and its text, cleaned. The acts save."""

import re
import uuid

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from drafts.domain import importing
from drafts.domain.markdown.limits import BYTES
from drafts.domain.policies import HEAD
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Policy
from drafts.permissions import units_for_new
from organisation.models import Municipality, User

Kind = Paragraph.Kind


def check_diary_number(number: str) -> str:
    """The diary number, if it has the form that the municipality has set."""
    if number and re.fullmatch(Municipality.current().diary_format, number) is None:
        raise forms.ValidationError(_("Write the diary number in the municipality’s form, for instance KS 2026/123."))
    return number


class HeadForm(forms.ModelForm):
    """The head fields of a policy. Only cleans: the act `policies.revise_head` saves."""

    class Meta:
        model = Policy
        fields = HEAD
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_diary_number(self) -> str:
        return check_diary_number(self.cleaned_data["diary_number"].strip())

    def clean_language(self) -> str:
        tag = self.cleaned_data["language"].strip()
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
            raise forms.ValidationError(_("Write a language tag, such as sv, en or fi-FI."))
        return tag


class PolicyForm(HeadForm):
    """What a new policy needs; the rest of its head can wait. `key` makes posting it twice harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta(HeadForm.Meta):
        fields = ("title", "document_type", "unit", "diary_number", "language")

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for_new(person)


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


class ApprovalForm(forms.Form):
    """The answer to a request for approval, on the text with this checksum."""

    checksum = forms.CharField(max_length=64, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you send the text back: what must change?"),
    )
    answer = forms.ChoiceField(choices=[("approve", _("approve")), ("send_back", _("send back"))])
