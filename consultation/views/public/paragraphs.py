"""One paragraph, or the whole text, with all that was said about it."""

from collections.abc import Mapping, Sequence

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from consultation.domain import neighbours, reading, threads
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.rounds import beside, carried, since
from consultation.domain.threads import Tally
from consultation.models.submission import SenderKind
from consultation.views.public import stored
from consultation.views.public.published import get_paragraph, get_place, get_version
from drafts.domain import composition
from drafts.models import Paragraph, Version


@require_safe
@stored.page("only", "order", "page")
def paragraph(request: HttpRequest, slug: str, version: int, number: str) -> HttpResponse:
    """A paragraph quoted, its comments a page at a time, and what it was before and became."""
    matter, shown = get_version(slug, version)
    prefetch_related_objects([shown], "paragraphs")  # the text is read once, for all that stands around
    place = get_place(shown, number)
    read = reading.read_at(shown, place)
    around = neighbours.of(shown, place)
    context = context_of(request, matter, shown, read, around.tallies)
    context |= {
        "place": place,
        "list": composition.list_html(read[1:]),
        "around": around,
        "steps": neighbours.life(matter, shown, place),
        "form": reverse("comment", args=[slug, version, number]),
    }
    return stored.render(request, "consultation/paragraph.html", context)


@require_safe
@stored.page("only", "order", "page")
def whole(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The comments on the whole text."""
    matter, shown = get_version(slug, version)
    context = context_of(request, matter, shown, [])
    context["form"] = reverse("comment-whole", args=[slug, version])
    return stored.render(request, "consultation/whole.html", context)


@require_safe
def thread(request: HttpRequest, slug: str, version: int, number: str) -> HttpResponse:
    """What htmx puts in place of a chip in a long text: the same thread, open."""
    matter, shown = get_version(slug, version)
    get_paragraph(shown, number)
    context = {
        "place": beside.lay_one(matter, shown, reading.one(matter, shown, number)),
        "closed": not reading.asks_all(shown, phase_of(matter, shown)),
        "fetched": True,
    }
    return render(request, "consultation/thread.html", context)


def phase_of(matter: Matter, version: Version) -> str:
    consultation = consultation_of(version)
    return consultation.phase(matter.now) if consultation else "none"


def context_of(
    request: HttpRequest,
    matter: Matter,
    version: Version,
    places: Sequence[Paragraph],
    tallies: Mapping[int | None, Tally] | None = None,
) -> dict:
    """What both pages share: who speaks, the phase, and the comments that were asked for."""
    only, order = request.GET.get("only", ""), request.GET.get("order", "oldest")
    consultation = consultation_of(version)
    said_as = threads.KINDS if consultation and consultation.asks_kind else []
    only = only if only in ("suggestion", *SenderKind.values, *dict(said_as)) else ""
    page = request.GET.get("page", "1")
    thread = threads.read(matter, version, places, only=only, order=order, page=page, tallies=tallies)
    changed = since.of(matter, version, places)
    return {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "title": matter.title_of(version),
        "name": matter.called(version),
        "consultation": consultation_of(version),
        "phase": phase_of(matter, version),
        "settled": matter.settled(version),
        "thread": thread,
        "earlier": carried.at(matter, version, places),
        "since": [(each.number, found) for each in places if (found := changed.get(each.pk))] if thread.total else [],
        "only": only,
        "order": order,
        "kinds": SenderKind.choices,
        "said_as": said_as,
    }
