"""Reads what stands beside the texts and comments of a folder; a fault is told with its file and line."""

import hashlib
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from consultation.domain import attachments
from consultation.domain.folder import texts
from consultation.domain.folder.beside import (
    FILES,
    TEXTS,
    Beside,
    BodyEntry,
    FileEntry,
    LetterEntry,
    Row,
    ThemeEntry,
)
from consultation.domain.folder.files import Entry, Files
from consultation.models import Attachment, Extension, Invitation, ModerationAct, Theme
from consultation.models.sender_kind import SenderKind
from drafts.domain import leaflet
from drafts.exceptions import TextRefused
from drafts.models import AttachedText
from organisation.exceptions import ActRefused

FILE = re.compile(rf"{FILES}/[0-9a-f]{{64}}(\.[a-z0-9]{{1,5}})?")
TEXT = re.compile(rf"{TEXTS}/[\w.-]{{1,80}}\.md")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def read(files: Files, names: dict[str, str]) -> Beside:
    """All of it. `names`: the versions of the folder, as `texts.names` gives them."""

    def rows(file: str, one: Callable[[Entry, str], Row]) -> tuple:
        entries = files.entries(f"{file}.json", file)
        return tuple(one(entry, texts.named(entry, "version", names)) for entry in entries)

    return Beside(
        extensions=rows("extensions", extension),
        themes=rows("themes", theme),
        bodies=rows("bodies", body),
        letters=rows("letters", letter),
        files=rows("attachments", lambda entry, version: file(entry, version, files)),
        texts=rows("attached_texts", lambda entry, version: text(entry, version, files)),
    )


def room(model, name: str) -> int | None:
    """How many characters a field has room for."""
    return model._meta.get_field(name).max_length


def needed(entry: Entry, name: str, most: int | None = None) -> str:
    """Words that may not be left out."""
    said = entry.text(name, most=most)
    if not said.strip():
        entry.refuse(name, _("“%(field)s” is missing.") % {"field": name})
    return said


def extension(entry: Entry, version: str) -> Row:
    closed, closes = entry.moment("closed"), entry.moment("closes")
    if not (closed and closes and closed < closes):
        entry.refuse("closes", _("An extension says when it closed before, and a later moment when it closes now."))
    fields = {"closed_at": closed, "closes_at": closes, "motive": needed(entry, "motive", room(Extension, "motive"))}
    fields |= {"signature": entry.text("signature", most=room(Extension, "signature"))}
    return Row(version, fields | {"at": entry.moment("at") or closed})


def theme(entry: Entry, version: str) -> ThemeEntry:
    return ThemeEntry(version, {"name": needed(entry, "name", room(Theme, "name"))}, entry.texts("comments"))


def body(entry: Entry, version: str) -> BodyEntry:
    fields = {
        "name": needed(entry, "name", room(Invitation, "name")),
        "sender_kind": entry.choice("sender_kind", SenderKind.values, SenderKind.ORGANISATION),
    }
    moments = ("answer_by", "invited_at", "sent_at", "reminded_at", "abstained_at")
    fields |= {name: moment for name in moments if (moment := entry.moment(name))}
    numbers = entry.texts("submissions")
    if not all(number.isdecimal() and len(number) < 9 for number in numbers):
        entry.refuse("submissions", _("“%(field)s” is a list of numbers.") % {"field": "submissions"})
    return BodyEntry(version, fields, tuple(map(int, numbers)))


def letter(entry: Entry, version: str) -> LetterEntry:
    splits = []
    for said in entry.parts("split"):
        into = needed(said, "into", room(ModerationAct, "remark"))
        splits.append((needed(said, "comment"), into, said.moment("at")))
    return LetterEntry(version, {"words": needed(entry, "words")}, entry.count("submission") or 0, tuple(splits))


def file(entry: Entry, version: str, files: Files) -> FileEntry:
    """A file is what it holds: its kind is seen from its content, and its content must be what the folder says."""
    name = entry.text("file")
    if not FILE.fullmatch(name):
        entry.refuse("file", _("“%(file)s” is not the name of a file in this folder.") % {"file": name[:80]})
    data = files.data(name, most=attachments.largest())
    if hashlib.sha256(data).hexdigest() != entry.text("sha256").lower():
        entry.refuse("sha256", _("The file %(file)s is not the one that this checksum was made from.") % {"file": name})
    try:
        held = attachments.upload(entry.text("name", most=room(Attachment, "name")), data)
    except ActRefused as refusal:
        entry.refuse("file", str(refusal))
    fields = {
        "kind": entry.choice("kind", Attachment.Kind.values, Attachment.Kind.ENCLOSURE),
        "state": entry.choice("state", Attachment.State.values, Attachment.State.WAITING),
        "scan": entry.choice("scan", Attachment.Scan.values, Attachment.Scan.NONE),
        "screened_at": entry.moment("screened_at"),
    }
    if came := entry.moment("came_at"):
        fields["came_at"] = came
    return FileEntry(version, fields, entry.count("submission") or 0, held)


def text(entry: Entry, version: str, files: Files) -> Row:
    name, language = entry.text("file"), entry.text("language", most=room(AttachedText, "language"))
    if not TEXT.fullmatch(name):
        entry.refuse("file", _("“%(file)s” is not the name of a text in this folder.") % {"file": name[:60]})
    if not LANGUAGE.fullmatch(language):
        entry.refuse("language", _("“%(tag)s” is not a language tag such as sv or en.") % {"tag": language})
    source = files.text(name)
    try:
        read = leaflet.read(source)
    except TextRefused as refusal:
        entry.refuse("file", str(refusal))
    kind = entry.choice("kind", AttachedText.Kind.values, AttachedText.Kind.TRANSLATION)
    fields = {"kind": kind, "language": language, "title": read.title[:300], "text": source, "html": read.html}
    return Row(version, fields | ({"at": at} if (at := entry.moment("at")) else {}))
