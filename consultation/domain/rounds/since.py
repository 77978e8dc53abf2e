"""“Changed since I commented”: what happened to a paragraph after the version that was commented on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain.matter import Matter
from consultation.domain.rounds import ways
from consultation.domain.rounds.ways import Way
from drafts.models import Paragraph, Version


@dataclass(frozen=True)
class Since:
    """What happened in a sentence, what it is now with its address ("" when it is removed), and the difference."""

    kind: str
    words: str
    now: str
    now_href: str
    difference_href: str


def of(matter: Matter, version: Version, paragraphs: Iterable[Paragraph]) -> dict[int, Since]:
    """For those of the paragraphs that have changed up to the newest published version, by their pk; two queries."""
    later = ways.newest_after(matter, version)
    if later is None:
        return {}
    known = {paragraph.pk: paragraph for paragraph in paragraphs}
    changed = {pk: way for pk, way in ways.between(version, later).items() if pk in known and way.is_changed}
    parts = {pk for way in changed.values() for pk in way.parts}
    rows = {row.pk: row for row in later.paragraphs.filter(pk__in=parts)} if parts else {}
    return {pk: told(matter, version, later, known[pk], way, rows) for pk, way in changed.items()}


def told(
    matter: Matter, version: Version, later: Version, paragraph: Paragraph, way: Way, rows: Mapping[int, Paragraph]
) -> Since:
    """One paragraph's change, with links to what it is now and to the difference."""
    heir = way.heir(paragraph, rows)
    compare = reverse("compare", args=[matter.policy.slug, version.number, later.number])
    if heir is None:
        return Since(way.kind, sentence(way.kind), "", "", f"{compare}#gone-{paragraph.anchor}")
    now = _("Now %(number)s in %(name)s") % {"number": heir.number, "name": matter.named(later)}
    href = reverse("paragraph", args=[matter.policy.slug, later.number, heir.number])
    return Since(way.kind, sentence(way.kind), now, href, f"{compare}#{heir.anchor}")


def sentence(kind: str) -> str:
    """That the text is not what it was when it was commented on."""
    return {
        "edited": _("The text has been changed since it was commented on."),
        "moved": _("The paragraph has been moved since it was commented on."),
        "split": _("The paragraph has been split since it was commented on."),
        "merged": _("The paragraph has been joined with another since it was commented on."),
        "removed": _("The paragraph has been removed since it was commented on."),
    }[kind]
