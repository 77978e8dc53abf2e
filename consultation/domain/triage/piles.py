"""The comments of a selection as they lie in the list: nearly equal ones in one pile, the others each by itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from consultation.domain import dispositions, senders
from consultation.models import Agreement, Comment, Consultation, Disposition

LIGHT = ("pk", "alike", "submission__sender_kind", "disposition", "disposition__outcome")
PREVIEW = 5
SHOWN_WITH = ("submission__consultation", "disposition", "paragraph", "assigned_to")


@dataclass
class Pile:
    """Comments of one group of alike ones, or one alone, as far as the selection has them."""

    group: int | None = None
    pks: list[int] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)
    answers: list[int | None] = field(default_factory=list)
    marks: dict[int | None, str] = field(default_factory=dict)
    outcomes: Counter = field(default_factory=Counter)
    agreements: int = 0
    comments: Sequence[Comment] = ()

    def add(self, pk: int, kind: str, answer: int | None, outcome: str | None) -> None:
        self.pks.append(pk)
        self.kinds[kind] += 1
        self.answers.append(answer)
        self.outcomes[outcome or ""] += 1

    @property
    def number(self) -> int:
        return len(self.pks)

    @property
    def is_group(self) -> bool:
        return len(self.pks) > 1

    @property
    def support(self) -> int:
        """The comments in it and those who hold with them."""
        return len(self.pks) + self.agreements

    @property
    def first(self) -> Comment:
        return self.comments[0]

    @property
    def value(self) -> str:
        """Names its comments in the form."""
        return ",".join(str(pk) for pk in self.pks)

    @property
    def seen(self) -> str:
        """Stands for the answers that they have now."""
        pairs = zip(self.pks, self.answers, strict=True)
        return ",".join(f"{pk}:{self.marks.get(answer, '')}" for pk, answer in pairs)

    @property
    def left(self) -> int:
        return self.outcomes[""]

    @property
    def outcome(self) -> str:
        """The one outcome of all of them; "" where there is none or several."""
        return next(iter(self.outcomes)) if len(self.outcomes) == 1 else ""

    @property
    def sender_words(self) -> list[str]:
        """41 private persons, 4 associations."""
        return [senders.counted(kind, number) for kind, number in self.kinds.most_common()]


def piles(
    rows: QuerySet[Comment], consultation: Consultation, *, by_support: bool = False, apart: bool = False
) -> list[Pile]:
    """The selection in piles, in its order, a group where its first member stands; `apart` leaves each by itself."""
    found: dict[object, Pile] = {}
    for pk, group, *rest in rows.values_list(*LIGHT):
        pile = found.setdefault(pk if apart or group is None else ("group", group), Pile(group))
        pile.add(pk, *rest)
    laid = list(found.values())
    if by_support:
        count_agreements(laid, Agreement.objects.filter(comment__consultation=consultation))
        laid.sort(key=lambda pile: -pile.support)  # stable: equal ones stay in the order of their numbers
    return laid


def count_agreements(laid: Sequence[Pile], asked: QuerySet[Agreement]) -> None:
    """Fills in how many hold with the comments of each pile, out of those `asked` about; one query."""
    counts = Counter(asked.confirmed().order_by().values_list("comment_id", flat=True))
    for pile in laid if counts else ():
        pile.agreements = sum(counts[pk] for pk in pile.pks)


def unfold(laid: Sequence[Pile]) -> None:
    """Brings what the list shows of each pile: its first comments, with their themes, and how many hold with them.

    And the marks of the answers that stand there now, by which it is seen whether others have answered meanwhile.
    """
    wanted = [pk for pile in laid for pk in pile.pks[:PREVIEW]]
    rows = Comment.objects.filter(pk__in=wanted).select_related(*SHOWN_WITH).prefetch_related("themes")
    by_pk = {comment.pk: comment for comment in rows}
    given = Disposition.objects.filter(pk__in={pk for pile in laid for pk in pile.answers if pk})
    marks = {answer.pk: dispositions.stamp(answer) for answer in given}
    for pile in laid:
        pile.marks = marks
        pile.comments = [by_pk[pk] for pk in pile.pks[:PREVIEW] if pk in by_pk]
    count_agreements(laid, Agreement.objects.filter(comment__in=[pk for pile in laid for pk in pile.pks]))
