"""What officials write about referral bodies, cleaned. The acts save."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.domain.referral import lists
from consultation.domain.referral.inviting import Body
from consultation.forms.answering import Day
from consultation.forms.drafting import DayInput
from consultation.models import Consultation, Invitation
from consultation.models.sender_kind import SenderKind
from organisation.domain.dates import last_day
from organisation.exceptions import ActRefused

KINDS = [choice for choice in SenderKind.choices if choice[0] != SenderKind.PRIVATE]


class BodyForm(forms.Form):
    """One referral body."""

    name = forms.CharField(label=_("Name"), max_length=lists.NAME, help_text=_("Shown on the web."))
    sender_kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=SenderKind.ORGANISATION)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Where the letter goes. Without one, send the link yourselves."),
        error_messages={"invalid": _("The e-mail address is not complete.")},
    )
    answer_by = Day(
        label=_("Own last day"),
        required=False,
        widget=DayInput,
        help_text=_("Only if it is another than that of the consultation. It may be later."),
    )

    @classmethod
    def of(cls, invitation: Invitation, data=None) -> "BodyForm":
        """The form of a body that is on the list."""
        fields = ("name", "sender_kind", "email")
        first = {name: getattr(invitation, name) for name in fields} | {"answer_by": last_day(invitation.answer_by)}
        return cls(data, initial=first)

    def clean_name(self) -> str:
        """The name as the list from a file takes it."""
        name = lists.plain(self.cleaned_data["name"])
        faults = lists.name_faults(name)
        if faults:
            raise forms.ValidationError(faults)
        return name

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and day != self.initial.get("answer_by") and day < timezone.localdate():
            raise forms.ValidationError(_("The day has passed."))
        return day

    @property
    def body(self) -> Body:
        """What the form says, its day as the midnight after it."""
        data = self.cleaned_data
        return Body(data["name"], data["sender_kind"], data["email"], lists.midnight_after(data["answer_by"]))


class ListForm(forms.Form):
    """A list from a spreadsheet: a file, or its lines pasted. Cleaned it has `rows`, faulty ones among them."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        help_text=_("CSV as Excel saves it."),
    )
    text = forms.CharField(
        label=_("The list"),
        required=False,
        max_length=lists.LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Name; e-mail; kind; own last day. One body a line; only the name is needed."
            " Cells copied from a spreadsheet do as well."
        ),
    )

    def __init__(self, *args, consultation: Consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.rows = consultation, []

    def clean_file(self):
        """The words of the file take the place of what stands in the box, where they can be put right."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > 2 * lists.LONGEST:
            raise forms.ValidationError(_("The file is too large for a list of bodies."))
        try:
            words = lists.text_of(file.read())
        except ActRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.data = self.data.copy()
        self.data["text"] = words
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text = self.data["text"] if cleaned.get("file") else cleaned.get("text", "")
        try:
            self.rows = lists.read(text, self.consultation)
        except ActRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return cleaned

    @property
    def faults(self) -> int:
        """How many lines must be put right before anything is saved."""
        return sum(bool(row.faults) for row in self.rows)

    @property
    def new(self) -> list[Body]:
        """The bodies that are not on the list yet."""
        return [row.body for row in self.rows if not row.known]
