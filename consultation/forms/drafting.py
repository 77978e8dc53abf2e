"""What officials write when they open a consultation and screen comments, cleaned. The acts save."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.forms.answering import Day
from consultation.models import Consultation, ModerationAct
from consultation.models.moderation_act import HidingReason


def midnight(day: date) -> datetime:
    """The moment at which the day begins in the municipality's time."""
    return timezone.make_aware(datetime.combine(day, time.min))


class DayInput(forms.DateInput):
    """A date, with the browser's calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


Kind = ModerationAct.Kind


class AnnounceForm(forms.Form):
    """When a consultation opens and closes. The closing date is included: it ends at the midnight after it."""

    kind = forms.ChoiceField(
        label=_("Who may take part"),
        choices=[
            (Consultation.Kind.OPEN, _("Everybody; referral bodies can be asked as well")),
            (Consultation.Kind.NAMED, _("Only the bodies that are asked; everybody can read")),
            (Consultation.Kind.INTERNAL, _("Only bodies that are asked, and only officials can read")),
        ],
        widget=forms.RadioSelect,
        initial=Consultation.Kind.OPEN,
        required=False,
    )
    opens = forms.ChoiceField(
        label=_("Opens"),
        choices=[("now", _("Now, as soon as you announce it")), ("date", _("At the beginning of a coming day"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    opens_on = Day(
        label=_("Opening date"),
        required=False,
        widget=DayInput,
        help_text=_("Only when it opens on a coming day."),
    )
    closes_on = Day(
        label=_("Closing date"),
        widget=DayInput,
        help_text=_("Comments are taken up to and including this day."),
    )
    asks_kind = forms.BooleanField(
        label=_("Let senders say what kind of comment it is"),
        required=False,
        help_text=_(
            "Support, concern, question or suggestion. It is voluntary, shown on the comment, and can be filtered by."
        ),
    )
    introduction = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=Consultation._meta.get_field("introduction").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What it is about and what you want to know, in plain language. Shown on the consultation’s page."),
    )

    def __init__(self, *args, now: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Consultation.Kind.OPEN

    def clean(self) -> dict:
        """Adds `opens_at` and `closes_at`, half-open, from one reading of the clock."""
        cleaned = super().clean()
        opens_at = self.opening(cleaned)
        if opens_at and cleaned.get("closes_on"):
            closes_at = midnight(cleaned["closes_on"] + timedelta(days=1))
            if closes_at <= self.now:
                self.add_error("closes_on", _("The closing date has already passed."))
            elif closes_at <= opens_at:
                self.add_error("closes_on", _("The closing date lies before the opening date."))
            cleaned |= {"opens_at": opens_at, "closes_at": closes_at}
        return cleaned

    def opening(self, cleaned: dict) -> datetime | None:
        """When it opens; None when that has been answered with an error."""
        if cleaned.get("opens") == "now":
            return self.now
        day = cleaned.get("opens_on")
        if cleaned.get("opens") != "date" or "opens_on" in self.errors:
            return None
        if day is None:
            self.add_error("opens_on", _("Give the day on which the consultation opens."))
            return None
        if midnight(day) < midnight(timezone.localdate(self.now)):
            self.add_error("opens_on", _("The opening date has already passed."))
            return None
        return max(midnight(day), self.now)


class MaskForm(forms.Form):
    """Which words of a comment shall not be shown, and why."""

    words = forms.CharField(
        label=_("Words to mask"),
        max_length=500,
        help_text=_("As they stand in the comment: a name, an address. Every place where they stand is masked."),
    )
    because = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose a reason")), *HidingReason.choices])


class ModerateForm(forms.Form):
    """What shall happen with one comment."""

    act = forms.ChoiceField(
        label=_("What shall happen?"),
        choices=[(kind.value, kind.label) for kind in (Kind.HOLD, Kind.SHOW, Kind.HIDE)],
        error_messages={"required": _("Choose what shall happen.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", _("Choose a reason")), *HidingReason.choices],
        help_text=_("Needed to hide a comment."),
    )
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") == ModerationAct.Kind.HIDE and not cleaned.get("reason"):
            self.add_error("reason", _("Choose the reason why the comment is hidden."))
        return cleaned
