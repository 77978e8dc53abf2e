"""Who sends: the part of the form that a view, or several together, is sent with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.domain import names
from consultation.domain.participation import Sender
from consultation.forms.attaching import AttachingForm
from consultation.forms.stamped import StampedForm
from consultation.models.submission import SenderKind

SENDER = ("kind", "organisation", "role", "name", "email", "named")


class SenderForm(AttachingForm, StampedForm):
    """The sender of one submission. `anyway`: sent although it looks as if there were a personal number in it."""

    kind = forms.ChoiceField(
        label=_("I answer as"), choices=SenderKind.choices, initial=SenderKind.PRIVATE, widget=forms.RadioSelect
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        help_text=_("Only if you do not answer as a private person. Shown on the web."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    role = forms.CharField(
        label=_("Your role in it"),
        help_text=_("For instance chair. Shown on the web."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Shown on the web only if you tick the box. May be given out if somebody asks for it."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "We send a link there. When you have followed it, the comment is shown on the web."
            " The address is not shown on the web. May be given out if somebody asks for it."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("The e-mail address is not complete.")},
    )
    named = forms.BooleanField(label=_("Show my name on the web"), required=False)
    anyway = forms.BooleanField(label=_("Send anyway, we hide it on the web"), required=False)

    def __init__(self, *args, municipality: str, known: str = "", **kwargs) -> None:
        """`known`: the address that this browser has confirmed in the consultation, masked."""
        super().__init__(*args, **kwargs)
        if known:
            self.fields["email"].help_text = _(
                "You have confirmed %(address)s in this browser. Write the same address, and no other link is needed."
                " The address is not shown on the web. May be given out if somebody asks for it."
            ) % {"address": known}
        self.municipality, self.number = municipality, ""

    def clean(self) -> dict:
        data = super().clean()
        self.clean_sender(data)
        self.number = self.numbered(data)
        if self.number and not data.get("anyway"):
            self.add_error("anyway", _("Take the number away, or tick that you send it anyway."))
        return data

    def clean_sender(self, data: dict) -> None:
        """An organisation has a name, a private person has none; no name may be taken for the municipality's."""
        if data.get("kind") == SenderKind.PRIVATE:
            data["organisation"] = data["role"] = ""
        elif data.get("kind") and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Write the name of the organisation."))
        if data.get("named") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name that is to be shown, or untick the box."))
        kind = data.get("kind") or SenderKind.PRIVATE
        for field in ("name", "organisation", "role"):
            said = data.get(field) or ""
            refusal = names.refusal(said, municipality=self.municipality, kind=kind) if said else ""
            if refusal:
                self.add_error(field, refusal)

    def numbered(self, data: dict) -> str:
        """What looks like a personal number in what is sent; each form knows what that is."""
        return ""

    @property
    def sender(self) -> Sender:
        """The sender of a valid form."""
        return Sender(**{name: self.cleaned_data[name] for name in SENDER})

    @property
    def typed(self) -> dict[str, str]:
        """What has been typed about the sender, valid or not, to be offered again; nothing but the kind is nothing."""
        said = {name: str(self.data[name])[:254] for name in SENDER if self.data.get(name)}
        return said if set(said) - {"kind"} else {}
