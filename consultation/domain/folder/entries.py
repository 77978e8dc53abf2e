"""What a policy folder says, as plain data: read and checked, not yet in the database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from consultation.domain.folder.beside import Beside
from drafts.domain.blocks import Text


@dataclass(frozen=True)
class TieEntry:
    """One tie of a version to the one before, by paragraph numbers."""

    before: str | None
    after: str | None
    kind: str


@dataclass(frozen=True)
class VersionEntry:
    """A frozen text, or the draft. `lineages`: one for each paragraph where the folder knows them."""

    name: str
    text: Text
    label: str = ""
    frozen: datetime | None = None
    published: datetime | None = None
    set_aside: datetime | None = None
    lineages: tuple[UUID, ...] = ()
    ties: tuple[TieEntry, ...] = ()


@dataclass(frozen=True)
class ConsultationEntry:
    """One consultation. `answers_said`: whether the folder says when, or that not yet, the answers were published."""

    version: str
    slug: str
    kind: str
    opens: datetime
    closes: datetime
    introduction: str = ""
    answers_published: datetime | None = None
    answers_said: bool = False
    answers_come: str = "together"


@dataclass(frozen=True)
class CommentEntry:
    """One comment with all that says where it belongs.

    `old` is None in Samråd's own form, where `new` is the suggested wording as it is; in the looser form
    `new` takes the place of `old`. `paragraph` is "" for the whole text, None where nothing is said.
    `texts` and `aims`: words of the text, names of the place. `adds`: `new` is a paragraph after this one.
    """

    id: str
    created: datetime | None
    version: str
    body: str
    author: str = ""
    sender_kind: str = "private"
    organisation: str = ""
    named: bool = True
    channel: str = "web"
    state: str = "shown"
    hidden_reason: str = ""
    hidden_remark: str = ""
    submission: int | None = None
    parent: str = ""
    paragraph: str | None = None
    section: str = ""
    texts: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    old: str | None = None
    new: str = ""
    adds: bool = False
    calls_it: str = ""
    role: str = ""
    agreements: int = 0
    masks: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class DispositionEntry:
    """One answer to the comments with these ids; `published` where that was before all the others."""

    comments: tuple[str, ...]
    outcome: str
    reason: str
    signature: str
    at: datetime | None
    published: datetime | None = None


@dataclass(frozen=True)
class EarlierEntry:
    """A published answer to these comments that another took the place of, and why."""

    comments: tuple[str, ...]
    outcome: str
    reason: str
    signature: str
    at: datetime
    why: str
    replaced: datetime


@dataclass(frozen=True)
class ChangeEntry:
    """Why one paragraph of `version` ("draft" too) changed; `line` is where the folder says so."""

    version: str
    before: str | None
    after: str | None
    cause: str
    comments: tuple[str, ...]
    reason: str
    signature: str
    at: datetime | None
    line: int = 0


@dataclass(frozen=True)
class DecisionEntry:
    """One decision; `fields` are those of the model."""

    version: str
    kind: str
    date: date
    fields: dict[str, Any]


@dataclass(frozen=True)
class OverrideEntry:
    """Why a version went on although something was missing; `lacking` as in the model."""

    version: str
    lacking: dict[str, int]
    reason: str
    signature: str
    at: datetime | None


@dataclass(frozen=True)
class Folder:
    """A whole policy. `head` holds the fields of its head, `defaults` those that the folder did not say."""

    slug: str
    head: dict[str, Any]
    dates: dict[str, date | None]
    state: str
    versions: tuple[VersionEntry, ...]
    draft: VersionEntry | None
    consultations: tuple[ConsultationEntry, ...] = ()
    comments: tuple[CommentEntry, ...] = ()
    dispositions: tuple[DispositionEntry, ...] = ()
    earlier: tuple[EarlierEntry, ...] = ()
    changes: tuple[ChangeEntry, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    overrides: tuple[OverrideEntry, ...] = ()
    beside: Beside = Beside()
    defaults: tuple[tuple[str, str], ...] = field(default=())
