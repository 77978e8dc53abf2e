"""Asking for papers: the row and the job that makes it."""

from consultation.tasks import make_edition
from drafts.domain import editions
from drafts.models import Edition, Version


def ask_for(version: Version, kind: str) -> Edition:
    """Asks for a PDF of a version, in the caller's transaction; the worker makes it."""
    edition = editions.ask(version, kind)
    make_edition.enqueue(edition.pk)
    return edition
