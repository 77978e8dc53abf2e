"""The answer to a request for approval, cleaned. The acts save."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
