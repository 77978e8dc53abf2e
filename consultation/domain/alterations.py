"""One changed paragraph as a comparison shows it: what happened to it in words, the difference, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import kinds
from consultation.domain.causes import Cause
from consultation.domain.course import Step
from consultation.domain.entering import discretion
from consultation.domain.matter import Matter
from consultation.models import Change, Comment, Consultation
from drafts.domain.comparison import Row, drawing, words
from drafts.models import Paragraph, Version
from organisation.domain.dates import short_day

# The badge of each kind: its name in components' CSS.
BADGES = {"edited": "changed"}
WORDS_MOST = 280


@dataclass(frozen=True)
class Told:
    """Why it changed at one step: `kind` of the step, `name` of the version that it led to, where the comments are.

    `others`: the numbers of further places where some of them stand ("" for the whole text), each with its page.
    """

    cause: Cause
    kind: str
    name: str
    href: str = ""
    consultation: Consultation | None = None
    others: Sequence[tuple[str, str]] = ()

    @property
    def quoted(self) -> Comment | None:
        """The first comment behind it that may be quoted: short, shown, and with nothing in it to cover."""
        shown = (each for each in self.cause.comments if each.state == Comment.State.SHOWN)
        short = (each for each in shown if len(each.comment) <= WORDS_MOST)
        return next((each for each in short if discretion.public_words(each, each.submission) == each.comment), None)


@dataclass(frozen=True)
class Drawn:
    """One paragraph's words as they are drawn: its number, its anchor, safe HTML."""

    number: str
    anchor: str
    html: SafeString


@dataclass
class Altered:
    """One changed paragraph, or all parts of one that was split or merged. `first` names the earlier version."""

    rows: Sequence[Row]
    first: str
    told: list[Told] = field(default_factory=list)
    said: int = 0
    steps: list[Step] = field(default_factory=list)

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def kind(self) -> str:
        return self.row.kind

    @property
    def badge(self) -> str:
        return BADGES.get(self.kind, self.kind)

    @property
    def words(self) -> str:
        return kinds.said(self.kind)

    @property
    def number(self) -> str:
        return self.row.paragraph.number

    @property
    def anchor(self) -> str:
        """The later paragraph's; a removed one has its own, since its number may have gone to another."""
        return self.row.after.anchor if self.row.after else f"gone-{self.row.before.anchor}"

    @property
    def befores(self) -> list[Paragraph]:
        return list({row.before.pk: row.before for row in self.rows if row.before}.values())

    @property
    def afters(self) -> list[Paragraph]:
        return list({row.after.pk: row.after for row in self.rows if row.after}.values())

    @property
    def formerly(self) -> str:
        """Where it stood before, in words, where that was elsewhere; what a split or a merge made of what."""
        before, after = ([each.number for each in side] for side in (self.befores, self.afters))
        if self.kind in ("split", "merged") and len(self.rows) > 1:
            return _("%(old)s of %(name)s became %(new)s") % {
                "old": get_text_list(before, _("and")),
                "name": self.first,
                "new": get_text_list(after, _("and")),
            }
        if before == after or not before or not after:
            return ""
        words = _("moved from %(number)s") if self.kind == "moved" else _("formerly %(number)s")
        return words % {"number": before[0]}

    @property
    def form(self) -> str:
        """How the difference is drawn: new, removed, same, whole, words, code or table."""
        if self.row.change is None:
            return self.kind
        forms = {row.change["form"] for row in self.rows}
        return forms.pop() if len(forms) == 1 else "words"

    @property
    def whole(self) -> bool:
        return self.form == "whole"

    @property
    def remarks(self) -> list[str]:
        """What the marks do not show, a sentence each."""
        return [said for row in self.rows for said in drawing.remarks(row.change)]

    @property
    def parts(self) -> list[Drawn]:
        """The difference, one part for each later paragraph."""
        return drawn(self.rows)

    @property
    def olds(self) -> list[Drawn]:
        """The earlier side alone, what went marked."""
        return side(self.rows, "before")

    @property
    def news(self) -> list[Drawn]:
        """The later side alone, what came marked."""
        return side(self.rows, "after")


def drawn(rows: Iterable[Row]) -> list[Drawn]:
    """Each later paragraph with its difference; the parts that were merged into one stand together."""
    found: dict[int, Drawn] = {}
    for row in rows:
        html = drawing.block(row.change, words(row.before), words(row.after))
        known = found.get(row.after.pk)
        html = format_html("{} {}", known.html, html) if known else html
        found[row.after.pk] = Drawn(row.after.number, row.after.anchor, html)
    return list(found.values())


def side(rows: Sequence[Row], name: str) -> list[Drawn]:
    """One side of the difference, paragraph by paragraph; whole where words are not told apart."""
    found: dict[int, Drawn] = {}
    for row in rows:
        paragraph = getattr(row, name)
        if paragraph is None:
            continue
        html = mark_safe(paragraph.html)
        if row.change and row.change["form"] in ("words", "code", "table"):
            html = drawing.block(row.change, words(row.before), words(row.after), name)
            known = found.get(paragraph.pk)
            html = format_html("{} {}", known.html, html) if known else html
        found[paragraph.pk] = Drawn(paragraph.number, paragraph.anchor, html)
    return list(found.values())


def trail(matter: Matter, after: Version, each: Altered) -> list[Step]:
    """The loop, from the paragraph's side: comments, answer, change at each step, decision."""
    if not each.told:
        return []
    settled, found = matter.settled(after), []
    for told in each.told:
        if told.cause.behind:
            said = ngettext("%(n)s comment behind the change", "%(n)s comments behind the change", told.cause.behind)
            found.append(Step("done", said % {"n": told.cause.behind}))
            answered = told.consultation.answers_published_at
            found.append(Step("done", _("Answered %(day)s") % {"day": short_day(answered)}))
        is_last = told is each.told[-1] and settled is None
        is_moved = told.cause.kind == Change.Cause.MEETING
        words = _("Changed at the meeting") if is_moved else kinds.said_in(told.kind, told.name)
        found.append(Step("now" if is_last else "done", words))
    if settled is None:
        return [*found, Step("next", _("Decision"))]
    decided = _("Decided %(day)s § %(section)s")
    return [*found, Step("now", decided % {"day": short_day(settled.adopted_on), "section": settled.adopted_section})]
