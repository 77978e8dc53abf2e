"""The plain text box: Markdown as it was typed, and which paragraphs it was made from. The acts save."""

import json
import uuid
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from drafts.forms.text import Words
from drafts.models import Paragraph

MOST = 10_000


class TextBoxForm(forms.Form):
    """A text or a part of it in a box. `base`: [lineage, revision] of each paragraph that the page was made from."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    base = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(widget=forms.HiddenInput, required=False)
    text = Words(
        label=_("The text, in Markdown"),
        rows=24,
        help_text=_(
            "An empty line between paragraphs. # before the title, ## before a heading, - before a list item,"
            " **bold**, *italic*, [words](https://address)."
        ),
    )

    def clean_base(self) -> list[tuple[UUID, int]]:
        try:
            pairs = [(UUID(lineage), int(revision)) for lineage, revision in json.loads(self.cleaned_data["base"])]
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise forms.ValidationError(_("The page was not sent whole. Load it again.")) from error
        if not 0 < len(pairs) <= MOST or any(not 0 <= revision < 2**31 for _lineage, revision in pairs):
            raise forms.ValidationError(_("The page was not sent whole. Load it again."))
        return pairs


def base_of(paragraphs: list[Paragraph]) -> str:
    """The hidden field that says what the page was made from."""
    return json.dumps([[str(each.lineage), each.revision] for each in paragraphs])
