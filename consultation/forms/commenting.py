"""The form by which anybody comments."""

import uuid

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from consultation.domain import names, personal_numbers
from consultation.models import Comment
from consultation.models.submission import SenderKind
from drafts.models import Paragraph

LONGEST = 20_000
# Nobody reads, writes and sends in less; a machine does.
QUICKEST = 2
SALT = "comment form"


class CommentForm(forms.Form):
    """One view. `key` makes posting exactly-once; `stamp` is the signed time at which the form was given out."""

    words = forms.CharField(
        label=_("Your comment"),
        help_text=_("Say what is good, what is missing, and why. At most 20 000 characters."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write what you think."),
            "max_length": _("The comment is %(show_value)s characters long. At most %(limit_value)s are taken."),
        },
    )
    suggestion = forms.CharField(
        label=_("The wording that you would like"),
        help_text=_(
            "Change the text itself. The municipality sees what you took away and what you added,"
            " and can use it as it is."
        ),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "sugarea"}),
    )
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
    website = forms.CharField(label=_("Leave this empty"), required=False, widget=forms.TextInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    reply = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, *args, paragraph: Paragraph | None, municipality: str, parent: Comment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.paragraph, self.municipality, self.parent, self.number = paragraph, municipality, parent, ""
        if paragraph is None or parent is not None:
            del self.fields["suggestion"]
        else:
            self.fields["suggestion"].initial = paragraph.text
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        # A browser cuts what is pasted at maxlength without a word; our sentence tells, and keeps all of it.
        for field in {"words", "suggestion"} & set(self.fields):
            self.fields[field].widget.attrs.pop("maxlength", None)
        if not self.is_bound:
            self.initial |= fresh() | {"reply": parent.reference if parent else ""}

    def clean_suggestion(self) -> str:
        """The suggested wording; none where the text was left as it is, or emptied."""
        text = self.cleaned_data["suggestion"].replace("\r\n", "\n").strip()
        return "" if text == self.paragraph.text.strip() else text

    def clean_words(self) -> str:
        return self.cleaned_data["words"].replace("\r\n", "\n").replace("\x00", "")

    def clean_stamp(self) -> str:
        """Refuses what was filled in faster than anybody writes, and a form that is not ours."""
        stamp = self.cleaned_data["stamp"]
        signer = signing.TimestampSigner(salt=SALT)
        try:
            key = signer.unsign(stamp)
        except signing.BadSignature:
            key = ""
        if not key or key != str(self.data.get("key", "")):
            self.renew()
            raise forms.ValidationError(_("The form had grown old. Nothing is lost: send it once more."))
        try:
            signer.unsign(stamp, max_age=QUICKEST)
        except signing.SignatureExpired:
            return stamp
        raise forms.ValidationError(_("That went faster than anybody can write. Wait a moment and send it once more."))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("A field that nobody can see was filled in. If it was your browser, empty it and send once more.")
            )
        return ""

    def clean(self) -> dict:
        data = super().clean()
        private = data.get("kind") == SenderKind.PRIVATE
        if private:
            data["organisation"] = ""
        elif data.get("kind") and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Write the name of the organisation."))
        if data.get("named") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name that is to be shown, or untick the box."))
        for field in ("name", "organisation"):
            refusal = names.refusal(
                data.get(field) or "", municipality=self.municipality, kind=data.get("kind") or SenderKind.PRIVATE
            )
            if data.get(field) and refusal:
                self.add_error(field, refusal)
        self.number = self.numbered(data)
        if self.number and not data.get("anyway"):
            self.add_error("anyway", _("Take the number away, or tick that you send it anyway."))
        return data

    def numbered(self, data: dict) -> str:
        """What looks like a personal number in what was written, unless it stands in the text itself."""
        written = [data.get("words") or "", data.get("suggestion") or ""]
        own = self.paragraph.text if self.paragraph else ""
        return next((found for found in map(personal_numbers.first, written) if found and found not in own), "")

    def renew(self) -> None:
        """A new key and stamp in the form as it is shown again."""
        self.data = self.data.copy()
        self.data.update(fresh())

    def forget_parent(self) -> None:
        """What was a reply becomes a comment of its own when it is sent again."""
        self.data = self.data.copy()
        self.data["reply"] = ""


def fresh() -> dict[str, str]:
    """A new random key, and the time at which it was given out."""
    key = str(uuid.uuid4())
    return {"key": key, "stamp": signing.TimestampSigner(salt=SALT).sign(key)}
