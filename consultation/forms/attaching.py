"""Files beside a form's words: several in one field, taken by content. The acts keep them."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultation.domain import attachments
from consultation.domain.attachments import Upload
from consultation.domain.attachments.sniffing import ACCEPT
from organisation.exceptions import ActRefused


def _help() -> str:
    size = attachments.largest() // 1024 // 1024
    return gettext(
        "At most %(most)s files of %(size)d MB: PDF, Word (.docx), OpenDocument (.odt), PNG or JPEG. They become public"
        " records with all that is in them, the hidden facts too (who wrote, where a picture was taken), and are shown"
        " on the web when a moderator has looked at them."
    ) % {"most": attachments.MOST, "size": size}


class FilesInput(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPT})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """The files as `Upload`s. Each one that is not taken is named, with what to do."""

    widget = FilesInput

    def __init__(self) -> None:
        super().__init__(label=_("Attachments"), required=False, help_text=lazy(_help, str)())

    def clean(self, data, initial=None) -> list[Upload]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        faults = [_too_many()] if len(files) > attachments.MOST else []
        taken = []
        for file in files[: attachments.MOST]:
            try:
                taken.append(_taken(file))
            except ActRefused as refusal:
                faults.append(str(refusal))
        if faults:
            raise forms.ValidationError(faults)
        return taken


def _too_many() -> str:
    return gettext("At most %(most)s files are taken. Leave some out, or put them in one file.") % {
        "most": attachments.MOST
    }


def _taken(file) -> Upload:
    """Refused before it is read when it is too large."""
    if file.size > attachments.largest():
        size = attachments.largest() // 1024 // 1024
        words = gettext("The file “%(name)s” is larger than %(size)d MB. Make it smaller, or send a part of it.")
        raise ActRefused(words % {"name": file.name, "size": size})
    return attachments.upload(file.name or "", file.read())


class AttachingForm(forms.Form):
    """A form with files. When it is shown again the words stay, and it says that the files must be chosen anew."""

    files = FilesField()

    @property
    def lost(self) -> str:
        """That the files must be chosen anew, when the form is shown again; a browser keeps words, not files."""
        chosen = self.files.getlist(self.add_prefix("files")) if self.files else []
        if not (self.is_bound and self.errors and chosen):
            return ""
        words = ngettext(
            "Choose the file again: a browser does not keep it.",
            "Choose the %(n)s files again: a browser does not keep them.",
            len(chosen),
        )
        return words % {"n": len(chosen)}
