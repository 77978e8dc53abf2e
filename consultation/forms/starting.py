"""A new policy from a file from elsewhere, cleaned. The acts save."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.domain.folder import beginning
from drafts.domain.office import sniffing
from drafts.domain.starting import Start
from drafts.forms.head import PolicyForm
from organisation.exceptions import ActRefused


class FileStartForm(PolicyForm):
    """The file, and what the new policy is called here. What is left empty is taken from the file.

    Cleaned it has `start`, or, of a Word or OpenDocument file, which another page reads, its bytes in `office`.
    """

    file = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,.json,.md,.markdown,.txt,.docx,.odt"}),
        help_text=_("A policy folder (.zip), an exported file (.json, .md) or a Word document; at most 20 MB."),
    )
    field_order = ("file", "title", "document_type", "unit", "diary_number")

    class Meta(PolicyForm.Meta):
        fields = ("title", "document_type", "unit", "diary_number")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.start: Start | None = None
        self.office = b""
        for name in ("title", "document_type"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Left empty, that of the file is used.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > beginning.SIZE:
            raise forms.ValidationError(_("The file is too big. It may be at most 20 MB."))
        data = file.read()
        try:
            if beginning.is_office(data):
                sniffing.form_of(data)
                self.office = data
            else:
                self.start = beginning.read(data)
        except ActRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        file = cleaned.get("file")
        if file is None:
            return cleaned
        found = self.start.head if self.start else {}
        cleaned["title"] = cleaned.get("title") or (self.start.title if self.start else PurePath(file.name).stem[:200])
        cleaned["document_type"] = cleaned.get("document_type") or found.get("document_type")
        if not cleaned["title"]:
            self.add_error("title", _("The file has no title. Write one."))
        if not cleaned["document_type"] and "document_type" not in self.errors:
            self.add_error("document_type", _("The file names no type that you have here. Choose one."))
        if self.errors:
            self.add_error("file", _("Choose the file again; a browser does not keep it."))
        return cleaned

    @property
    def head(self) -> dict:
        """What the new policy gets from the form."""
        return {name: self.cleaned_data[name] for name in ("key", *self.Meta.fields)}
