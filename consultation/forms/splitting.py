"""How staff split a letter: each passage with its place, or words picked out by hand; and what they take back."""

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from consultation.domain.entering import passages
from consultation.domain.entering.passages import Passage
from consultation.domain.entering.splitting import Part
from consultation.forms.answering import Words
from consultation.models import Comment
from drafts.models import Paragraph

LONGEST = 100_000
MOST = 300


class WithdrawForm(forms.Form):
    """Why a comment is withdrawn by staff."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the log of moderation. Not shown on the web."),
        error_messages={"required": _("Say why the comment is withdrawn.")},
    )


class PlaceField(forms.CharField):
    """A number of the text (2.1), chosen from a list that can be searched; the word for the whole text is None."""

    def __init__(self, *args, places: dict[str, Paragraph], **kwargs) -> None:
        super().__init__(*args, max_length=40, required=False, **kwargs)
        self.places = places
        self.widget.attrs |= {"list": "places", "autocomplete": "off"}

    def clean(self, value: object) -> Paragraph | str:
        """The paragraph; "whole" for the whole text, "" for none."""
        said = " ".join(super().clean(value).split())
        if not said:
            return ""
        if said.casefold() == whole().casefold():
            return "whole"
        number = said.split()[0].rstrip(".").casefold()
        if number not in self.places:
            raise forms.ValidationError(
                gettext("There is no place with the number %(number)s.") % {"number": said[:20]}
            )
        return self.places[number]


def whole() -> str:
    """What is written to say that a part is on the whole text."""
    return pgettext("place", "whole")


class SplitForm(forms.Form):
    """The passages of a letter, each with the place that it is on; and one part more, of words picked out by hand."""

    words = Words(
        label=_("Words from the letter"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A part of a passage, or several: copy it from the letter. It must stand there word for word."),
    )
    suggestion = Words(
        label=_("Suggested wording"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("If the letter asks for another wording: the whole paragraph as the sender wants it."),
    )
    suggests = forms.ChoiceField(
        label=_("The wording is"), choices=Comment.Suggests.choices, required=False, initial=Comment.Suggests.INSTEAD
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, found: list[Passage], paragraphs: list[Paragraph], asks_kind: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.paragraphs, self.asks_kind = found, paragraphs, asks_kind
        # A browser sends every field; of a long letter those passages come first that no comment has.
        first = found if len(found) <= MOST else [each for each in found if each.is_left][:MOST]
        self.open = {passage.number for passage in first}
        places = {paragraph.number.casefold(): paragraph for paragraph in paragraphs}
        kinds = [("", "–"), *Comment.Kind.choices]
        self.fields["place"] = PlaceField(label=_("On"), places=places)
        if asks_kind:
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds, required=False)
        for passage in first:
            self.fields[f"place-{passage.number}"] = PlaceField(label=_("On"), places=places)
            self.fields[f"more-{passage.number}"] = forms.BooleanField(
                label=_("Belongs to the one above"), required=False
            )
            if asks_kind:
                self.fields[f"kind-{passage.number}"] = forms.ChoiceField(
                    label=_("Kind"), choices=kinds, required=False
                )

    def seen_now(self, mark: int) -> "SplitForm":
        """The same, to be sent again by somebody who now sees what others have made."""
        self.data = self.data.copy()
        self.data["seen"] = str(mark)
        return self

    def rows(self) -> list[dict]:
        """Each passage with its fields (none for one that has no turn yet), as the page lays them."""
        return [{"passage": passage} | self.fields_of(passage) for passage in self.found]

    def fields_of(self, passage: Passage) -> dict:
        names = ("place", "more", "kind") if self.asks_kind else ("place", "more")
        return {name: self[f"{name}-{passage.number}"] for name in names} if passage.number in self.open else {}

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors:
            data["parts"] = [*self.chosen(data), *self.picked(data)]
            if not data["parts"] and not self.errors:
                self.add_error(None, gettext("Say of at least one passage what it is on."))
        return data

    def chosen(self, data: dict) -> list[Part]:
        """The passages that were given a place; those that belong to the one above are one comment with it."""
        parts: list[tuple[list[Passage], object, str]] = []
        open_above = False
        for passage in self.found:
            if passage.number not in self.open:
                open_above = False
                continue
            place = data[f"place-{passage.number}"]
            if data[f"more-{passage.number}"] and not place:
                if open_above:
                    parts[-1][0].append(passage)
                else:
                    self.add_error(f"more-{passage.number}", gettext("The passage above has no place to belong to."))
                continue
            open_above = bool(place)
            if place:
                parts.append(([passage], place, data.get(f"kind-{passage.number}", "")))
        return [Part(passages.joined(found), place_of(place), kind) for found, place, kind in parts]

    def picked(self, data: dict) -> list[Part]:
        """The part that was picked out by hand."""
        if not (data["words"] or data["place"] or data["suggestion"]):
            return []
        if not data["words"]:
            self.add_error("words", gettext("Copy the words from the letter that the comment is made of."))
        if not data["place"]:
            self.add_error("place", gettext("Write the number of the paragraph, or “%(whole)s”.") % {"whole": whole()})
        if self.errors:
            return []
        suggestion = data["suggestion"].strip()
        place, suggests = place_of(data["place"]), data["suggests"] or Comment.Suggests.INSTEAD
        if suggestion and place and suggestion == place.text.strip():
            suggestion = ""
        return [Part(data["words"].strip(), place, data.get("kind", ""), suggestion, suggests)]


def place_of(place: Paragraph | str) -> Paragraph | None:
    return place if isinstance(place, Paragraph) else None
