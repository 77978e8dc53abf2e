"""The forms by which anybody comments, changes a comment, agrees with one and reports one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.sender import SENDER, SenderForm
from consultation.forms.stamped import SALT, StampedForm, fresh
from consultation.forms.wording import LONGEST, WordingForm
from consultation.models import Comment, UnsentComment
from consultation.models.moderation_act import HidingReason
from drafts.models import Paragraph

__all__ = ["LONGEST", "SALT", "AgreeForm", "ChangeForm", "CommentForm", "ComplaintForm", "TogetherForm", "fresh"]


class CommentForm(WordingForm, SenderForm):
    """One view with its sender. Put aside (`act` is "aside"), it needs no sender yet."""

    about = forms.ChoiceField(
        label=_("It is"),
        required=False,
        choices=[*Comment.Kind.choices, ("", _("nothing of that"))],
        initial="",
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    field_order = ["words", "suggestion", "addition", "about", "files", "anyway", *SENDER]

    def __init__(
        self,
        *args,
        paragraph: Paragraph | None,
        municipality: str,
        parent: Comment | None = None,
        asks_kind: bool = False,
        **kwargs,
    ) -> None:
        super().__init__(*args, paragraph=paragraph, municipality=municipality, suggests=parent is None, **kwargs)
        self.parent = parent
        if not asks_kind or parent is not None:
            del self.fields["about"]
        if not self.is_bound:
            self.initial.setdefault("reply", parent.reference if parent else "")

    @property
    def is_aside(self) -> bool:
        return self.is_bound and self.data.get("act") == "aside"

    def clean(self) -> dict:
        if not self.is_aside:
            return super().clean()
        for name in SENDER:
            self.errors.pop(name, None)
        if self.cleaned_data.get("files"):
            self.add_error("files", _("Choose the files when you send: only words lie among your comments."))
        return self.cleaned_data

    def forget_parent(self) -> None:
        """What was a reply becomes a comment of its own when it is sent again."""
        self.data = self.data.copy()
        self.data["reply"] = ""


class TogetherForm(SenderForm):
    """The sender of several views that were put aside."""

    def __init__(self, *args, rows: list[UnsentComment], found: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.found = rows, found

    def numbered(self, data: dict) -> str:
        return self.found


class ChangeForm(WordingForm):
    """Other words for what one has sent; `seen` is how many earlier wordings the page knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    anyway = forms.BooleanField(label=_("Send anyway, we hide it on the web"), required=False)

    def __init__(self, *args, comment: Comment, **kwargs) -> None:
        super().__init__(*args, paragraph=comment.paragraph, suggests=not comment.is_reply, **kwargs)
        self.comment, self.number = comment, ""
        if "addition" in self.fields:
            # What was suggested as a new paragraph stays one, and the other way round.
            del self.fields["suggestion" if comment.adds else "addition"]

    @classmethod
    def of(cls, comment: Comment, data=None) -> "ChangeForm":
        """The form of a comment, with its words as they are now."""
        said = {"words": comment.comment, "addition": comment.suggestion, "seen": comment.earlier.count()}
        if comment.rewrites:
            said["suggestion"] = comment.suggestion
        return cls(data, comment=comment, initial=said)

    def clean(self) -> dict:
        data = super().clean()
        self.number = self.numbered(data)
        if self.number and not data.get("anyway"):
            self.add_error("anyway", _("Take the number away, or tick that you send it anyway."))
        return data


class AgreeForm(StampedForm):
    """The address of somebody who agrees."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "We send a link there, so that everybody is counted once. The address is not shown on the web."
            " May be given out if somebody asks for it."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("The e-mail address is not complete."),
        },
    )


class ComplaintForm(StampedForm):
    """Why a comment is reported."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=HidingReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with the comment.")},
    )
    remark = forms.CharField(
        label=_("Tell us more"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At most 1 000 characters. Only the moderators read it."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("If we may ask you something. Not shown on the web. May be given out if somebody asks for it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("The e-mail address is not complete.")},
    )
