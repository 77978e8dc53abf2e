"""The steps themselves. `seen`: the other paragraphs that words came from or went to, at the revisions seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from drafts.domain.editing.changes import Form

Seen = Mapping[UUID, int]


@dataclass(frozen=True)
class Rewrite:
    """New words or another form for a paragraph; `revision` is the one that was seen."""

    lineage: UUID
    revision: int
    form: Form
    text: str
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True)
class Insert:
    """A paragraph after another (None: first); the rest of `split_from` if it was split off."""

    lineage: UUID
    after: UUID | None
    form: Form
    text: str
    split_from: UUID | None = None
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True)
class Remove:
    """A paragraph goes; its words are in `merged_into` now if it was joined with that."""

    lineage: UUID
    revision: int
    merged_into: UUID | None = None
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """A paragraph stands after another (None: first)."""

    lineage: UUID
    after: UUID | None


@dataclass(frozen=True)
class Title:
    """Another title of the text; `seen` is the one that it replaces."""

    text: str
    seen: str
    lineage = None


Step = Rewrite | Insert | Remove | Move | Title
