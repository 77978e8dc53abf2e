"""What stands beside the texts and comments of a policy folder, each kind in a file of its own.

Extensions, themes, referral bodies, letters that were split, attachments, attached texts. No address of anybody, and no
secret of a link, goes with a folder.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consultation.domain.attachments import Upload

FILES, TEXTS = "attachments", "texts"  # the folders in it


@dataclass(frozen=True)
class Row:
    """One row of a version's consultation, or of the version: `fields` are those of the model."""

    version: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class ThemeEntry(Row):
    """A theme and the ids of its comments."""

    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class BodyEntry(Row):
    """A referral body and the numbers of its submissions."""

    submissions: tuple[int, ...] = ()


@dataclass(frozen=True)
class LetterEntry(Row):
    """A letter that was split; `splits`: the id of the comment that it was, what it became, and when."""

    submission: int = 0
    splits: tuple[tuple[str, str, datetime], ...] = ()


@dataclass(frozen=True)
class FileEntry(Row):
    """A file that came with a submission, and what it holds."""

    submission: int = 0
    upload: Upload | None = None


@dataclass(frozen=True)
class Beside:
    """All of it."""

    extensions: tuple[Row, ...] = ()
    themes: tuple[ThemeEntry, ...] = ()
    bodies: tuple[BodyEntry, ...] = ()
    letters: tuple[LetterEntry, ...] = ()
    files: tuple[FileEntry, ...] = ()
    texts: tuple[Row, ...] = ()
