"""Reads and checks a whole policy folder before anything is written."""

import re
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from consultation.domain.folder import answers, heard, texts
from consultation.domain.folder.beside import reading as beside
from consultation.domain.folder.completing import complete, cut
from consultation.domain.folder.entries import CommentEntry, ConsultationEntry, Folder, VersionEntry
from consultation.domain.folder.files import Entry, Files
from consultation.exceptions import FolderRefused
from consultation.models import Consultation
from drafts.domain.policies import HEAD, TAKEN
from drafts.models import Policy
from drafts.models.policy import State

DATES = ("in_force_from", "in_force_until", "review_by")
# A folder from elsewhere may lack these; the register and the PDF need them.
NAMED = {"document_type": "Riktlinje", "unit": "Kommunstyrelsen", "language": "sv"}
ROOM = {"document_type": 60, "unit": 100}
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
LONGER_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,90}")  # a consultation's: the policy's, and its version


def read(path: Path, *, until: str = "", language: str = "", shift_days: int = 0, slug: str = "") -> Folder:
    """The folder as plain data, no further than version `until`. Refused with file and line where it is at fault.

    A fault in what `until` leaves out counts, too. `slug` renames the policy and its consultations.
    """
    files = Files(path, shift_days)
    written = heard.read(files)
    versions = texts.versions(files, [comment for _entry, comment in written])
    if not versions and not files.has("draft.md") and not files.has("policy.json"):
        raise FolderRefused(_("The file %(file)s is missing.") % {"file": "v1.md"})
    comments = heard.assign(written, versions)
    folder = whole(files, versions, comments, language=language, slug=slug)
    return complete(cut(folder, until) if until else folder, renamed=bool(slug))


def whole(
    files: Files, versions: tuple[VersionEntry, ...], comments: tuple[CommentEntry, ...], *, language: str, slug: str
) -> Folder:
    """All that the folder says, beside its texts and comments."""
    head, names, ids = files.entry("policy.json"), texts.names(versions), {comment.id for comment in comments}
    fields, defaults = read_head(head, versions, files.path, language)
    address = slug or head.text("slug") or address_of(files.path, fields["title"])
    if not SLUG.fullmatch(address) or address in TAKEN:
        head.refuse("slug", _("“%(slug)s” cannot be an address.") % {"slug": address[:90]})
    return Folder(
        slug=address,
        head=fields,
        dates={name: head.day(name) for name in DATES},
        state=head.choice("state", ["", *State.values], ""),
        versions=versions,
        draft=texts.draft(files),
        consultations=consultations(files, names),
        comments=comments,
        dispositions=answers.dispositions(files, ids),
        earlier=answers.earlier(files, ids),
        changes=answers.changes(files, names, ids),
        decisions=answers.decisions(files, names),
        overrides=answers.overrides(files, names),
        beside=beside.read(files, names),
        defaults=defaults,
    )


def address_of(path: Path, title: str) -> str:
    """An address for a policy that has none: the folder's name, else made from the title."""
    name = path.resolve().name
    return name if SLUG.fullmatch(name) else slugify(title)[:70].strip("-") or "policy"


def read_head(
    head: Entry, versions: tuple[VersionEntry, ...], path: Path, language: str
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The head fields, and those that the folder did not say with the values that they get."""
    title = next((version.text.title for version in versions if version.text.title), "") or path.resolve().name
    named = NAMED | {"title": title[:200]}
    fields = {}
    for name in HEAD:
        most = ROOM.get(name) or Policy._meta.get_field(name).max_length
        fields[name] = head.text(name, most=most)
    fields["language"] = language or fields["language"]
    defaults = tuple((name, value) for name, value in named.items() if not fields[name].strip())
    fields |= dict(defaults)
    if not LANGUAGE.fullmatch(fields["language"]) or len(fields["language"]) > 35:
        head.refuse("language", _("“%(tag)s” is not a language tag such as sv or en.") % {"tag": fields["language"]})
    return fields, defaults


def consultations(files: Files, names: dict[str, str]) -> tuple[ConsultationEntry, ...]:
    """Those that the folder tells of; missing moments are filled in when the comments are known."""
    found: dict[str, ConsultationEntry] = {}
    for entry in files.entries("consultations.json", "consultations"):
        version = texts.named(entry, "version", names)
        if version in found:
            entry.refuse("version", _("There is already a consultation on %(version)s.") % {"version": version})
        opens, closes = entry.moment("opens"), entry.moment("closes")
        if opens and closes and closes <= opens:
            entry.refuse("closes", _("The consultation closes before it opens."))
        address = entry.text("slug", most=90)
        if address and not LONGER_SLUG.fullmatch(address):
            entry.refuse("slug", _("“%(slug)s” cannot be an address.") % {"slug": address})
        found[version] = ConsultationEntry(
            version=version,
            slug=address,
            kind=entry.choice("kind", Consultation.Kind.values, Consultation.Kind.OPEN),
            opens=opens,
            closes=closes,
            introduction=entry.text("introduction"),
            answers_published=entry.moment("answers_published_at"),
            answers_said=entry.says("answers_published_at"),
            answers_come=entry.choice("answers_come", Consultation.Answers.values, Consultation.Answers.TOGETHER),
        )
    return tuple(found.values())
