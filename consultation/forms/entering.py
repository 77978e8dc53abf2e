"""What staff write when they enter what did not come on the web."""

import uuid

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation.domain import attachments, names, personal_numbers
from consultation.domain.attachments import Upload
from consultation.domain.attachments.sniffing import ACCEPT
from consultation.domain.entering import submissions
from consultation.domain.entering.submissions import Heard
from consultation.forms.answering import Day, Words
from consultation.models import Consultation, Invitation, Submission
from consultation.models.sender_kind import SenderKind
from consultation.models.submission import Channel
from organisation.exceptions import ActRefused

LONGEST = 100_000
CHANNELS = [(code, label) for code, label in Channel.choices if code != Channel.WEB]


class OriginalField(forms.FileField):
    """The letter itself, scanned: a PDF or a picture, by its content."""

    def clean(self, data, initial=None) -> list[Upload]:
        file = super().clean(data, initial)
        if not file:
            return []
        if file.size > attachments.largest():
            size = attachments.largest() // 1024 // 1024
            raise forms.ValidationError(gettext("The file is larger than %(size)d MB.") % {"size": size})
        try:
            taken = attachments.upload(file.name or "", file.read())
        except ActRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if taken.media_type != "application/pdf" and not taken.media_type.startswith("image/"):
            raise forms.ValidationError(gettext("Choose a PDF or a picture."))
        return [taken]


def original() -> OriginalField:
    """The field for the scanned letter."""
    return OriginalField(
        label=_("Scanned original"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("A PDF or a picture. It is kept with the submission and not shown on the web."),
    )


class EnterForm(forms.Form):
    """A letter, a mail, a call, or what was said at a meeting. `key` makes saving exactly-once."""

    sender_kind = forms.ChoiceField(label=_("The sender is"), choices=SenderKind.choices)
    sender_name = forms.CharField(label=_("Name"), max_length=100, required=False)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=150, required=False, help_text=_("Shown on the web.")
    )
    role = forms.CharField(
        label=_("Role"), max_length=100, required=False, help_text=_("For instance: chair. Shown on the web.")
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("The answer goes there. Not shown on the web. May be given out if somebody asks for it."),
        error_messages={"invalid": _("The e-mail address is not complete.")},
    )
    address = Words(
        label=_("Postal address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the receipt. Not shown on the web."),
    )
    named = forms.BooleanField(
        label=_("Show the person’s name on the web"),
        required=False,
        help_text=_("Only if the sender has said so. An organisation is always named."),
    )
    invitation = forms.ModelChoiceField(
        Invitation.objects.none(),
        label=_("Answer of a referral body"),
        required=False,
        empty_label=_("None of those that were asked"),
    )
    channel = forms.ChoiceField(label=_("Came in"), choices=CHANNELS, initial=Channel.LETTER)
    received_on = Day(label=_("Day it came in"), help_text=_("The day on which it came to the municipality."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    source = forms.URLField(
        label=_("Link to the source"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=_("Where it was said, for other media. Shown on the web."),
    )
    words = Words(
        label=_("The words, whole"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "class": "lt-words"}),
        help_text=_("Word for word as it was written. Leave an empty line between paragraphs."),
        error_messages={"required": _("Write what the letter says.")},
    )
    original = original()
    anyway = forms.BooleanField(label=_("Save anyway, it is hidden on the web"), required=False)
    again = forms.BooleanField(label=_("It is another one. Enter it anyway"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, consultation: Consultation, municipality: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.municipality, self.number = consultation, municipality, ""
        self.alike: list[Submission] = []
        bodies = consultation.invitations.all()
        if bodies:
            self.fields["invitation"].queryset = bodies
        else:
            del self.fields["invitation"]
        self.fields["words"].widget.attrs.pop("maxlength", None)
        if not self.is_bound:
            fresh = {"key": uuid.uuid4(), "received_on": timezone.localdate(), "language": settings.LANGUAGE_CODE}
            self.initial = fresh | self.initial

    @property
    def heard(self) -> Heard:
        """What was entered, for the act."""
        beside = ("original", "anyway", "again", "key")
        return Heard(**{name: value for name, value in self.cleaned_data.items() if name not in beside})

    def clean_words(self) -> str:
        return self.cleaned_data["words"].replace("\x00", "")

    def clean_received_on(self):
        """A day from the opening until today."""
        day = self.cleaned_data["received_on"]
        try:
            submissions.moment(self.consultation, day, timezone.now())
        except ActRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return day

    def clean(self) -> dict:
        data = super().clean()
        if data.get("sender_kind") == SenderKind.PRIVATE:
            data["organisation"] = data["role"] = ""
        elif data.get("sender_kind") and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", gettext("Write the name of the organisation."))
        if data.get("named") and not data.get("sender_name"):
            self.add_error("sender_name", gettext("Write the name that is to be shown, or untick the box."))
        for field in ("sender_name", "organisation"):
            said = data.get(field) or ""
            refusal = said and names.refusal(said, municipality=self.municipality, kind=data.get("sender_kind") or "")
            if refusal:
                self.add_error(field, refusal)
        self.number = personal_numbers.first(data.get("words") or "")
        if self.number and not data.get("anyway"):
            self.add_error(
                "anyway", gettext("There seems to be a personal identity number in it. Tick that you save it anyway.")
            )
        if not self.errors:
            self.warn_of_alike(data)
        return data

    def warn_of_alike(self, data: dict) -> None:
        """Says that the same came from the same sender, unless that has been said and it is another one."""
        sent = Submission.objects.filter(key=data["key"]).exists()
        self.alike = [] if sent else submissions.alike(self.consultation, self.heard)
        if self.alike and not data.get("again"):
            numbers = ", ".join(str(each.number) for each in self.alike)
            self.add_error(
                "again",
                gettext("The same words from the same sender have been entered: submission %(numbers)s.")
                % {"numbers": numbers},
            )


class OriginalForm(forms.Form):
    """The scanned letter, when it is added later."""

    original = original()

    def clean_original(self) -> list[Upload]:
        taken = self.cleaned_data["original"]
        if not taken:
            raise forms.ValidationError(gettext("Choose a file."))
        return taken
