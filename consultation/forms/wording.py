"""What one says about a place in the text: the words, and another wording for it."""

import unicodedata

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from consultation.domain import personal_numbers
from consultation.models import Comment
from drafts.domain import difference
from drafts.models import Paragraph

LONGEST = 20_000
# Letters and signs by their class that nevertheless show nothing: fillers and the empty braille cell.
UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"
Suggests = Comment.Suggests


class WordingForm(forms.Form):
    """The words of a comment, and what it suggests: the paragraph itself rewritten, or a new one after it."""

    words = forms.CharField(
        label=_("Your comment"),
        help_text=_("Say what is good, what is missing, and why. At most 20 000 characters."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write what you think."),
            "max_length": _("The comment is %(show_value)s characters long. At most %(limit_value)s are taken."),
        },
    )
    suggestion = forms.CharField(
        label=_("The wording that you would like"),
        help_text=_(
            "Change the text itself. The municipality sees what you took away and what you added,"
            " and can use it as it is."
        ),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "sugarea"}),
    )
    addition = forms.CharField(
        label=_("The paragraph that you would like to add"),
        help_text=_("Write it as it is to stand in the text. The municipality can put it in as it is."),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "sugarea"}),
    )

    def __init__(self, *args, paragraph: Paragraph | None, suggests: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.paragraph = paragraph
        if paragraph is None or not suggests:
            del self.fields["suggestion"], self.fields["addition"]
        else:
            self.fields["suggestion"].initial = paragraph.text
        # A browser cuts what is pasted at maxlength without a word; our sentence tells, and keeps all of it.
        for field in {"words", "suggestion", "addition"} & set(self.fields):
            self.fields[field].widget.attrs.pop("maxlength", None)

    def clean_words(self) -> str:
        words = plain(self.cleaned_data["words"])
        if not seen(words):
            raise forms.ValidationError(self.fields["words"].error_messages["required"])
        return words

    def clean_suggestion(self) -> str:
        """The suggested wording; none where the text was left as it is, or emptied."""
        text = plain(self.cleaned_data["suggestion"]).strip()
        return "" if text == self.paragraph.text.strip() else text

    def clean_addition(self) -> str:
        """The suggested new paragraph; not where the paragraph itself is rewritten too."""
        text = plain(self.cleaned_data["addition"]).strip()
        if text and self.cleaned_data.get("suggestion"):
            raise forms.ValidationError(
                _("Suggest either another wording or a new paragraph here, and the other in a comment of its own.")
            )
        return text

    @property
    def wish(self) -> tuple[str, str]:
        """What a valid form suggests, and where it belongs."""
        data = self.cleaned_data
        if data.get("addition"):
            return data["addition"], Suggests.AFTER
        return data.get("suggestion", ""), Suggests.INSTEAD

    def numbered(self, data: dict) -> str:
        """What looks like a personal number in what was written, unless it stands in the text itself."""
        written = [data.get(name) or "" for name in ("words", "suggestion", "addition")]
        own = self.paragraph.text if self.paragraph else ""
        return next((found for found in map(personal_numbers.first, written) if found and found not in own), "")

    @property
    def preview(self) -> SafeString | str:
        """What is typed as a difference to the text; "" while nothing of it is changed."""
        typed = {
            name: plain(self[name].value() or "").strip() for name in {"suggestion", "addition"} & set(self.fields)
        }
        if typed.get("addition"):
            return difference.difference_html("", typed["addition"])
        changed = typed.get("suggestion", "")
        if not changed or changed == self.paragraph.text.strip():
            return ""
        return difference.difference_html(self.paragraph.text, changed)


def seen(text: str) -> bool:
    """Whether there is anything in it for the eye: a letter, a figure, a mark or a sign."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in UNSEEN for sign in text)


def plain(text: str) -> str:
    """Line breaks in one form, and no sign that a database refuses."""
    return text.replace("\r\n", "\n").replace("\x00", "")
