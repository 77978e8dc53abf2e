"""What a referral body writes by its own link, cleaned: on a paragraph, or a letter about the whole."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.domain import personal_numbers
from consultation.forms.attaching import AttachingForm
from consultation.models import Submission
from drafts.models import Paragraph

LONGEST, LONGEST_LETTER = 20_000, 100_000
PERSON = Submission._meta.get_field("sender_name").max_length
ROLE = Submission._meta.get_field("role").max_length


class AnswerForm(AttachingForm):
    """What every answer of a body has: who wrote it for the body, and files. `key` makes posting exactly-once."""

    person = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=PERSON,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Not shown on the web. May be given out if somebody asks for it."),
    )
    role = forms.CharField(
        label=_("Your role"),
        required=False,
        max_length=ROLE,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        help_text=_("For instance chair. Shown on the web beside the name of the organisation."),
    )
    anyway = forms.BooleanField(label=_("Send anyway, we hide it on the web"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def renew(self) -> None:
        """A new key in the form as it is shown again."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid.uuid4())

    def __init__(self, *args, paragraph: Paragraph | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.paragraph, self.number = paragraph, ""
        if not self.is_bound:
            self.initial |= {"key": str(uuid.uuid4())}
        for field in {"words", "suggestion"} & set(self.fields):
            self.fields[field].widget.attrs.pop("maxlength", None)

    def clean_words(self) -> str:
        return self.cleaned_data["words"].replace("\r\n", "\n").replace("\x00", "")

    def clean(self) -> dict:
        data = super().clean()
        written = [data.get("words") or "", data.get("suggestion") or ""]
        own = self.paragraph.text if self.paragraph else ""
        self.number = next((one for one in map(personal_numbers.first, written) if one and one not in own), "")
        if self.number and not data.get("anyway"):
            self.add_error("anyway", _("Take the number away, or tick that you send it anyway."))
        return data


class LetterForm(AnswerForm):
    """A letter about the whole text, in the box, in files, or both."""

    words = forms.CharField(
        label=pgettext_lazy("of a body", "Your answer"),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The whole letter, or what it says in short when you attach it. At most 100 000 characters."),
        error_messages={
            "max_length": _("The letter is %(show_value)s characters long. At most %(limit_value)s are taken."),
        },
    )
    field_order = ("words", "files", "person", "role")

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("words") and not data.get("files") and not {"words", "files"} & set(self.errors):
            self.add_error("words", _("Write the answer, or attach it."))
        return data


class PlaceForm(AnswerForm):
    """A view on one paragraph, perhaps with other words for it."""

    words = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what is good, what is missing, and why. At most 20 000 characters."),
        error_messages={
            "required": _("Write what you think."),
            "max_length": _("The comment is %(show_value)s characters long. At most %(limit_value)s are taken."),
        },
    )
    suggestion = forms.CharField(
        label=_("The wording that you would like"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "sugarea"}),
        help_text=_(
            "Change the text itself. The municipality sees what you took away and what you added,"
            " and can use it as it is."
        ),
    )
    field_order = ("words", "suggestion", "files", "person", "role")

    def __init__(self, *args, paragraph: Paragraph, **kwargs) -> None:
        super().__init__(*args, paragraph=paragraph, **kwargs)
        self.fields["suggestion"].initial = paragraph.text

    def clean_suggestion(self) -> str:
        """The suggested wording; none where the text was left as it is, or emptied."""
        text = self.cleaned_data["suggestion"].replace("\r\n", "\n").strip()
        return "" if text == self.paragraph.text.strip() else text
