"""The views that a report is made of: all of them as they are counted, their words when these are looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from consultation.domain.entering import discretion
from consultation.models import Comment, Consultation, Disposition, EarlierAnswer
from consultation.models.submission import SenderKind

# All that `said_by` looks at.
READ = (
    "comment", "suggestion", "suggests", "masks", "edited_at",
    *(f"submission__{name}" for name in (
        "sender_name", "organisation", "named", "channel", "received_at", "address",
    )),
)  # fmt: skip
COUNTED = (
    "pk", "number", "state", "agreed", "paragraph", "paragraph__number", "disposition", "submission",
    "submission__sender_kind", "submission__channel", "submission__email", "has_words",
)  # fmt: skip


SHOWN = Comment.State.SHOWN


@dataclass(frozen=True)
class Said:
    """What a comment says, and who says it, as it may be shown."""

    who: str
    received_at: datetime
    words: str
    suggestion: str
    edited_at: datetime | None
    adds: bool


class Words:
    """What the comments of one consultation say: of those that were asked for together, else of all at once.

    A page shows fifty of thousands; the paper and the files have them all.
    """

    def __init__(self, consultation: Consultation) -> None:
        rows = Comment.objects.filter(consultation=consultation)
        self._rows = rows.select_related("submission").only(*READ)
        self._said: dict[int, Said] = {}

    def read(self, views: Iterable["View"]) -> None:
        """Asks for what these say, in one query."""
        self._add(self._rows.filter(pk__in={view.pk for view in views}))

    def of(self, comment: int) -> Said:
        if comment not in self._said:
            self._add(self._rows)
        return self._said[comment]

    def _add(self, rows: Iterable[Comment]) -> None:
        self._said |= {row.pk: said_by(row) for row in rows}


def said_by(comment: Comment) -> Said:
    """A comment in the words of the web."""
    sent = comment.submission
    return Said(
        who=sent.shown_name,
        received_at=sent.received_at,
        words=discretion.public_words(comment, sent),
        suggestion=discretion.public_suggestion(comment),
        edited_at=comment.edited_at,
        adds=comment.adds,
    )


class View(NamedTuple):
    """One comment as the report counts and shows it; `words` is empty and `note` says why where it is not shown.

    `serial` is its own number, `number` that of its place ("": the whole text) and `paragraph` the pk of that;
    `person` and `submission` are only for counting. `edited_at`: when its sender changed it last; `adds`: the
    suggestion is a new paragraph; `agreed`: how many agree; `speaks`: it has words, not only a suggestion.
    """

    pk: int
    serial: int
    paragraph: int | None
    number: str
    submission: int
    kind: str
    channel: str
    person: str
    late: bool
    state: str
    speaks: bool
    agreed: int
    answer: Disposition | None
    earlier: Sequence[EarlierAnswer]
    source: Words

    @property
    def reference(self) -> str:
        return f"S-{self.serial:04d}"

    @property
    def anchor(self) -> str:
        return f"s-{self.serial:04d}"

    @property
    def kind_words(self) -> str:
        return str(SenderKind(self.kind).label)

    @property
    def is_shown(self) -> bool:
        return self.state == SHOWN

    @property
    def note(self) -> str:
        """Why the words are not shown; "" where they are."""
        return {
            Comment.State.HIDDEN: _("Hidden on the web. The words are kept and can be asked for."),
            Comment.State.HELD: _("Not shown on the web: it waits for a moderator."),
            Comment.State.UNCONFIRMED: _("Not shown on the web: the sender has not confirmed the address."),
        }.get(self.state, "")

    @property
    def outcome(self) -> str:
        return self.answer.outcome if self.answer else ""

    @property
    def reason(self) -> str:
        return self.answer.reason if self.answer else ""

    @property
    def signature(self) -> str:
        return self.answer.signature if self.answer else ""

    @property
    def said(self) -> Said:
        return self.source.of(self.pk)

    @property
    def who(self) -> str:
        return self.said.who if self.is_shown else ""

    @property
    def words(self) -> str:
        return self.said.words if self.is_shown else ""

    @property
    def suggestion(self) -> str:
        return self.said.suggestion if self.is_shown else ""

    @property
    def received_at(self) -> datetime:
        return self.said.received_at

    @property
    def edited_at(self) -> datetime | None:
        return self.said.edited_at

    @property
    def adds(self) -> bool:
        return self.said.adds


def views_of(consultation: Consultation, source: Words) -> list[View]:
    """Every comment that was received and not withdrawn, in the order of its number; four queries and no words."""
    answers, earlier = consultation.dispositions.in_bulk(), defaultdict(list)
    for each in EarlierAnswer.objects.filter(comment__consultation=consultation):
        earlier[each.comment_id].append(each)
    late = set(consultation.submissions.late(consultation).values_list("pk", flat=True))
    rows = Comment.objects.to_answer().filter(consultation=consultation).annotate(has_words=~Q(comment=""))
    return [
        View(
            pk=pk, serial=serial, paragraph=paragraph, number=number or "", submission=submission, kind=kind,
            channel=channel, person=email.lower() or f"#{submission}", late=submission in late,
            state=state, speaks=state == SHOWN and has_words, agreed=agreed if state == SHOWN else 0,
            answer=answers.get(disposition), earlier=earlier.get(pk, ()), source=source,
        )
        for pk, serial, state, agreed, paragraph, number, disposition, submission, kind, channel, email, has_words
        in rows.order_by("number").values_list(*COUNTED)
    ]  # fmt: skip
