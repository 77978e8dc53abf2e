"""What somebody saw who brings an earlier text back: an answer against something newer is stale."""

from django import forms


class SeenForm(forms.Form):
    """The checksum of the draft that the page compared with."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WordingForm(forms.Form):
    """The revision of the paragraph that the page compared with; 0 where it was not in the draft."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
