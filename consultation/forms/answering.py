"""What officials write when they answer, merge and enter decisions."""

import re
import uuid
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Comment, Consultation
from consultation.models.disposition import Outcome
from drafts.domain import texts
from drafts.models import Paragraph

REFERENCE = re.compile(r"[sS]?-?0*(\d{1,9})")


class Words(forms.CharField):
    """Words of several lines; a line break is one sign, whatever the browser sends."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class References(forms.CharField):
    """Comments named by their numbers: S-0042, S-0051."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.consultation: Consultation | None = None

    def clean(self, value: object) -> list[Comment]:
        words = [word for word in re.split(r"[\s,;]+", super().clean(value)) if word]
        numbers = [REFERENCE.fullmatch(word) for word in words]
        wrong = [word for word, match in zip(words, numbers, strict=True) if not match]
        wanted = {int(match[1]) for match in numbers if match}
        rows = Comment.objects.filter(consultation=self.consultation, number__in=wanted)
        found = list(rows.select_related("consultation__version")) if wanted else []
        wrong += [f"S-{number:04d}" for number in sorted(wanted - {comment.number for comment in found})]
        if wrong:
            raise forms.ValidationError(
                _("There is no such comment: %(list)s.") % {"list": ", ".join(wrong)}, code="unknown"
            )
        return found


class AnswerForm(forms.Form):
    """Outcome, reason and internal note for the comments of one card. `was` stands for what the page showed."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Proposed outcome"), choices=[("", "")] + Outcome.choices, required=False
    )
    reason = Words(label=gettext_lazy("The administration’s answer"), max_length=4000, required=False)
    note = Words(label=gettext_lazy("Internal note"), max_length=4000, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def is_touched(self) -> bool:
        """Whether the official wrote something here since the page was made."""
        said = [self.cleaned_data.get(name, "") for name in ("outcome", "reason", "note")]
        return self.cleaned_data.get("was") != stamp(*said)

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or not self.is_touched:
            return cleaned
        return require_whole(self, cleaned)


def require_whole(form: forms.Form, cleaned: dict) -> dict:
    """An answer has an outcome, and a reason unless the view is met; a note is kept with it."""
    outcome, reason = cleaned.get("outcome"), cleaned.get("reason")
    if reason and not outcome:
        form.add_error("outcome", _("Choose an outcome to go with the answer."))
    elif cleaned.get("note") and not outcome:
        form.add_error("outcome", _("Choose an outcome. The note is kept with the answer."))
    if outcome and outcome != Outcome.MET and not reason:
        form.add_error("reason", _("Give a reason: it is required unless the view is met."))
    return cleaned


class BulkForm(forms.Form):
    """One answer for many comments."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Proposed outcome"), choices=[("", gettext_lazy("Choose"))] + Outcome.choices
    )
    reason = Words(
        label=gettext_lazy("The administration’s answer to all of them"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    note = Words(
        label=gettext_lazy("Internal note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=gettext_lazy("Never published."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("outcome") not in (None, Outcome.MET) and not cleaned.get("reason"):
            self.add_error("reason", _("Give a reason: it is required unless the view is met."))
        return cleaned


class Causes(forms.MultipleChoiceField):
    """Comments out of those that the page offers; a value names one, or several that are alike: "12,15"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offered: dict[str, Comment] = {}

    def valid_value(self, value: str) -> bool:
        return set(value.split(",")) <= set(self.offered)

    def clean(self, value: object) -> list[Comment]:
        keys = [key for each in super().clean(value) for key in each.split(",")]
        return [self.offered[key] for key in dict.fromkeys(keys)]


class CauseForm(forms.Form):
    """Why a paragraph changes: comments that are offered, others by their numbers, or editorial."""

    causes = Causes(label=gettext_lazy("The change follows from"), required=False)
    others = References(
        label=gettext_lazy("Other comments"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Their numbers, for instance S-0042, S-0051."),
    )
    editorial = forms.BooleanField(label=gettext_lazy("Editorial change"), required=False)
    reason = Words(
        label=gettext_lazy("Why does the paragraph change?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Published with the next proposal. Asked for before the decision, unless an answer says why."
        ),
    )

    def __init__(self, *args, consultation: Consultation, offered: list[Comment], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["causes"].offered = {str(comment.pk): comment for comment in offered}
        self.fields["others"].consultation = consultation

    @property
    def offered(self) -> tuple[Comment, ...]:
        return tuple(self.fields["causes"].offered.values())

    @property
    def chosen(self) -> set[str]:
        """The keys of what is ticked, sent or not."""
        return {key for value in self["causes"].value() or [] for key in str(value).split(",")}

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All that were chosen or named."""
        return tuple(dict.fromkeys([*self.cleaned_data["causes"], *self.cleaned_data["others"]]))


class WordingForm(CauseForm):
    """The new wording of one paragraph and its causes. `was` stands for what the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    text = Words(
        label=gettext_lazy("New wording"),
        max_length=20000,
        error_messages={"required": gettext_lazy("The paragraph is empty. Write something, or remove the paragraph.")},
        widget=forms.Textarea(attrs={"rows": 5, "class": "doc-input"}),
    )

    @property
    def is_touched(self) -> bool:
        said = self.cleaned_data
        causes = [comment.pk for comment in said["causes"]]
        return bool(said["others"]) or said["was"] != wording_stamp(
            said["text"], said["reason"], causes, said["editorial"]
        )


class InsertForm(CauseForm):
    """A new paragraph. `key` becomes its lineage, so that posting twice adds one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    text = Words(
        label=gettext_lazy("The new paragraph"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "doc-input"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            choice for choice in Paragraph.Kind.choices if choice[0] in ("paragraph", "heading", "bullet", "quote")
        ],
        initial="paragraph",
    )
    field_order = ["text", "kind", "causes", "others", "editorial", "reason"]

    def clean(self) -> dict:
        return require_cause(self, super().clean())


class RemoveForm(CauseForm):
    """Why a paragraph goes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        return require_cause(self, super().clean())


class GivenCauseForm(CauseForm):
    """Why a change that was made in the editor was made."""

    tie = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        return require_cause(self, super().clean())


def require_cause(form: CauseForm, cleaned: dict) -> dict:
    """A change has comments behind it, or is called editorial."""
    if not form.errors and not (cleaned["causes"] or cleaned["others"] or cleaned["editorial"]):
        form.add_error("causes", _("Choose the comments that the change follows from, or call it editorial."))
    return cleaned


def stamp(*words: str) -> str:
    """Equal for equal words; so that what was not touched is not saved over somebody else's."""
    return texts.digest("\0".join(word.replace("\r\n", "\n").strip() for word in words))[:16]


def wording_stamp(text: str, reason: str, causes: list[int], editorial: bool) -> str:
    """The same for a wording with its reason and its causes."""
    return stamp(text, reason, ",".join(str(pk) for pk in sorted(causes)), str(editorial))


class Day(forms.DateField):
    """A day of our time: a year of three figures is a slip of the hand."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: object) -> date | None:
        day = super().clean(value)
        if day and not 1900 <= day.year <= 2199:
            raise forms.ValidationError(_("Give a year between 1900 and 2199."), code="year")
        return day
