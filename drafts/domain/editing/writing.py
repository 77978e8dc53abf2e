"""What the acts of one save share: the draft, its order, and what is written at the end of the transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from drafts.domain import descents, kinship, texts
from drafts.domain.approvals import withdraw_standing
from drafts.domain.blocks import Block
from drafts.models import Paragraph, Policy, Version
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

from .arrangement import Row
from .guards import draft_for_writing
from .order import Order

PLACE = ("position", "level", "marker", "number")


@contextmanager
def writing(policy: Policy, *, by: User) -> Iterator["Writing"]:
    """One transaction in which a draft is written; refused while it rests."""
    with transaction.atomic():
        desk = Writing(draft_for_writing(policy), by)
        yield desk
        desk.close()


class Writing:
    """A draft that is being written in. Order, ties, history and log are brought up to date by `close`."""

    def __init__(self, draft: Version, by: User) -> None:
        self.draft, self.by = draft, by
        self.facts: list[tuple[str, dict]] = []
        self.touched: dict = {}
        self.exchanged: dict = defaultdict(set)
        self.labels: set[str] = set()
        self.renumbered: list[Row] = []
        self.is_changed = False
        self._waiting: dict[int, tuple[Paragraph, bool]] = {}
        self._anchors: frozenset[str] | None = None
        self._ties: set[int] = set()

    @cached_property
    def order(self) -> Order:
        return Order(self.draft)

    @cached_property
    def has_past(self) -> bool:
        return descents.has_past(self.draft)

    def change(self) -> None:
        """To be called before the first change of all: a standing approval is taken back."""
        if not self.is_changed:
            withdraw_standing(self.draft.policy, by=self.by)
        self.is_changed = True

    def render(self, block: Block) -> str:
        """Safe HTML of a block; what links may point at is read once a save."""
        if self._anchors is None and texts.has_references(block):
            self._anchors = texts.anchors(self.draft)
        return texts.render(block, self.draft, self._anchors)

    def labelled(self, *labels: str) -> None:
        """Notes with these labels came or went: what refers to them is rendered again."""
        self.labels |= set(labels)
        self._anchors = None

    def row(self, paragraph: Paragraph) -> Row:
        return self.order.get(paragraph.lineage)

    def remember(self, paragraph: Paragraph, *, new: bool = False) -> None:
        """One row of history for the paragraph, however often this save touches it."""
        _before, was_new = self._waiting.get(paragraph.pk, (None, False))
        self._waiting[paragraph.pk] = (paragraph, new or was_new)
        self.touched[paragraph.lineage] = paragraph

    def forget(self, paragraph: Paragraph) -> None:
        """Before a row goes: what waits for its history is written at once."""
        self._write_history([self._waiting.pop(paragraph.pk)] if paragraph.pk in self._waiting else [])
        self.touched.pop(paragraph.lineage, None)

    def exchange(self, lineage: UUID, others: Iterable[UUID]) -> None:
        """A paragraph gets words from these or gives them words: its history row says so."""
        self.exchanged[lineage] |= set(others)

    def retie(self, befores: set[int]) -> None:
        """The ties of these frozen paragraphs changed: what they say is settled at the end."""
        self._ties |= befores

    def tell(self, verb: str, **facts) -> None:
        """One act for the log."""
        self.facts.append((verb, facts))

    def close(self) -> None:
        """Writes what follows from the acts: places, numbers, ties, history, log."""
        if not self.is_changed:
            return
        if "order" in self.__dict__ and self.order.is_read:
            self._settle_order()
        if self.labels:
            texts.render_references(self.draft, self.labels)
        self._write_history(self._waiting.values())
        if len(self.facts) == 1:
            verb, facts = self.facts[0]
            log.record(self.draft.policy.uuid, verb, by=self.by, **facts)
        elif self.facts:
            acts = Counter(verb for verb, _facts in self.facts)
            log.record(self.draft.policy.uuid, "text written", by=self.by, acts=dict(acts))

    def _settle_order(self) -> None:
        if not self.draft.paragraphs.exists():
            raise ActRefused(_("This is the only paragraph; a text needs at least one."))
        self.order.settle()
        relevelled, self.renumbered = self.order.write()
        known = {paragraph.pk for paragraph, _new in self._waiting.values()}
        dragged = [row.pk for row in relevelled if row.pk not in known]
        for paragraph in self.draft.paragraphs.filter(pk__in=dragged):
            self.remember(paragraph)
        for paragraph, _new in self._waiting.values():
            row = self.order.by_lineage.get(paragraph.lineage)
            for name in PLACE if row else ():
                setattr(paragraph, name, getattr(row, name))
        if self.has_past and (self._ties or descents.any_moved(self.draft)):
            descents.settle_kinds(self.draft, self._ties)

    def _write_history(self, waiting) -> None:
        for paragraph, _new in waiting:
            paragraph._change_reason = kinship.named(self.exchanged.get(paragraph.lineage, ()))
        for new in (True, False):
            remember([paragraph for paragraph, is_new in waiting if is_new == new], by=self.by, new=new)


def remember(paragraphs: list[Paragraph], *, by: User | None, new: bool = False) -> None:
    """Writes the history of rows that were changed or made without it."""
    if paragraphs:
        Paragraph.history.bulk_history_create(paragraphs, update=not new, default_user=by)
