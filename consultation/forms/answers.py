"""One answer on a page of its own, and the library of reasons."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.forms.answering import Words, require_whole
from consultation.models.disposition import Outcome

CHOOSE = ("", gettext_lazy("Choose"))


class SingleAnswerForm(forms.Form):
    """One answer, as its page shows it: `seen` stands for the one that the official saw.

    `asks` while only questions are answered; `corrects` where everybody can read the answer that is changed;
    `shared`: how many comments have it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Proposed outcome"),
        choices=[CHOOSE, *Outcome.choices],
        error_messages={"required": gettext_lazy("Choose an outcome.")},
    )
    reason = Words(
        label=gettext_lazy("The administration’s answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    called = forms.BooleanField(label=gettext_lazy("This is a question"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why is the published answer changed?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Shown to everybody, with the earlier answer."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("The answer is for"),
        choices=[("all", gettext_lazy("all who have it")), ("one", gettext_lazy("this comment alone"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom the answer is for.")},
    )
    note = Words(
        label=gettext_lazy("Internal note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Read by those who answer and approve. Never published."),
    )
    title = forms.CharField(
        label=gettext_lazy("Save this reason in the library as"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("A short title. Empty: it is not saved there."),
    )

    def __init__(self, *args, asks: bool, is_question: bool, corrects: bool, shared: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        left_out = {
            "outcome": asks,
            "called": not asks or is_question,
            "why": not corrects,
            "scope": shared < 2,
        }
        for name in [name for name, out in left_out.items() if out]:
            del self.fields[name]
        self.fields["reason"].required = asks

    def clean(self) -> dict:
        cleaned = super().clean()
        if "outcome" not in self.fields:
            cleaned["outcome"] = Outcome.ANSWERED
        return cleaned if self.errors else require_whole(self, cleaned)


class ReasonForm(forms.Form):
    """A reason in the library; `units` are those whose library the person keeps, None among them for the common one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    unit = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Proposed outcome"),
        choices=[("", gettext_lazy("None: it is chosen each time")), *Outcome.choices],
        required=False,
    )
    reason = Words(label=gettext_lazy("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, units: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(key or ""): unit for key, unit in units.items()}
        if len(units) < 2:
            del self.fields["unit"]
            return
        words = {key: str(unit) if unit else _("all units") for key, unit in self.units.items()}
        self.fields["unit"].choices = list(words.items())

    def clean(self) -> dict:
        cleaned = super().clean()
        key = cleaned.get("unit", next(iter(self.units), ""))
        cleaned["unit"] = self.units.get(key)
        return cleaned
