"""What a page of a version shows beside its text of other rounds: earlier comments, and that the text has changed."""

from consultation.domain.matter import Matter
from consultation.domain.reading import Place, Reading
from consultation.domain.rounds import carried, since
from consultation.domain.rounds.carried import Carried, Earlier
from drafts.models import Paragraph, Version

BESIDE = 3


def lay(page: Reading) -> Earlier:
    """Lays what earlier rounds said at its places, and what later versions made of them; returns all that was said.

    Of a long text only how many comments there are: they stand on the paragraph's own page.
    """
    paragraphs = [paragraph for part in page.parts for paragraph in covered(part)]
    every = carried.read(page.matter, page.version, paragraphs, beside=0 if page.long else BESIDE)
    changed = since.of(page.matter, page.version, paragraphs) if page.phase in ("open", "closed") else {}
    for part in page.parts:
        part.earlier = every.places.get(part.heading.pk, []) if part.heading else []
        for place in part.places:
            place.earlier = of_row(place, every)
            place.since = changed_at(place, changed)
    return every


def lay_one(matter: Matter, version: Version, place: Place) -> Place:
    """The same for a single place of a long text that is fetched."""
    place.since = changed_at(place, since.of(matter, version, place.row.covered))
    return place


def covered(part) -> list[Paragraph]:
    """All paragraphs of a part of the page."""
    return [*([part.heading] if part.heading else []), *(each for place in part.places for each in place.row.covered)]


def of_row(place: Place, every: Earlier) -> tuple[Carried, ...]:
    return tuple(row for paragraph in place.row.covered for row in every.places.get(paragraph.pk, []))


def changed_at(place: Place, changed: dict) -> tuple:
    """What happened to the paragraphs of a row that were commented on; nothing where nobody said anything."""
    if not place.count:
        return ()
    return tuple((each.number, changed[each.pk]) for each in place.row.covered if each.pk in changed)
