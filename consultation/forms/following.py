"""The forms by which anybody asks to be told, and changes how often."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.stamped import StampedForm
from consultation.models import Following


def rhythm() -> forms.ChoiceField:
    """How often the mails come."""
    first = Following.Rhythm.AT_ONCE
    return forms.ChoiceField(label=_("How often"), choices=Following.Rhythm, initial=first, widget=forms.RadioSelect)


class RhythmForm(forms.Form):
    """How often all that one reader follows is told of."""

    rhythm = rhythm()


class FollowForm(StampedForm):
    """Where to write, and how often."""

    field_order = ["email", "rhythm"]
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "We send a link there. When you have followed it, the mails begin. You end them with one click."
            " The address is not shown on the web. May be given out if somebody asks for it."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("The e-mail address is not complete."),
        },
    )
    rhythm = rhythm()
