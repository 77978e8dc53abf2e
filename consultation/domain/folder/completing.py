"""What follows from a folder's words: the folder as it was earlier, its consultations, how far the policy is."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.folder import texts, times
from consultation.domain.folder.entries import ConsultationEntry, Folder
from consultation.exceptions import FolderRefused
from consultation.models import Consultation
from drafts.models.policy import State


def cut(folder: Folder, until: str) -> Folder:
    """The folder as it was when version `until` was the newest. Its state and what followed are left out."""
    names = texts.names(folder.versions)
    if until.lower() not in names:
        raise FolderRefused(
            _("There is no version %(version)s in the folder; it has %(names)s.")
            % {"version": until, "names": ", ".join(v.name for v in folder.versions)}
        )
    last = [version.name for version in folder.versions].index(names[until.lower()])
    versions = folder.versions[: last + 1]
    if len(versions) == len(folder.versions):
        return folder
    kept = {version.name for version in versions}
    ids = {comment.id for comment in folder.comments if comment.version in kept}
    return replace(
        folder,
        state="",
        dates=dict.fromkeys(folder.dates),
        versions=versions,
        draft=None,
        consultations=tuple(
            entry if entry.version != versions[-1].name else replace(entry, answers_published=None)
            for entry in of_versions(folder.consultations, kept)
        ),
        comments=of_versions(folder.comments, kept),
        dispositions=tuple(entry for entry in folder.dispositions if ids & set(entry.comments)),
        earlier=tuple(entry for entry in folder.earlier if ids & set(entry.comments)),
        changes=of_versions(folder.changes, kept),
        decisions=of_versions(folder.decisions, kept),
        overrides=of_versions(folder.overrides, kept),
    )


def of_versions(entries: tuple, kept: set[str]) -> tuple:
    """The entries that tell of these versions."""
    return tuple(entry for entry in entries if entry.version in kept)


def complete(folder: Folder, *, renamed: bool = False) -> Folder:
    """Fills in what follows from the rest: a consultation for each version with comments, its moments, the state."""
    told = {entry.version: entry for entry in folder.consultations}
    made = []
    for number, version in enumerate(folder.versions, start=1):
        created = [comment.created for comment in folder.comments if comment.version == version.name]
        entry = told.get(version.name)
        if entry is None and not created:
            continue
        opens = (entry and entry.opens) or version.frozen
        closes = (entry and entry.closes) or times.midnight_after(max([opens, *created]))
        if closes <= opens:
            opens = closes - times.DAY
        address = folder.slug if number == 1 else f"{folder.slug}-v{number}"
        entry = entry or ConsultationEntry(version.name, "", Consultation.Kind.OPEN, opens, closes)
        slug = address if renamed or not entry.slug else entry.slug
        made.append(replace(entry, opens=opens, closes=closes, slug=slug))
    folder = replace(folder, consultations=tuple(made))
    return replace(folder, state=folder.state or state_of(folder))


LED_TO = {
    "adopt": State.ADOPTED,
    "amend": State.ADOPTED,
    "return": State.RETURNED,
    "postpone": State.BEFORE_COUNCIL,
    "endorse": State.BEFORE_COUNCIL,
    "reject": State.REJECTED,
    "withdraw": State.WITHDRAWN,
    "repeal": State.REPEALED,
}


def state_of(folder: Folder) -> str:
    """How far the policy has come, where the folder does not say."""
    if not folder.versions:
        return State.DRAFT
    newest = folder.versions[-1].name
    decided = [entry.kind for entry in folder.decisions if entry.version == newest]
    if decided:
        return LED_TO[decided[-1]]
    open_now = {entry.version: entry.closes > timezone.now() for entry in folder.consultations}
    if newest not in open_now:
        return State.PROPOSAL
    on_newest = {comment.id for comment in folder.comments if comment.version == newest}
    begun = folder.draft or any(on_newest & set(entry.comments) for entry in folder.dispositions)
    return State.COMPILING if begun and not open_now[newest] else State.ANNOUNCED
