"""What the report is made of: plain data, without queries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.causes import Cause
from consultation.domain.report_views import View
from consultation.domain.sentences import Changed
from consultation.models import EarlierAnswer
from drafts.domain import comparison
from drafts.models import Paragraph


@dataclass(frozen=True)
class Answer:
    """One answer to these views: `outcome` is a code of Outcome ("" while there is none)."""

    outcome: str
    reason: str
    signature: str
    at: datetime | None
    views: Sequence[View]

    @property
    def count(self) -> int:
        return len(self.views)

    @property
    def first(self) -> View:
        """The first view whose words may be shown, else the first: the one that stands for the others."""
        return next((view for view in self.views if view.speaks), self.views[0])

    @property
    def rest(self) -> int:
        return self.count - 1

    @property
    def earlier(self) -> list[EarlierAnswer]:
        """What was answered before the published answer was changed, each answer once."""
        every = (each for view in self.views for each in view.earlier)
        return list({(each.outcome, each.reason, each.at): each for each in every}.values())


@dataclass(frozen=True)
class Became:
    """What became of a paragraph: `kind` as in comparison.Row; `cause` is "" where none was given."""

    kind: str
    before: Paragraph | None
    after: Paragraph | None
    cause: str
    reason: str
    signature: str
    at: datetime | None
    because_of: Sequence[str]
    row: comparison.Row = field(compare=False, repr=False)

    @property
    def behind(self) -> int:
        """How many comments were tied to it as its cause."""
        return len(self.because_of)

    @property
    def afters(self) -> list[str]:
        """The numbers of what it became: of a split all parts."""
        if self.kind == "split":
            return [row.after.number for row in self.row.kin]
        return [self.after.number] if self.after else []

    @property
    def happened(self) -> str:
        """What happened to the paragraph, in words."""
        stays = self.before is not None and self.after is not None and self.before.lineage == self.after.lineage
        return {
            "edited": _("Changed"),
            "moved": _("Moved, now %(number)s"),
            "split": _("Split, %(number)s"),
            "merged": _("Merged") if stays else _("Merged into %(number)s"),
            "new": _("New"),
            "removed": _("Removed"),
        }[self.kind] % {"number": get_text_list(self.afters, _("and"))}

    @cached_property
    def html(self) -> SafeString:
        """The difference in words as it was stored, insertions and deletions marked and said; all parts of a split."""
        if self.kind == "split":
            return format_html_join(" ", "{}", ((row.html,) for row in self.row.kin))
        return self.row.html


@dataclass(frozen=True)
class Entry:
    """One place in the text: what was said there, what was answered, what it became. `before` is None for
    the whole text (then `after` is None too) and for a paragraph that is new. `later`: what the meeting made of it.
    `elsewhere`: the other places that views from here changed and not this one, each with how many of them.
    """

    before: Paragraph | None
    after: Paragraph | None
    views: Sequence[View]
    answers: Sequence[Answer]
    changes: Sequence[Became] = ()
    later: Changed | None = None
    elsewhere: Sequence[tuple["Entry", int]] = ()

    @property
    def paragraph(self) -> Paragraph | None:
        return self.before or self.after

    @property
    def number(self) -> str:
        """The number of the place; "" for the whole text."""
        return self.paragraph.number if self.paragraph else ""

    @property
    def anchor(self) -> str:
        return f"r-{self.paragraph.anchor[2:]}" if self.paragraph else "r-whole"

    @property
    def led_elsewhere(self) -> list[tuple[str, "Entry"]]:
        """The same in words, each with its place."""
        return [
            (
                ngettext(
                    "%(n)s comment from here is behind the change in %(number)s.",
                    "%(n)s comments from here are behind the change in %(number)s.",
                    n,
                )
                % {"n": n, "number": other.number},
                other,
            )
            for other, n in self.elsewhere
        ]

    @property
    def is_new(self) -> bool:
        return self.before is None and self.after is not None

    @property
    def text(self) -> str:
        """The plain words of the place as they were on consultation."""
        return comparison.words(self.paragraph)


def group(views: Sequence[View]) -> tuple[Answer, ...]:
    """The views under their answers: the answer to most first, those without an answer last."""
    shared = {}
    for view in views:
        shared.setdefault(view.answer, []).append(view)
    order = sorted(shared.items(), key=lambda pair: (pair[0] is None, -len(pair[1]), pair[1][0].reference))
    return tuple(
        Answer(said[0].outcome, said[0].reason, said[0].signature, answer.at if answer else None, tuple(said))
        for answer, said in order
    )


def with_elsewhere(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, each knowing which other places its views changed: no view that is met seems to lead nowhere."""
    tied: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        for reference in {reference for change in entry.changes for reference in change.because_of}:
            tied.setdefault(reference, []).append(at)
    places = [[tied.get(view.reference, ()) for view in entry.views] for entry in entries]
    led = [Counter(to for each in rows if at not in each for to in each) for at, rows in enumerate(places)]
    return [
        replace(entry, elsewhere=[(entries[to], n) for to, n in sorted(led[at].items())]) if led[at] else entry
        for at, entry in enumerate(entries)
    ]


def became_of(row: comparison.Row, known: Mapping[int, Cause]) -> Became:
    """A changed row of a comparison, with its cause if one was given."""
    rows = (row.kin if row.kind == "split" else None) or [row]
    found = [known[step.tie] for each in rows for step in each.steps if step.tie in known]
    if not found:
        return Became(row.kind, row.before, row.after, "", "", "", None, (), row)
    cause = found[0]
    references = tuple(dict.fromkeys(comment.reference for each in found for comment in each.comments))
    return Became(row.kind, row.before, row.after, cause.kind, cause.reason, cause.signature, cause.at, references, row)
