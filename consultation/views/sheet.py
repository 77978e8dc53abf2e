"""One paragraph on the merge table: what its page shows, and what its form sends."""

from functools import cached_property
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, QueryDict

from consultation.domain import cards, dispositions, places, suggestions, undoing
from consultation.domain.cards import Card
from consultation.domain.suggestions import Fit
from consultation.domain.themes import beside
from consultation.domain.workspace import Answer, Wording
from consultation.forms.answering import AnswerForm, WordingForm, stamp, wording_stamp
from consultation.models import Change, Comment, Consultation, MergeAct
from consultation.models.disposition import Outcome
from consultation.views.sheet_display import SheetDisplay
from drafts.models import Paragraph, Policy

PAGE = 25
MOST_CAUSES = 40
VIEWS = {
    "all": lambda card: True,
    "left": lambda card: card.disposition is None,
    "suggestions": lambda card: card.is_suggesting,
}


class Sheet(SheetDisplay):
    """The comments on one paragraph (lineage None: on the whole text), their answers, and the new wording if any.

    Made of what is stored, or of what was posted (`data`); then its forms are bound and nothing typed is lost.
    """

    causes_left = 0

    def __init__(
        self, policy: Policy, consultation: Consultation, lineage: UUID | None, query: QueryDict, data: QueryDict | None
    ) -> None:
        self.policy, self.consultation, self.lineage, self.data = policy, consultation, lineage, data
        self.is_checked = False
        self.tied: dict[int, Comment] = {}
        self.base, self.draft = policy.versions.newest(), policy.versions.draft()
        self.place = self.find_place() if lineage else None
        if lineage and self.place is None:
            raise Http404
        self.comments = cards.on(consultation, lineage)
        self.by_key = {str(comment.pk): comment for comment in self.comments}
        self.lay_cards(query)
        self.wording_form = None
        if self.paragraph is not None:
            self.lay_wording()

    @cached_property
    def map(self) -> places.Map:
        """All paragraphs with what is left at each; a save does without."""
        return places.survey(self.policy, self.consultation)

    def find_place(self) -> places.Place | None:
        """The paragraph, as it stands in the draft; what left the draft is found on the map."""
        row = self.draft.paragraphs.filter(lineage=self.lineage).first() if self.base else None
        return places.Place(row, "") if row else self.map.at(self.lineage)

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph in the draft, where the comments' paragraph still is one."""
        return self.place.paragraph if self.place and not self.place.is_gone else None

    @property
    def wordings(self) -> list[Card]:
        """The different wordings that are suggested, where there are several: to be weighed side by side."""
        found = cards.suggesting(self.comments)
        return found if len(found) > 1 else []

    # Cards -------------------------------------------------------------------
    def lay_cards(self, query: QueryDict) -> None:
        """Those of this page; of a posted form the ones that it carried."""
        self.view = query.get("view") if query.get("view") in VIEWS else "all"
        laid = cards.lay(self.comments, self.paragraph)
        self.suggestions = sum(1 for card in laid if card.is_suggesting)
        asked = query.get("theme")
        self.theme = next((tag for tag in self.themes if str(tag.theme.pk) == asked), None) if asked else None
        pages = Paginator([card for card in laid if VIEWS[self.view](card) and self.is_on_theme(card)], PAGE)
        self.page = pages.get_page(query.get("page"))
        self.cards = list(self.page.object_list) if self.data is None else self.posted_cards()
        for card in self.cards:
            card.form = self.answer_form(card)

    @cached_property
    def themes(self) -> list[beside.Tag]:
        """The themes of the comments here, with how many have each."""
        return beside.tags(self.comments)

    def is_on_theme(self, card: Card) -> bool:
        """Whether any of its comments has the theme that is asked for."""
        return self.theme is None or any(comment.pk in self.theme.comments for comment in card.comments)

    def posted_cards(self) -> list[Card]:
        keys = [pks.split(",") for pks in self.data.getlist("card")]
        known = self.by_key | self.withdrawn({key for each in keys for key in each} - set(self.by_key))
        sent = [[known[key] for key in each if key in known] for each in keys]
        return [Card(comments, self.paragraph) for comments in sent if comments]

    def withdrawn(self, keys: set[str]) -> dict[str, Comment]:
        """Those that their senders have taken back since the page was made: what was written to them is not lost."""
        wanted = [key for key in keys if key.isdecimal() and len(key) < 18]
        rows = Comment.objects.filter(consultation=self.consultation, pk__in=wanted, state=Comment.State.WITHDRAWN)
        rows = rows.select_related("submission", "disposition", "paragraph") if wanted else ()
        return {str(row.pk): row for row in rows}

    def answer_form(self, card: Card) -> AnswerForm:
        given = card.disposition
        said = (given.outcome, given.reason, given.note) if given else ("", "", "")
        initial = dict(zip(("outcome", "reason", "note"), said, strict=True)) | {"was": stamp(*said)}
        return AnswerForm(self.data, initial=initial, prefix=f"a{card.key}")

    # Wording -----------------------------------------------------------------
    def lay_wording(self) -> None:
        """The form of the new words, with the comments that can be its causes: these, and those on its sections."""
        self.tie = self.paragraph.came_from.select_related("before").first()
        self.change = Change.objects.filter(descent=self.tie).first()
        tied = self.tied = (
            {comment.pk: comment for comment in cards.whole(self.change.comments.all())} if self.change else {}
        )
        above = places.headings_above(self.paragraph)
        on_sections = Comment.objects.filter(consultation=self.consultation, paragraph__lineage__in=above)
        self.section_comments = cards.whole(on_sections) if above else []
        offered = {each.pk: each for each in [*self.comments, *tied.values(), *self.section_comments]}
        reason = self.change.reason if self.change else ""
        initial = {
            "text": self.paragraph.text,
            "reason": reason,
            "revision": self.paragraph.revision,
            "causes": [str(pk) for pk in tied],
            "editorial": bool(self.change and self.change.cause == Change.Cause.EDITORIAL),
            "was": wording_stamp(self.paragraph.text, reason, list(tied), self.is_editorial),
        }
        self.wording_form = WordingForm(
            self.data, initial=initial, consultation=self.consultation, offered=list(offered.values())
        )

    @cached_property
    def cause_cards(self) -> list[Card]:
        """What can be ticked as a cause."""
        laid, chosen = cards.lay(self.wording_form.offered, self.paragraph, apart=self.tied), self.wording_form.chosen
        for card in laid:
            card.is_cause = {str(comment.pk) for comment in card.comments} <= chosen
        return self.few(laid)

    def few(self, laid: list[Card]) -> list[Card]:
        """Of very many comments those that are causes already, those on this page, and the first; all can be named."""
        here = {comment.pk for card in self.cards for comment in card.comments}
        shown = [
            card for at, card in enumerate(laid)
            if at < MOST_CAUSES or card.is_cause or here & {comment.pk for comment in card.comments}
        ]  # fmt: skip
        self.causes_left = sum(len(card.comments) for card in laid) - sum(len(card.comments) for card in shown)
        return shown

    @cached_property
    def act(self) -> MergeAct | None:
        """What was done last on this paragraph and can be taken back."""
        return undoing.latest(self.draft, self.lineage) if self.lineage else None

    @property
    def has_other_words(self) -> bool:
        """Whether words are typed that are not stored."""
        return self.wording_form is not None and self.typed.strip() != self.paragraph.text.strip()

    @property
    def is_editorial(self) -> bool:
        return bool(self.change and self.change.cause == Change.Cause.EDITORIAL)

    # What was sent -----------------------------------------------------------
    @property
    def forms(self) -> list:
        return [*(card.form for card in self.cards), *([self.wording_form] if self.wording_form else [])]

    def is_valid(self) -> bool:
        self.is_checked = True
        # Every form is asked, so that the page can show all that must be put right.
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def touched_cards(self) -> list[Card]:
        return [card for card in self.cards if card.form.is_valid() and card.form.is_touched]

    def answers(self) -> list[Answer]:
        """What the valid forms say anew."""
        return [
            Answer(tuple(card.comments), *(card.form.cleaned_data[name] for name in ("outcome", "reason", "note")))
            for card in self.touched_cards
        ]

    def seen(self) -> dict[int, str]:
        """The marks of the answers that the page showed."""
        pairs = [value.partition(":") for value in self.data.getlist("seen")]
        return {int(key): mark for key, _colon, mark in pairs if key in self.by_key}

    def wording(self) -> Wording | None:
        """The new words, when the valid form says anything new."""
        form = self.wording_form
        if form is None or not form.is_touched:
            return None
        said = form.cleaned_data
        return Wording(
            self.paragraph, said["revision"], said["text"], causes=form.comments, offered=form.offered,
            reason=said["reason"], editorial=said["editorial"],
        )  # fmt: skip

    # Using a suggestion ------------------------------------------------------
    def can_use_at_once(self, comment: Comment) -> bool:
        """One click is enough when the suggestion touches nothing that has changed since it was written, and nobody
        has begun on other words."""
        return not self.fit(comment).collides and self.typed.strip() == self.paragraph.text.strip()

    def fit(self, comment: Comment) -> Fit:
        """How the suggestion goes into the words that stand in the field."""
        return suggestions.fit(comment, self.typed)

    def with_suggestion(self, comment: Comment, outcome: str = Outcome.MET) -> QueryDict:
        """What was posted, with the suggestion as the words, all who suggest the same as causes, and with `outcome`
        for them where nothing else is said."""
        data = self.data.copy()
        behind = cards.alike(comment, self.comments)
        carried = {each.pk for card in self.cards for each in card.comments}
        for card in self.cards:
            if card.disposition is None and set(card.comments) & set(behind):
                data[f"a{card.key}-outcome"] = data.get(f"a{card.key}-outcome") or outcome
        rest = Card([each for each in behind if each.pk not in carried and each.disposition_id is None])
        if rest.comments:
            data.appendlist("card", rest.pks)
            data[f"a{rest.key}-outcome"] = outcome
            data.setlist("seen", [*data.getlist("seen"), *rest.seen])
        data.setlist("causes", [*data.getlist("causes"), *(str(each.pk) for each in behind)])
        fit = self.fit(comment)
        if fit.collides and self.typed.strip() != self.paragraph.text.strip():
            data["kept"] = self.typed
        data["text"] = fit.text
        return data

    # Two at once -------------------------------------------------------------
    @property
    def stale_cards(self) -> list[Card]:
        """Touched cards of which somebody else has changed an answer meanwhile."""
        seen = self.seen()
        return [
            card
            for card in self.touched_cards
            if any(seen.get(each.pk, "") != dispositions.mark(each) for each in card.comments)
        ]

    @property
    def has_words_without_place(self) -> bool:
        """Whether new words were sent for a paragraph that has left the draft meanwhile."""
        if self.wording_form or "text" not in self.data or "was" not in self.data:
            return False
        causes = [int(key) for each in self.data.getlist("causes") for key in each.split(",") if key.isdecimal()]
        said = wording_stamp(self.data["text"], self.data.get("reason", ""), causes, "editorial" in self.data)
        return said != self.data["was"]

    @property
    def is_text_stale(self) -> bool:
        """Whether new words were sent for words that somebody else has changed meanwhile."""
        wording = self.wording()
        return wording is not None and wording.revision != self.paragraph.revision
