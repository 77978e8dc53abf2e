"""All comments on one place, a page at a time, each with its replies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Length
from django.urls import reverse

from consultation.domain import showing
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.participation import DEEPEST
from consultation.domain.showing import Shown
from consultation.models import Comment
from drafts.models import Paragraph, Version

PAGE = 25
KIND = "kind-"
KINDS = [(f"{KIND}{code}", words) for code, words in Comment.Kind.choices]
ORDERS = {"newest": "-number", "oldest": "number", "longest": Length("comment").desc(), "supported": "-agreed"}
# The same, for rows that have been read.
KEYS = {
    "newest": lambda row: -row.number,
    "oldest": lambda row: row.number,
    "longest": lambda row: (-len(row.comment), row.number),
    "supported": lambda row: (-row.agreed, row.number),
}


@dataclass(frozen=True)
class Tally:
    """How many comments a place shows, and how many threads begin there."""

    shown: int = 0
    threads: int = 0


@dataclass(frozen=True)
class Thread:
    """One page of the comments on a place."""

    page: Page
    comments: Sequence[Shown]
    total: int


def read(
    matter: Matter,
    version: Version,
    paragraphs: Sequence[Paragraph],
    *,
    only: str = "",
    order: str = "oldest",
    page: str = "1",
    tallies: Mapping[int | None, Tally] | None = None,
) -> Thread:
    """The comments on these paragraphs, or on the whole text; `only` as in `narrowed`, `tallies` if they are known."""
    every = at(version, paragraphs)
    tallies = tally(version, paragraphs) if tallies is None else tallies
    of_places = [tallies[pk] for pk in ([each.pk for each in paragraphs] or [None]) if pk in tallies]
    roots = narrowed(every.filter(begins=True), only)
    pages = Paginator(roots.order_by(ORDERS.get(order, ORDERS["oldest"]), "number"), PAGE)
    if not only:
        pages.count = sum(each.threads for each in of_places)
    found = pages.get_page(page)
    # The threads of the page whole, in one query that begins with them: their first comments are the page's rows.
    here = showing.dressed().filter(thread_id__in=found.object_list.values("thread_id"))
    here = showing.fetched(here.order_by("order", "number"))
    rows = sorted((row for row in here if not row.is_reply), key=KEYS.get(order, KEYS["oldest"]))
    replies = [row for row in here if row.is_reply]
    return Thread(found, nested(rows, replies, matter, version, paragraphs), sum(each.shown for each in of_places))


def at(version: Version, paragraphs: Sequence[Paragraph]) -> QuerySet[Comment]:
    """The comments with a place on the web on these paragraphs, or on the whole text."""
    every = Comment.objects.filter(consultation=consultation_of(version)).listed()
    return every.filter(paragraph__in=paragraphs) if paragraphs else every.filter(paragraph=None)


def tally(version: Version, paragraphs: Sequence[Paragraph]) -> dict[int | None, Tally]:
    """How much was said on each of these paragraphs, by its pk; none, on the whole text (None). One query."""
    rows = at(version, paragraphs).order_by().values_list("state", "paragraph_id", "begins").annotate(n=Count("*"))
    found: dict[int | None, Tally] = {}
    for state, pk, begins, n in rows:  # in the order of their index, which alone counts
        before = found.get(pk, Tally())
        found[pk] = Tally(before.shown + n * (state == Comment.State.SHOWN), before.threads + n * begins)
    return found


def narrowed(roots: QuerySet[Comment], only: str) -> QuerySet[Comment]:
    """Those with a suggestion, of one kind ("kind-question"), or from one kind of sender."""
    if only == "suggestion":
        return roots.exclude(suggestion="").filter(state=Comment.State.SHOWN)
    if only.startswith(KIND):
        return roots.filter(kind=only.removeprefix(KIND), state=Comment.State.SHOWN)
    return roots.filter(submission__sender_kind=only) if only else roots


def nested(
    rows: Sequence[Comment],
    replies: Sequence[Comment],
    matter: Matter,
    version: Version,
    paragraphs: Sequence[Paragraph],
) -> list[Shown]:
    """The comments as they are shown, each reply under what it answers, or under its thread's first."""
    led = showing.led_to([*rows, *replies], matter, version)
    known = {paragraph.pk: paragraph for paragraph in paragraphs}
    forms = {pk: form_address(matter, version, paragraph) for pk, paragraph in (known or {None: None}).items()}
    seen = {}
    for comment in [*rows, *replies]:
        paragraph = known.get(comment.paragraph_id)
        shown = showing.shown(comment, matter, version, paragraph)
        showing.came_on(shown, led.get(comment.pk, ()))
        if paragraph and paragraph.pk != paragraphs[0].pk:
            showing.place(shown, version, paragraph)
        form = forms[comment.paragraph_id]
        if form and comment.state == Comment.State.SHOWN and comment.level < DEEPEST:
            shown.reply_href = f"{form}?reply={comment.reference}"
        if comment.state == Comment.State.SHOWN:
            doors(shown, comment, version, is_open=bool(form))
        seen[comment.pk] = shown
    showing.with_files((comment, seen[comment.pk]) for comment in [*rows, *replies])
    heads = {row.thread_id: seen[row.pk] for row in rows}
    for reply in replies:
        under = seen.get(reply.parent_id) or heads[reply.thread_id]
        under.replies += (seen[reply.pk],)
    return [seen[row.pk] for row in rows]


def doors(shown: Shown, comment: Comment, version: Version, *, is_open: bool) -> None:
    """Where one agrees with a comment while the consultation is open, and where one reports it."""
    args = [version.policy.slug, version.number, comment.number]
    shown.agree_href = reverse("agree", args=args) if is_open else ""
    shown.report_href = reverse("report-comment", args=args)


def form_address(matter: Matter, version: Version, paragraph: Paragraph | None) -> str:
    """Where one comments on the place; nowhere when the consultation is not open, or not to all."""
    consultation = consultation_of(version)
    if consultation is None or consultation.phase(matter.now) != "open" or not consultation.is_for_all:
        return ""
    args = [matter.policy.slug, version.number]
    return reverse("comment", args=[*args, paragraph.number]) if paragraph else reverse("comment-whole", args=args)
