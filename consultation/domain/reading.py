"""What the page of a version shows: the text with its comments beside it, in at most six queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language

from consultation.domain import kinds, showing
from consultation.domain.matter import Matter, consultation_of, published_answers
from consultation.domain.showing import Answer, Shown
from consultation.models import Comment, Consultation
from drafts.domain.composition import Row, compose
from drafts.models import Descent, Paragraph, Version

BESIDE = 3
LONG = 100


@dataclass(frozen=True)
class Tally:
    """How many comments a paragraph has, and how many of them are answered in public."""

    shown: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Revision:
    """That a paragraph was changed since the version before, and how many comments are behind it."""

    kind: str
    behind: int
    words: str
    href: str


@dataclass(eq=False)
class Place:
    """One row of the text and what stands beside it."""

    row: Row
    words: str
    number: str
    anchor: str
    href: str
    comment_href: str
    fetch: str
    count: int = 0
    answered: int = 0
    comments: tuple[Shown, ...] = ()
    answer: Answer | None = None
    revision: Revision | None = None
    # Laid by rounds/beside: what earlier rounds said here, and what later versions made of it.
    earlier: tuple = ()
    since: tuple = ()


@dataclass
class Part:
    """A heading and the places under it, up to the next heading."""

    heading: Paragraph | None
    places: list[Place]
    is_notes: bool
    count: int = 0
    href: str = ""
    comment_href: str = ""
    revision: Revision | None = None
    earlier: Sequence = ()

    @property
    def tag(self) -> str:
        return f"h{min(self.heading.level + 1, 6)}"

    @property
    def total(self) -> int:
        """Comments on the heading and on all places up to the next heading."""
        return self.count + sum(place.count for place in self.places)


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `count` covers everything below the heading."""

    heading: Paragraph
    count: int


@dataclass(frozen=True)
class Reading:
    """The page of one version."""

    matter: Matter
    version: Version
    consultation: Consultation | None
    phase: str
    parts: Sequence[Part]
    contents: Sequence[Entry]
    on_whole: int
    long: bool

    @property
    def closed(self) -> bool:
        """Whether no more comments are taken from everybody."""
        return not asks_all(self.version, self.phase)


def asks_all(version: Version, phase: str) -> bool:
    """Whether anybody may comment now."""
    return phase == "open" and version.consultation.is_for_all


def read(matter: Matter, version: Version) -> Reading:
    """The page's data. Over 100 paragraphs the threads are left out, to be fetched one by one."""
    consultation = consultation_of(version)
    phase = consultation.phase(matter.now) if consultation else "none"
    paragraphs = list(version.paragraphs.all())
    counts = count(version) if phase in ("open", "closed") else {}
    revisions = revisions_of(matter, version, paragraphs)
    long = len(paragraphs) > LONG
    beside = {} if long or not counts else latest(matter, version, paragraphs)
    parts = []
    for section in compose(paragraphs):
        places = [place(row, version, counts, beside, revisions, phase) for row in section.rows]
        parts.append(part(section, places, version, counts, revisions, phase))
    return Reading(
        matter,
        version,
        consultation,
        phase,
        parts,
        contents(parts),
        counts.get(None, Tally()).shown,
        long,
    )


def one(matter: Matter, version: Version, number: str) -> Place:
    """The place in the text where a paragraph is read, with its comments: what htmx fetches in a long text."""
    row = row_of(version, number)
    consultation = consultation_of(version)
    phase = consultation.phase(matter.now) if consultation else "none"
    beside = latest(matter, version, row.covered)
    return place(row, version, count(version, row.covered), beside, {}, phase)


def row_of(version: Version, number: str) -> Row:
    """The row in which a paragraph is read; a heading is a row of its own."""
    paragraphs = list(version.paragraphs.all())
    rows = (row for section in compose(paragraphs) for row in section.rows if number in row.numbers)
    return next(rows, None) or Row(next(each for each in paragraphs if each.number == number))


def read_at(version: Version, place: Paragraph) -> list[Paragraph]:
    """What is read at a paragraph's address: the paragraph itself, and with the first of a row the whole list."""
    covered = row_of(version, place.number).covered
    return covered if covered[0].pk == place.pk else [place]


def count(version: Version, paragraphs: Iterable[Paragraph] = ()) -> Mapping[int | None, Tally]:
    """Comments shown on each paragraph, by its pk (None: on the whole text); answered where the answer is public.

    All that were commented on, or only `paragraphs`.
    """
    consultation = consultation_of(version)
    rows = Comment.objects.filter(consultation=consultation, state=Comment.State.SHOWN).order_by()
    rows = rows.filter(paragraph__in=paragraphs) if paragraphs else rows
    rows = rows.values("paragraph_id").annotate(n=Count("*"))
    if consultation and not consultation.is_open:  # nothing is answered before; an index alone counts
        by_itself = Q(disposition__published_at__isnull=False)
        answered = Q(disposition__isnull=False) if published_answers(version) else by_itself
        rows = rows.annotate(answered=Count("pk", filter=answered))
    return {row["paragraph_id"]: Tally(row["n"], row.get("answered", 0)) for row in rows}


def latest(matter: Matter, version: Version, paragraphs: Iterable[Paragraph]) -> dict[int, list[tuple]]:
    """The latest comments on each paragraph as (comment, shown), by the paragraph's pk."""
    known = {paragraph.pk: paragraph for paragraph in paragraphs}
    found, rows = {}, showing.fetched(showing.listed(version).filter(pk__in=last_of(known)).order_by("-number"))
    led = showing.led_to(rows, matter, version)
    for comment in rows:
        paragraph = known[comment.paragraph_id]
        seen = showing.shown(comment, matter, version, paragraph)
        showing.came_on(seen, led.get(comment.pk, ()))
        found.setdefault(paragraph.pk, []).append((comment, seen))
    showing.with_files(pair for pairs in found.values() for pair in pairs)
    return found


def last_of(paragraphs: Iterable[int]) -> QuerySet:
    """The pks of the latest comments on each paragraph, found by an index however many there are."""
    of_it = Comment.objects.listed().filter(paragraph=OuterRef("pk")).order_by("-number").values("pk")
    places = Paragraph.objects.filter(pk__in=paragraphs).order_by()
    first, *others = (places.values_list(Subquery(of_it[at : at + 1])) for at in range(BESIDE))
    return first.union(*others)


def place(row: Row, version: Version, counts, beside, revisions, phase: str) -> Place:
    """One row with its counts, its latest comments and its answer; a list's items are counted in."""
    lead = row.covered[0]
    address = f"{shelf(version.policy.slug, version.number, get_language())}{lead.number}/"
    made = Place(
        row,
        row.lead_html + row.list_html,
        number=lead.number,
        anchor=lead.anchor,
        href=address,
        comment_href=f"{address}comment/" if asks_all(version, phase) else "",
        fetch=f"{address}thread/",
    )
    said = []
    for paragraph in row.covered:
        of_it = counts.get(paragraph.pk, Tally())
        made.count += of_it.shown
        made.answered += of_it.answered
        for comment, seen in beside.get(paragraph.pk, ()):
            if paragraph is not lead:
                showing.place(seen, version, paragraph)
            said.append((comment, seen))
        made.revision = made.revision or revisions.get(paragraph.pk)
    said = sorted(said, key=lambda pair: -pair[0].number)[:BESIDE]
    made.answer = shared_answer(said)
    made.comments = tuple(seen for _comment, seen in said)
    return made


@lru_cache
def shelf(slug: str, number: int, language: str) -> str:
    """What the addresses of a version's paragraphs begin with: hundreds of them are on one page."""
    return reverse("paragraph", args=[slug, number, "1"]).removesuffix("1/")


def shared_answer(said: Sequence[tuple[Comment, Shown]]) -> Answer | None:
    """The answer that most of these comments share stands once, above them; the others keep their own."""
    answers = [seen.answer for _comment, seen in said if seen.answer]
    if not answers:
        return None
    most = max(answers, key=answers.count)
    for _comment, seen in said:
        if seen.answer == most:
            seen.answer = None
    return most


def part(section, places: list[Place], version: Version, counts, revisions, phase: str) -> Part:
    """One section; its heading stands for the whole section when commented on."""
    made = Part(section.heading, places, section.is_notes)
    if section.heading:
        args = [version.policy.slug, version.number, section.heading.number]
        made.count = counts.get(section.heading.pk, Tally()).shown
        made.href = reverse("paragraph", args=args)
        made.comment_href = reverse("comment", args=args) if asks_all(version, phase) else ""
        made.revision = revisions.get(section.heading.pk)
    return made


def contents(parts: Sequence[Part]) -> list[Entry]:
    """The upper headings, each with the comments on all below it; two levels where there is only one upper."""
    headed = [part for part in parts if part.heading]
    upper = min((part.heading.level for part in headed), default=1)
    if sum(part.heading.level == upper for part in headed) < 2:
        upper += 1
    entries = []
    for at, part in enumerate(headed):
        if part.heading.level > upper:
            continue
        total = part.total
        for below in headed[at + 1 :]:
            if below.heading.level <= part.heading.level:
                break
            total += below.total
        entries.append(Entry(part.heading, total))
    return entries


def revisions_of(matter: Matter, version: Version, paragraphs: Iterable[Paragraph]) -> dict[int, Revision]:
    """What changed since the published version before, by the paragraph's pk; causes once answers are public."""
    before = matter.before(version)
    if before is None:
        return {}
    known = {paragraph.pk: paragraph for paragraph in paragraphs}
    href = reverse("compare", args=[matter.policy.slug, before.number, version.number])
    public = published_answers(before)
    ties = Descent.objects.filter(version=version, after__isnull=False).select_related("before")
    found = {}
    for tie in ties.annotate(behind=Count("change__comments")).order_by():
        tie.after = known[tie.after_id]
        if tie.is_changed:
            words = kinds.said_in(tie.change_kind, matter.named(version))
            found[tie.after_id] = Revision(
                tie.change_kind, tie.behind if public else 0, words, f"{href}#{tie.after.anchor}"
            )
    return found
