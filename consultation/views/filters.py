"""The filters beside the list of all comments: links with their numbers, in groups."""

from dataclasses import replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from consultation.domain.triage import ANSWERED, ME, NOBODY, NONE, UNANSWERED, WHOLE, Overview, Wanted
from consultation.domain.triage.overview import Facets, Spot
from consultation.models import Consultation
from consultation.views.selection import parameters

SPOTS = 60  # places that are listed one by one


def filters(consultation: Consultation, wanted: Wanted, found: Overview, facets: Facets) -> list[dict]:
    """The groups as the page lists them; one with nothing to choose from is left out."""
    link = Linker(consultation, wanted)
    groups = [
        (_("State"), states(link, found)),
        (_("Answered by"), people(link, found, facets)),
        (_("Theme"), themes(link, found, facets)),
        (_("Paragraph"), places(link, found)),
        (_("Kind"), coded(link, "kind", _("All kinds"), found.total, facets.kinds)),
        (_("Sender"), coded(link, "sender", _("Everybody"), found.total, found.kinds)),
    ]
    return [{"title": title, "links": links} for title, links in groups if len(links) > 1]


class Linker:
    """Makes the links: the same selection with one filter changed, from its first page."""

    def __init__(self, consultation: Consultation, wanted: Wanted) -> None:
        self.wanted = wanted
        self.base = reverse("triage", args=[consultation.slug])
        self.asked = parameters(replace(wanted, alike=""))

    def __call__(self, words: str, count: int, depth: int = 0, **change: str) -> dict:
        ((name, value),) = change.items()
        asked = {key: each for key, each in (self.asked | change).items() if each}
        href = f"{self.base}?{urlencode(asked)}" if asked else self.base
        current = getattr(self.wanted, name) == value
        return {"words": words, "count": count, "depth": depth, "href": href, "current": current}


def states(link: Linker, found: Overview) -> list[dict]:
    return [
        link(_("All"), found.total, state=""),
        link(_("Unanswered"), found.unanswered, state=UNANSWERED),
        link(_("With an answer"), found.answered, state=ANSWERED),
    ]


def people(link: Linker, found: Overview, facets: Facets) -> list[dict]:
    """Mine, each colleague's, nobody's; only once something has been given to somebody, or is asked for."""
    if not (facets.mine or facets.people or link.wanted.assigned):
        return []
    rows = [link(_("Anybody"), found.total, assigned=""), link(_("Me"), facets.mine, assigned=ME)]
    rows += [link(name, count, assigned=key) for key, name, count in facets.people]
    return [*rows, link(_("Nobody yet"), facets.nobody, assigned=NOBODY)]


def themes(link: Linker, found: Overview, facets: Facets) -> list[dict]:
    if not facets.themes:
        return []
    rows = coded(link, "theme", _("All themes"), found.total, facets.themes)
    return [*rows, link(_("Without a theme"), facets.without_theme, theme=NONE)]


def places(link: Linker, found: Overview) -> list[dict]:
    rows = [link(_("Anywhere"), found.total, place="")]
    rows += [
        link(label_of(spot), spot.count, spot.depth, place=str(spot.paragraph.lineage))
        for spot in near(found, link.wanted.place)
    ]
    if found.whole:
        rows.append(link(_("The whole text"), found.whole, place=WHOLE))
    return rows


def near(found: Overview, place: str) -> list[Spot]:
    """All places of a short text; of a long one the sections, and what lies in the section that is looked at."""
    if len(found.spots) <= SPOTS:
        return found.spots
    chosen = found.spot(place)
    tops = [spot for spot in found.spots if not spot.depth]
    around = next((top for top in tops if chosen and chosen.paragraph.pk in top.below), None)
    return [spot for spot in found.spots if not spot.depth or (around and spot.paragraph.pk in around.below)]


def coded(link: Linker, name: str, all_words: str, total: int, rows: list[tuple[str, str, int]]) -> list[dict]:
    """All, and each of (code, words, number)."""
    return [
        link(all_words, total, **{name: ""}),
        *(link(str(words), count, **{name: code}) for code, words, count in rows),
    ]


def label_of(spot: Spot) -> str:
    """2 Watch and answer; 2.1."""
    if not spot.paragraph.is_heading:
        return spot.paragraph.number
    return f"{spot.paragraph.number} {spot.paragraph.text[:60]}"
