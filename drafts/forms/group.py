"""Who is in a working group, cleaned. The acts save."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from drafts.models import Membership
from organisation.models import User


class PersonChoice(forms.ModelChoiceField):
    """People by name, title and address."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.signature} ({person.email})"


class MemberForm(forms.Form):
    """A person of those that were found, and their part."""

    person = PersonChoice(label=_("Person"), queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None)
    kind = forms.ChoiceField(
        label=_("Part"),
        choices=[
            (Membership.Kind.REVIEWER, _("reviewer: reads the draft and writes notes")),
            (Membership.Kind.DRAFTER, _("drafter: writes the text")),
            (Membership.Kind.APPROVER, _("approver: approves the text that others have written")),
        ],
        widget=forms.RadioSelect,
        initial=Membership.Kind.REVIEWER,
    )

    def __init__(self, *args, found: QuerySet[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        # Anybody who can sign in is taken: who was added a moment ago is no longer among those that were found.
        person.queryset = User.objects.filter(is_active=True)
        person.choices = [(each.pk, person.label_from_instance(each)) for each in found]


class PartForm(forms.Form):
    """Another part for a member, or none. Who would lose the pen by it (`loses_pen`) says that they know."""

    kind = forms.ChoiceField(label=_("Part"), choices=MemberForm.base_fields["kind"].choices, widget=forms.RadioSelect)
    out = forms.BooleanField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("I know that I cannot change this policy after that"), required=False)

    def __init__(self, *args, loses_pen: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not loses_pen:
            del self.fields["sure"]

    def clean(self) -> dict:
        cleaned = super().clean()
        keeps = cleaned.get("kind") == Membership.Kind.DRAFTER and not cleaned.get("out")
        if "sure" in self.fields and not keeps and not cleaned.get("sure"):
            self.add_error("sure", _("You would lock yourself out. Tick the box if that is what you want."))
        return cleaned
