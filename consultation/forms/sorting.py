"""Sorting comments: their themes, and who answers them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Consultation, Theme
from organisation.models import User

LONGEST = Theme._meta.get_field("name").max_length


class ThemeForm(forms.Form):
    """A theme for the chosen comments: one of those that are there, or a new one."""

    given = forms.ModelChoiceField(
        Theme.objects.none(), label=gettext_lazy("Theme"), required=False, empty_label=gettext_lazy("Choose")
    )
    new = forms.CharField(label=gettext_lazy("or a new theme"), max_length=LONGEST, required=False)

    def __init__(self, *args, consultation: Consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"].queryset = consultation.themes.all()

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("given") and not cleaned.get("new"):
            self.add_error("given", _("Choose a theme, or write a new one."))
        return cleaned


class AssignForm(forms.Form):
    """Who answers the chosen comments; nobody in particular takes them back."""

    to = forms.ChoiceField(label=gettext_lazy("Answered by"))

    def __init__(self, *args, colleagues: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.pk): user for user in colleagues}
        people = [(key, user.name) for key, user in self.colleagues.items()]
        self.fields["to"].choices = [("", gettext_lazy("Choose")), *people, ("nobody", _("nobody in particular"))]

    @property
    def colleague(self) -> User | None:
        return self.colleagues.get(self.cleaned_data["to"])


class NameForm(forms.Form):
    """The name of a theme."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)


class ProposalForm(NameForm):
    """A proposed theme: what it is called, and which of its comments it is given to."""

    comments = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, offered: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comments"].choices = [(pk, pk) for pk in offered]
        self.fields["comments"].error_messages["required"] = _("Choose at least one comment.")
