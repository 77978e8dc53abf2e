"""A version as JSON; docs/export.md says what every name means."""

import json
from collections.abc import Iterable

from django.db.models import F, Q

from drafts.models import Descent, Paragraph

from .copy import Copy

FORMAT = "samrad-version"
EDITION_OF_FORMAT = 1


def write(copy: Copy) -> bytes:
    """The document in UTF-8. To be called in the paper's language."""
    document = {
        "format": FORMAT,
        "format_version": EDITION_OF_FORMAT,
        "policy": policy_of(copy),
        "version": version_of(copy),
        "head": [{"label": row.label, "strong": row.strong, "value": row.value} for row in copy.head],
        "events": [{"kind": event.kind, "day": event.day.isoformat()} for event in copy.events],
        "paragraphs": [one(paragraph) for paragraph in copy.paragraphs],
        "descents": [tie(descent) for descent in descents(copy)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def policy_of(copy: Copy) -> dict:
    """The policy's head, field by field."""
    policy = copy.policy
    named = ("slug", "title", "diary_number", "language", "summary", "purpose", "applies_to", "legal_ground")
    return {
        "uuid": str(policy.uuid),
        "document_type": policy.document_type.name,
        "municipality": copy.municipality,
        "unit": policy.unit.name,
        "deciding_body": copy.body,
    } | {name: getattr(policy, name) for name in named}


def version_of(copy: Copy) -> dict:
    """The version: what it is called, where it stands, by what its text is known."""
    version = copy.version
    return {
        "number": version.number,
        "name": copy.edition,
        "standing": copy.standing,
        "mark": copy.mark,
        "title": copy.title,
        "address": copy.address,
        "frozen_at": moment(version.frozen_at),
        "published_at": moment(version.published_at),
        "checksum": copy.checksum,
        "links": version.links,
    }


def one(paragraph: Paragraph) -> dict:
    """A paragraph: what it is for good (lineage), where it stands, and its words as Markdown and as safe HTML."""
    return {
        "lineage": str(paragraph.lineage),
        "number": paragraph.number,
        "kind": paragraph.kind,
        "level": paragraph.level,
        "marker": paragraph.marker,
        "text": paragraph.text,
        "html": paragraph.html,
    }


def descents(copy: Copy) -> Iterable[Descent]:
    """The ties to the version before; to the public, none to a text that is not published."""
    rows = copy.version.descents.select_related("before__version", "after__version")
    if copy.address:
        rows = rows.filter(Q(before=None) | Q(before__version__published_at__isnull=False))
    return rows.order_by(F("after__position").asc(nulls_last=True), "before__position", "pk")


def tie(descent: Descent) -> dict:
    return {"before": end(descent.before), "after": end(descent.after), "kind": descent.change_kind}


def end(paragraph: Paragraph | None) -> dict | None:
    """One end of a tie: which version, which paragraph."""
    if paragraph is None:
        return None
    return {"version": paragraph.version.number, "lineage": str(paragraph.lineage), "number": paragraph.number}


def moment(when) -> str | None:
    return when.isoformat() if when else None
