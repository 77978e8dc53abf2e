"""What the page of a sheet says beside its forms."""

from collections.abc import Sequence
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain import reshaping
from consultation.domain.company import Colleague
from consultation.models import Comment
from drafts.domain import difference
from drafts.domain.comparison.alteration import share
from drafts.models import Descent, Paragraph
from organisation.domain.dates import short_day


class SheetDisplay:
    """The part of a Sheet that is only looked at."""

    brought_in: Comment | None = None
    in_part = False
    displaces = False
    colleagues: Sequence[Colleague] = ()

    def seat(self, colleagues: Sequence[Colleague]) -> None:
        """Puts those who are at the table too beside their paragraphs in the list."""
        self.colleagues = colleagues
        for each in colleagues:
            place = self.map.at(each.lineage) if each.lineage else None
            if place:
                place.people.append(each.name)

    @property
    def left(self) -> int:
        """Comments here without an answer."""
        return sum(1 for comment in self.comments if comment.disposition_id is None)

    @cached_property
    def joins_with(self) -> Paragraph | None:
        """The paragraph before it, where the two can be made one."""
        into = reshaping.before(self.paragraph)
        return into if self.can_split and into and into.kind == self.paragraph.kind else None

    @property
    def can_split(self) -> bool:
        return self.paragraph.kind in reshaping.JOINABLE

    @property
    def headings_with_comments(self) -> list:
        """The headings above that were commented on: what was said of the section."""
        return [place for place in self.map.above(self.lineage) if place.total]

    @property
    def typed(self) -> str:
        """The words in the field for the new wording."""
        return str(self.wording_form["text"].value() or "").replace("\r\n", "\n")

    @property
    def before(self):
        """The paragraph in the version before."""
        return self.tie.before if self.tie else None

    @property
    def difference(self) -> str:
        """From the version before to what stands in the field: of a split half its share, of a joined one all parts."""
        if self.before is None:
            return difference.difference_html("", self.typed)
        if self.tie.kind == Descent.Kind.SPLIT:
            halves = reshaping.parts_of(self.before, self.paragraph.version_id)
            words = [self.typed if half.pk == self.paragraph.pk else half.text for half in halves]
            return difference.spans_html(share(self.before.text, words, halves.index(self.paragraph)))
        return difference.difference_html(" ".join(reshaping.words_before(self.paragraph)), self.typed)

    @property
    def stale_difference(self) -> str:
        """From what somebody else saved to what stands in the field."""
        return difference.difference_html(self.paragraph.text, self.typed)

    @property
    def is_same_as_before(self) -> bool:
        return self.before is not None and self.before.text.strip() == self.typed.strip()

    @property
    def is_stored_as_before(self) -> bool:
        return self.before is not None and self.before.text.strip() == self.paragraph.text.strip()

    @property
    def saved(self):
        """The latest row of its history, when somebody has saved since the draft was opened."""
        opened = self.before.revision if self.before else 1
        if self.paragraph.revision == opened:
            return None
        return self.paragraph.history.select_related("history_user").first()

    @property
    def mistakes(self) -> list[dict]:
        """What must be put right in any of the forms: words and the id of the field."""
        found = []
        for form in self.forms if self.data is not None and self.is_checked else ():
            for name, errors in form.errors.items():
                where = form[name].auto_id if name in form.fields else ""
                found += [{"words": self.named(form, words), "id": where} for words in errors]
        return found

    def named(self, form: object, words: str) -> str:
        """The words with the comment that they are about."""
        card = next((card for card in self.cards if card.form is form), None)
        return f"{card.first.reference}: {words}" if card else words

    @property
    def follower(self) -> Comment | None:
        """The first comment behind the change as it is stored: its sender is shown the way."""
        comments = [comment for comment in self.comments if self.change and comment.pk in self.tied]
        return comments[0] if comments and not self.is_stored_as_before else None

    @property
    def steps(self) -> list[dict]:
        """The way of that comment, as components/trail.html takes it."""
        comment = self.follower
        answered = comment.disposition
        return [
            {"state": "done", "words": _("Received %(day)s") % {"day": short_day(comment.submission.received_at)}},
            {
                "state": "done" if answered else "next",
                "words": _("The administration’s answer: %(outcome)s") % {"outcome": answered.get_outcome_display()}
                if answered
                else _("Waits for an answer"),
            },
            {
                "state": "now",
                "words": _("Changes %(number)s") % {"number": self.place.number},
                "href": reverse("merge-paragraph", args=[self.policy.slug, self.lineage]),
            },
            {"state": "next", "words": _("Decision to come")},
        ]
