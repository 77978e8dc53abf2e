"""Papers that were made: asked for, kept with their checksum, never overwritten."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from drafts.models import Edition, Version


def ask(version: Version, kind: str) -> Edition:
    """A row for a paper that is to be made; one that waits already is enough, one under way may be too late."""
    waiting = version.editions.filter(kind=kind, state=Edition.State.WAITING).first()
    return waiting or Edition.objects.create(version=version, kind=kind)


def begin(edition: Edition) -> bool:
    """Marks a paper as being made; False when it is there already, or was given up."""
    open_states = [Edition.State.WAITING, Edition.State.MAKING]
    rows = Edition.objects.filter(pk=edition.pk, state__in=open_states)
    return bool(rows.update(state=Edition.State.MAKING))


def keep(edition: Edition, data: bytes, *, name: str, pages: int) -> Edition:
    """Stores the made paper under its SHA-256 and marks it ready."""
    edition.sha256 = hashlib.sha256(data).hexdigest()
    path = f"editions/{edition.sha256}.pdf"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    edition.file.name = path
    edition.name, edition.pages, edition.size = name, pages, len(data)
    edition.state, edition.problem, edition.made_at = Edition.State.READY, "", timezone.now()
    edition.save()
    return edition


def give_up(edition: Edition, problem: str) -> Edition:
    """Notes in words why the paper could not be made."""
    edition.state, edition.problem = Edition.State.FAILED, problem[:500]
    edition.save()
    return edition


def latest(version: Version, kind: str) -> Edition | None:
    """The newest paper of a kind that is ready."""
    return version.editions.filter(kind=kind, state=Edition.State.READY).first()


def newest_request(version: Version, kind: str) -> Edition | None:
    """The newest row of a kind, ready or not: for a page that says how far it is."""
    return version.editions.filter(kind=kind).first()
