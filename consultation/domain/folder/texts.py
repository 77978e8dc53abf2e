"""The texts of a policy folder: versions, draft, and which paragraph is which."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.folder import times
from consultation.domain.folder.entries import CommentEntry, TieEntry, VersionEntry
from consultation.domain.folder.files import Entry, Files, refusal
from consultation.exceptions import FolderRefused
from drafts.domain import blocks, numbering
from drafts.domain.blocks import Text
from drafts.exceptions import TextRefused
from drafts.models import Descent, Version

NUMBERED = re.compile(r"v(\d+)\.md")
TITLE = Version._meta.get_field("title").max_length


def versions(files: Files, comments: Sequence[CommentEntry]) -> tuple[VersionEntry, ...]:
    """The frozen texts in order: as versions.json lists them, else every v1.md, v2.md … that is there."""
    entries = files.entries("versions.json", "versions")
    if not files.has("versions.json"):
        found = sorted(int(m[1]) for m in map(NUMBERED.fullmatch, (p.name for p in files.path.iterdir())) if m)
        entries = [Entry({"file": f"v{number}.md"}, "versions.json", "") for number in found]
    read, last = [], None
    for number, entry in enumerate(entries, start=1):
        version = one_version(files, entry, number)
        if any(version.name == other.name for other in read):
            entry.refuse("file", _("The file %(file)s is listed twice.") % {"file": f"{version.name}.md"})
        if version.frozen is None:
            said = first_comment(comments, version.name, number)
            version = replace(version, frozen=said or last or times.midnight(times.local(timezone.now()).date()))
        published = entry.moment("published") if entry.says("published") else version.frozen
        read.append(replace(version, published=published, set_aside=entry.moment("set_aside")))
        last = version.frozen
    return with_identity(files, read)


def one_version(files: Files, entry: Entry, number: int) -> VersionEntry:
    file = entry.text("file", f"v{number}.md")
    name = file.removesuffix(".md")
    if not re.fullmatch(r"[\w.-]{1,60}", file) or name == "draft":
        entry.refuse("file", _("“%(file)s” is not the name of a text in this folder.") % {"file": file[:60]})
    source = files.text(file)
    text = split(file, source)
    checksum = entry.text("checksum").lower()
    if checksum and checksum not in (sha256(source), sha256(blocks.join(text))):
        entry.refuse(
            "checksum", _("The text of %(file)s is not the one that this checksum was made from.") % {"file": file}
        )
    return VersionEntry(name, text, label=entry.text("label", most=200), frozen=entry.moment("date"))


def first_comment(comments: Sequence[CommentEntry], name: str, number: int) -> datetime | None:
    """The day of the first comment on a version without a date; of all comments, for the first version."""
    named = [c.created for c in comments if c.created and c.version.lower() in (name.lower(), str(number))]
    every = [c.created for c in comments if c.created] if number == 1 else []
    first = min(named or every, default=None)
    return first and times.midnight(times.local(first).date())


def draft(files: Files) -> VersionEntry | None:
    """The working draft, where the folder has one of its own."""
    if not files.has("draft.md"):
        return None
    return with_identity(files, [VersionEntry("draft", split("draft.md", files.text("draft.md")))])[0]


def split(file: str, source: str) -> Text:
    """The blocks of a text; skipped heading levels are levelled out."""
    try:
        text = blocks.split(source, lenient=True)
    except TextRefused as error:
        raise FolderRefused(_("%(file)s: %(words)s") % {"file": file, "words": error}) from error
    if len(text.title) > TITLE:
        raise refusal(file, 1, _("The title has more than %(most)d characters.") % {"most": TITLE})
    return text


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def names(read: Sequence[VersionEntry]) -> dict[str, str]:
    """What a version may be called in the folder, in small letters, and its name: v2, v2.md, 2."""
    found = {str(number): version.name for number, version in enumerate(read, start=1)}
    for version in read:
        found |= {version.name.lower(): version.name, f"{version.name}.md".lower(): version.name}
    return found


def named(entry: Entry, field: str, known: dict[str, str]) -> str:
    """The version that a field names. Refused when there is none of that name."""
    said = entry.text(field)
    if said.lower() not in known:
        entry.refuse(field, _("There is no version “%(version)s” in the folder.") % {"version": said[:60]})
    return known[said.lower()]


def with_identity(files: Files, read: Sequence[VersionEntry]) -> tuple[VersionEntry, ...]:
    """The versions with the lineages and ties of paragraphs.json, where it has them."""
    entry = files.entry("paragraphs.json")
    ties: dict[str, list[TieEntry]] = {}
    for each in files.entries("paragraphs.json", "descents") if entry.says("descents") else ():
        kind = each.choice("kind", Descent.Kind.values, "")
        tie = TieEntry(each.text("before") or None, each.text("after") or None, kind)
        if (tie.before is None, tie.after is None) != (kind == Descent.Kind.NEW, kind == Descent.Kind.REMOVED):
            each.refuse("kind", _("A tie has both a before and an after, unless it is new or removed."))
        ties.setdefault(each.text("version"), []).append(tie)
    return tuple(
        replace(version, lineages=lineages(entry, version), ties=tuple(ties.get(version.name, ()))) for version in read
    )


def lineages(entry: Entry, version: VersionEntry) -> tuple[UUID, ...]:
    """The lineage of each paragraph of a version. Refused when the list does not fit the text."""
    pairs = entry.values.get(version.name)
    if pairs is None:
        return ()
    try:
        said = [str(number) for number, _lineage in pairs]
        found = tuple(UUID(str(lineage)) for _number, lineage in pairs)
    except (TypeError, ValueError):
        entry.refuse(version.name, _("A list of pairs is expected here: a paragraph's number and its lineage."))
    if said != numbering.number(version.text.blocks):
        entry.refuse(version.name, _("These are not the paragraphs of %(file)s.") % {"file": f"{version.name}.md"})
    if len(set(found)) != len(found):
        entry.refuse(version.name, _("A lineage stands twice in one version."))
    return found
