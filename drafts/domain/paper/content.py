"""What stands on a paper, as plain data: the context of templates/print/ is {"paper": one of these}."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from .text import Row

CONTENTS_FIT = 24
CONTENTS_DEEP = 14


@dataclass(frozen=True)
class HeadRow:
    """A row of the head table; strong are the first words of the value, set in bold."""

    label: str
    value: str = ""
    strong: str = ""


@dataclass(frozen=True)
class Clause:
    """A short text with a heading and a bar in the profile's colour: the proposal for decision, how to read."""

    heading: str
    paragraphs: Sequence[str | SafeString]
    anchor: str = "clause"


@dataclass(frozen=True)
class Notice:
    """The frame that says "this is a proposal": strong begins the first paragraph; a QR code beside it."""

    strong: str
    paragraphs: Sequence[str]
    qr: SafeString | str = ""


@dataclass(frozen=True)
class Masthead:
    """Who speaks, about what: the top of page 1, the running head and foot, the file's own title.

    language: of the paper's own words (sv or en). text_language: the policy's. strip: two ends of a line above the
    running head. arms: words for the arms when Profile.arms is given to render().
    """

    language: str
    text_language: str
    municipality: str
    diary_number: str
    kind: str
    edition: str
    title: str
    short_title: str
    file_title: str
    foot: str
    lead: str = ""
    strip: tuple[str, str] | None = None
    arms: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class VersionPaper:
    """A version of a policy: on consultation, before its decision, or adopted; also with marked changes."""

    masthead: Masthead
    head: Sequence[HeadRow]
    rows: Sequence[Row]
    notice: Notice | None = None
    clause: Clause | None = None
    about: Sequence[str] = ()
    checksum: str = ""

    @property
    def contents(self) -> list[Row]:
        """Headings for page 1: two levels while they are few, else the upper one."""
        headings = [row for row in self.rows if row.kind == "heading" and row.level <= 2]
        upper = [row for row in headings if row.level == 1]
        return headings if len(headings) <= CONTENTS_DEEP or not upper else upper

    @property
    def contents_class(self) -> str:
        """Many headings get a page of their own."""
        return "contents two" if len(self.contents) <= CONTENTS_FIT else "contents two own-page"


@dataclass(frozen=True)
class Figure:
    """A number that is worth a line of its own on page 1 of the report."""

    number: int
    label: str


@dataclass(frozen=True)
class Tally:
    """A small table of counts: heads, rows of (label, number, …), and their sum as the last row."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    total: Sequence[str | int] = ()


@dataclass(frozen=True)
class View:
    """A comment in short: its number, its words (anybody's), who sent it as it may be shown."""

    number: str
    words: str
    who: str


@dataclass(frozen=True)
class Answer:
    """The administration's answer: outcome as a whole phrase, signature, reason; `to` says to which views."""

    outcome: str
    signature: str
    reason: str = ""
    to: str = ""


@dataclass(frozen=True)
class Became:
    """What the text became: "Changes 4.2 (before 3.2). Proposed wording:" and the new text as HTML."""

    heading: str
    html: SafeString | str


@dataclass(frozen=True)
class Entry:
    """One paragraph of the report: views, answers, what it became, and the trail in four steps."""

    number: str
    heading: str
    views: Sequence[View]
    answers: Sequence[Answer] = ()
    became: Sequence[Became] = ()
    rest: int = 0
    trail: Sequence[str] = ()

    @property
    def anchor(self) -> str:
        return f"r{self.number or 'whole'}"


@dataclass(frozen=True)
class NotMet:
    """A view that is not met, or a group of alike ones: where, what, how many, why."""

    number: str
    words: str
    count: int
    reason: str


@dataclass(frozen=True)
class Verbatim:
    """A comment word for word, for the annex; suggestion: the wording that it proposed."""

    number: str
    about: str
    body: str
    suggestion: str = ""


@dataclass(frozen=True)
class ReportPaper:
    """The report of a consultation (samrådsredogörelse)."""

    masthead: Masthead
    summary: Sequence[str]
    figures: Sequence[Figure]
    outcomes: Tally
    senders: Tally
    entries: Sequence[Entry]
    not_met: Sequence[NotMet]
    annex: Sequence[Verbatim]
    bar: SafeString | str = ""
    highlights: Sequence[str] = ()
    late: str = ""
    asked: Sequence[tuple[str, str]] = ()

    @property
    def not_met_total(self) -> int:
        return sum(row.count for row in self.not_met)


@dataclass(frozen=True)
class Poster:
    """A sheet that leads to a consultation: until when ("up to and including 15 December"), where, how else."""

    masthead: Masthead
    until: str
    address: str
    qr: SafeString | str
    summary: str = ""
    ways: Sequence[str] = ()


def html_of(template: str, paper: VersionPaper | ReportPaper | Poster) -> str:
    """The page of print/<template>.html in the paper's own language; no queries."""
    with translation.override(paper.masthead.language):
        return render_to_string(f"print/{template}.html", {"paper": paper})
