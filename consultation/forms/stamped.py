"""What every form that anybody may send carries: a key that makes sending exactly-once, and a signed time."""

import uuid

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

# Nobody reads, writes and sends in less; a machine does.
QUICKEST = 2
SALT = "comment form"


class StampedForm(forms.Form):
    """`key` makes posting exactly-once; `stamp` is the signed time at which the form was given out."""

    website = forms.CharField(label=_("Leave this empty"), required=False, widget=forms.TextInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        if not self.is_bound:
            self.initial = fresh(self.initial.get("key")) | self.initial

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

    def renew(self) -> None:
        """A new key and stamp in the form as it is shown again."""
        self.data = self.data.copy()
        self.data.update(fresh())


def fresh(key: str | None = None) -> dict[str, str]:
    """A new random key, or the one that is given, and the time at which it was given out."""
    key = str(key or uuid.uuid4())
    return {"key": key, "stamp": signing.TimestampSigner(salt=SALT).sign(key)}
