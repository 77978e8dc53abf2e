"""A version to read and comment on, and the same text as Markdown."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from consultation.domain import course, exporting, reading
from consultation.domain.matter import published_answers
from consultation.domain.rounds import beside
from consultation.views.public import stored
from consultation.views.public.published import get_version
from drafts.domain import attached, texts
from drafts.models import AttachedText, Version


@require_safe
@stored.page()
def version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The text with its comments beside it; what stands at the top follows the clock and the decision."""
    matter, shown = get_version(slug, version)
    page = reading.read(matter, shown)
    earlier = beside.lay(page)
    later, before = matter.after(shown), matter.before(shown)
    context = {
        "page": page,
        "earlier": earlier,
        "matter": matter,
        "policy": matter.policy,
        "version": shown,
        "consultation": page.consultation,
        "title": matter.title_of(shown),
        "name": matter.called(shown),
        "attached": beside_it(shown),
        "later": later,
        "before": before,
        "newest": matter.newest if matter.newest.number != shown.number else None,
        "answered": published_answers(shown),
        "settled": matter.settled(shown),
        "steps": course.steps(matter),
        "offers": exporting.offers(shown),
    }
    return stored.render(request, "consultation/version.html", context)


def beside_it(version: Version) -> list[tuple[AttachedText, str]]:
    """Translations and plain language, each with what its language calls itself."""
    rows = version.attached_texts.only("kind", "language", "version") if version.has_beside else []
    return [(text, attached.own_name(text.language)) for text in rows]


@require_safe
def markdown(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The text alone, to the letter: its SHA-256 is the version's checksum."""
    _matter, shown = get_version(slug, version)
    response = HttpResponse(texts.source(shown), content_type="text/markdown; charset=utf-8")
    response.headers["ETag"] = f'"{shown.checksum}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
