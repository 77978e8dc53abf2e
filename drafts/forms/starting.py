"""What a new policy begins with, cleaned. The acts save."""

from django import forms

from drafts.domain import starting
from drafts.domain.starting import Start
from drafts.forms.head import PolicyForm
from organisation.models import User


class StartForm(PolicyForm):
    """A new policy, from nothing or from `start`, whose name the hidden field carries."""

    start = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    class Meta(PolicyForm.Meta):
        fields = (*PolicyForm.Meta.fields, "replaces")

    def __init__(self, *args, person: User, start: Start | None = None, **kwargs) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.initial |= starting.carried(start, self.fields["unit"].queryset)
        if start is None or "policy" not in start.origin:
            del self.fields["replaces"]

    @property
    def head(self) -> dict:
        """What was filled in, without the name of the start."""
        return {name: value for name, value in self.cleaned_data.items() if name != "start"}
