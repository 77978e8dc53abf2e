"""Writes a policy as a folder, from which `load_policy` makes the same policy elsewhere.

Of senders the name goes with it, the e-mail address never; officials go as their signatures.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from consultation.domain.folder import record, times
from consultation.domain.folder.beside import writing as beside
from consultation.domain.folder.loading import travelling
from consultation.exceptions import FolderRefused
from drafts.domain import texts
from drafts.domain.policies import HEAD
from drafts.models import Paragraph, Policy, Version

DATES = ("in_force_from", "in_force_until", "review_by")


def dump(policy: Policy, path: Path) -> list[str]:
    """Writes the folder; the names of its files. Refused when something is in it already, or it cannot be written."""
    files = contents(policy)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise FolderRefused(_("The folder %(folder)s is not empty.") % {"folder": path})
        for name, text in files.items():
            (path / name).write_bytes(text.encode())
        for name, data in beside.files(policy):
            (path / name).parent.mkdir(exist_ok=True)
            (path / name).write_bytes(data)
            files[name] = ""
    except OSError as error:
        raise FolderRefused(
            _("The folder %(folder)s cannot be written: %(why)s.") % {"folder": path, "why": error.strerror}
        ) from error
    return list(files)


def contents(policy: Policy) -> dict[str, str]:
    """The text of each file by its name. The same rows give the same bytes; what is empty has no file."""
    frozen = list(policy.versions.frozen().order_by("number"))
    draft = policy.versions.draft()
    dumped = [*frozen, draft] if has_own_text(draft, frozen) else frozen
    rows = {version: list(version.paragraphs.all()) for version in [*frozen, draft]}
    files = {f"{version.name}.md": texts.source(version, rows[version]) for version in dumped}
    lists = {
        "consultations.json": record.consultations(policy),
        "comments.json": record.comments(policy),
        "dispositions.json": record.dispositions(policy),
        "earlier_answers.json": record.earlier_answers(policy),
        "changes.json": record.changes(policy),
        "decisions.json": record.decisions(policy),
        "overrides.json": record.overrides(policy),
    } | beside.lists(policy)
    files["policy.json"] = as_json(head(policy))
    files["versions.json"] = as_json({"versions": [version_entry(version) for version in frozen]})
    if dumped:
        files["paragraphs.json"] = as_json(identity(dumped, rows))
    return files | {name: as_json(entries) for name, entries in lists.items() if entries}


def as_json(values: dict | list) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def has_own_text(draft: Version, frozen: Sequence[Version]) -> bool:
    """Whether the draft says, or remembers, anything that the newest version does not."""
    if not frozen:
        return draft.paragraphs.exists()
    lineages = [list(v.paragraphs.values_list("lineage", flat=True)) for v in (frozen[-1], draft)]
    return (
        texts.source(draft) != texts.source(frozen[-1])
        or lineages[0] != lineages[1]
        or draft.descents.exclude(change=None).exists()
    )


def head(policy: Policy) -> dict:
    fields = {name: getattr(policy, name) for name in HEAD}
    fields |= {"document_type": policy.document_type.name, "unit": policy.unit.name, "slug": policy.slug}
    fields |= {name: day.isoformat() if (day := getattr(policy, name)) else None for name in DATES}
    waiting = policy.versions.waiting().exists()
    return fields | {"state": str(travelling(policy.state, waiting=waiting))}


def version_entry(version: Version) -> dict:
    """`published` stands only where it is another moment than the freezing."""
    entry = {
        "file": f"{version.name}.md",
        "label": version.label,
        "date": times.written_day(version.frozen_at),
        "checksum": version.checksum,
    }
    seen_from = version.published_at or version.shared_at
    if seen_from != version.frozen_at:
        entry["published"] = times.written(seen_from)
    if version.set_aside_at:
        entry["set_aside"] = times.written(version.set_aside_at)
    return entry


def identity(dumped: Sequence[Version], rows: dict[Version, list[Paragraph]]) -> dict:
    """The lineage of each paragraph, and the ties that do not follow from the lineages."""
    found: dict = {version.name: [[row.number, str(row.lineage)] for row in rows[version]] for version in dumped}
    ties = []
    for before, after in zip([None, *dumped], dumped, strict=False):
        if before:
            ties += own_ties(after, rows[before], rows[after])
    return found | ({"descents": ties} if ties else {})


def own_ties(version: Version, old: list[Paragraph], new: list[Paragraph]) -> list[dict]:
    """The version's ties but those of a paragraph with itself; none when lineages alone would give the same."""
    before, after = {row.pk: row for row in old}, {row.pk: row for row in new}
    places = {row.pk: place for place, row in enumerate([*new, *old])}
    rows = sorted(
        version.descents.all(), key=lambda tie: (places[tie.after_id or tie.before_id], places.get(tie.before_id, -1))
    )
    ties = []
    for tie in rows:
        ends = before.get(tie.before_id), after.get(tie.after_id)
        if tie.kind != "kept" or ends[0].lineage != ends[1].lineage:
            ties.append((*ends, tie.kind))
    lineages = {row.lineage for row in old}, {row.lineage for row in new}
    usual = [(None, row, "new") for row in new if row.lineage not in lineages[0]]
    usual += [(row, None, "removed") for row in old if row.lineage not in lineages[1]]
    if ties == usual:
        return []
    return [
        {
            "version": version.name,
            "before": first.number if first else None,
            "after": last.number if last else None,
            "kind": kind,
        }
        for first, last, kind in ties
    ]
