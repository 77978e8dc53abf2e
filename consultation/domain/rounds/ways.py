"""What became of each paragraph from one version to a later one, by the stored ties and never by the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultation.domain.matter import Matter
from drafts.domain import comparison
from drafts.models import Paragraph, Version


@dataclass(frozen=True)
class Way:
    """What one paragraph became: kept, edited, moved, split, merged or removed. `parts`: pks in reading order."""

    kind: str
    parts: tuple[int, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.kind != "kept"

    def heir(self, paragraph: Paragraph, later: Mapping[int, Paragraph]) -> Paragraph | None:
        """Where what was said of it stands now: the part with its lineage, else the first; None when it is removed."""
        parts = [later[pk] for pk in self.parts if pk in later]
        own = (part for part in parts if part.lineage == paragraph.lineage)
        return next(own, parts[0] if parts else None)


def between(before: Version, after: Version) -> dict[int, Way]:
    """The way of every paragraph of `before`, by its pk; one query."""
    found: dict[int, Way] = {}
    for old, new, kind in comparison.ends(before, after):
        if old is None:
            continue
        parts = (*(found[old].parts if old in found else ()), *([new] if new else []))
        found[old] = Way("split" if len(parts) > 1 else kind, parts)
    return found


def newest_after(matter: Matter, version: Version) -> Version | None:
    """The newest published version, where it came after this one."""
    return matter.newest if matter.newest.number > version.number else None


def earlier(matter: Matter, version: Version) -> Sequence[Version]:
    """The published versions before this one, the latest first."""
    return [each for each in reversed(matter.versions) if each.number < version.number]
