"""The text and head of a policy from elsewhere, as what a new policy begins from. Nothing else of it comes along."""

import json
import re
from pathlib import Path

from django.utils.translation import gettext as _

from consultation.domain.folder import texts, unpacking
from consultation.domain.folder.files import Entry, Files
from consultation.domain.folder.texts import NUMBERED
from consultation.exceptions import FolderRefused
from drafts.domain import blocks, importing
from drafts.domain.blocks import Block, Text
from drafts.domain.starting import Start
from drafts.exceptions import TextRefused
from drafts.models import DocumentType, Policy, Version
from organisation.models import Unit

SIZE = 20 * 1024 * 1024
# Who answers for it and how it is reached is another municipality's matter, as are its numbers and dates.
CARRIED = ("purpose", "applies_to", "legal_ground", "language")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
TITLE = Version._meta.get_field("title").max_length


def is_office(data: bytes) -> bool:
    """Whether the file is for the import page: Word or OpenDocument, also an old or locked one."""
    old = data.startswith(b"\xd0\xcf\x11\xe0")
    return old or (unpacking.is_zip(data) and unpacking.is_office(data))


def read(data: bytes) -> Start:
    """A .zip with a policy folder, a .json that Samråd exported, or a text in Markdown, told by what is in it.

    Refused, in words, when it is none of them or at fault.
    """
    if len(data) > SIZE:
        raise FolderRefused(_("The file is too big. It may be at most 20 MB."))
    if unpacking.is_zip(data):
        with unpacking.unpacked(data) as folder:
            return from_folder(folder)
    if data.startswith(b"%PDF"):
        raise FolderRefused(
            _("This is a PDF. Ask for the policy as a policy folder, an exported file or a Word document instead.")
        )
    try:
        source = importing.read_upload(data)
    except TextRefused as error:
        raise FolderRefused(_("This is not a policy folder, nor a file that Samråd exported.")) from error
    if source.lstrip().startswith("{"):
        return from_export(source)
    return Start(split(source), _("a text in Markdown"), {"form": "markdown"})


def from_folder(path: Path) -> Start:
    """The newest text of a policy folder, which is its draft where it has no other, and its head."""
    files = Files(path)
    head = files.entry("policy.json")
    name, text = newest(files)
    title = text.title or head.text("title", most=200)
    return Start(
        text=Text(title, text.blocks, text.links),
        words=_("“%(title)s” from a policy folder (%(name)s)") % {"title": title, "name": name},
        origin={"form": "folder", "slug": slug_of(head), "version": name},
        head=head_of(head),
    )


def newest(files: Files) -> tuple[str, Text]:
    """The last text that versions.json lists, else the last of v1.md, v2.md …, else the draft."""
    entries = [each for each in files.entries("versions.json", "versions") if not each.text("set_aside")]
    if not files.has("versions.json"):
        numbers = sorted(int(found[1]) for found in map(NUMBERED.fullmatch, names_in(files)) if found)
        entries = [Entry({"file": f"v{number}.md"}, "versions.json", "") for number in numbers]
    if entries:
        version = texts.one_version(files, entries[-1], len(entries))
        return version.name, version.text
    return "draft", texts.split("draft.md", files.text("draft.md"))


def names_in(files: Files) -> list[str]:
    return [path.name for path in files.path.iterdir()]


def head_of(head: Entry) -> dict:
    """The fields that come along; type and unit where the municipality has one of that name."""
    fields = {name: head.text(name, most=Policy._meta.get_field(name).max_length) for name in CARRIED}
    if not LANGUAGE.fullmatch(fields["language"]):
        del fields["language"]
    fields["document_type"] = DocumentType.objects.filter(name__iexact=head.text("document_type")).first()
    fields["unit"] = Unit.objects.filter(name__iexact=head.text("unit")).first()
    return fields


def from_export(source: str) -> Start:
    """The text and head of a .json as docs/export.md describes it."""
    try:
        values = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise FolderRefused(_("This JSON cannot be read.")) from error
    policy = values.get("policy")
    if not isinstance(policy, dict):
        raise FolderRefused(_("This JSON is not a policy that Samråd exported: it has no “policy”."))
    head = Entry(policy, "json", source)
    text = split(markdown_of(values))
    number = version_of(values).get("number")
    title = text.title or head.text("title", most=200)
    return Start(
        text=Text(title, text.blocks, text.links),
        words=_("“%(title)s” from an exported file") % {"title": title},
        origin={"form": "json", "slug": slug_of(head), "version": number if isinstance(number, int) else None},
        head=head_of(head),
    )


def markdown_of(values: dict) -> str:
    """The text of an exported file: `markdown`, else its paragraphs put together again."""
    if isinstance(values.get("markdown"), str):
        return values["markdown"]
    try:
        rows = [
            Block(str(row["kind"]), int(row.get("level") or 0), str(row["text"]), str(row.get("marker") or ""))
            for row in values["paragraphs"]
        ]
        version = version_of(values)
        title = str(version.get("title") or values["policy"].get("title") or "")
        return blocks.join(Text(title, tuple(rows), str(version.get("links") or "")))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise FolderRefused(_("This JSON is not a policy that Samråd exported: its text cannot be found.")) from error


def version_of(values: dict) -> dict:
    """What an exported file says of the version; {} when it says nothing."""
    version = values.get("version")
    return version if isinstance(version, dict) else {}


def slug_of(head: Entry) -> str:
    """The address that it has elsewhere: what the log can name it by."""
    slug = head.text("slug")
    return slug if SLUG.fullmatch(slug) else ""


def split(source: str) -> Text:
    """The blocks of a text; skipped heading levels are levelled out."""
    text = blocks.split(source, lenient=True)
    if len(text.title) > TITLE:
        raise FolderRefused(_("The title has more than %(most)d characters.") % {"most": TITLE})
    return text
