"""The Atom feeds: what is new in all, in one policy, one consultation, one paragraph, and the decisions."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation.domain import feeds as domain
from consultation.domain.following import places
from consultation.domain.following.news import News, news
from consultation.views.public.published import get_consultation, get_matter
from organisation.models import Municipality


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All that is published."""
    title = _("Consultations and policies: %(name)s") % {"name": Municipality.current().name}
    found = news(until=timezone.now(), limit=domain.ENTRIES)
    return answer(request, title, _("All that is published."), reverse("front"), found)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions on policies."""
    title = _("Decisions on policies: %(name)s") % {"name": Municipality.current().name}
    found = domain.decided(timezone.now())
    return answer(request, title, _("What was adopted, returned or repealed."), reverse("answers"), found)


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy with all its consultations."""
    matter = get_matter(slug)
    found = news(matter.policy, until=timezone.now(), limit=domain.ENTRIES)
    words = _("Its consultations, versions, answers and decisions.")
    return answer(request, matter.policy.title, words, reverse("policy", args=[slug]), found)


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation: its dates, the answers, what came of it."""
    matter, _version, shown = get_consultation(slug)
    found = news(matter.policy, shown, until=timezone.now(), limit=domain.ENTRIES)
    title = _("The consultation on %(title)s") % {"title": matter.policy.title}
    return answer(request, title, _("Its dates, the answers, what came of it."), shown.get_absolute_url(), found)


@require_safe
def paragraph(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """One paragraph through all versions: the comments shown on it, and what happens to its policy."""
    matter = get_matter(slug)
    place = places.newest_of(matter.policy.pk, lineage)
    if place is None:
        raise Http404
    found = news(matter.policy, lineage=lineage, until=timezone.now(), limit=domain.ENTRIES)
    title = _("%(number)s in %(title)s") % {"number": place.number, "title": matter.policy.title}
    page = reverse("paragraph", args=[slug, place.version.number, place.number])
    words = _("New comments on the paragraph, and what happens to its policy.")
    return answer(request, title, words, page, found)


def answer(request: HttpRequest, title: str, subtitle: str, page: str, found: Iterable[News]) -> HttpResponse:
    """The feed, or 304 for a reader who has it."""
    feed = domain.feed(title, subtitle, page=page, address=request.path, found=found)
    response = HttpResponse(feed.content, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(feed.content).hexdigest()[:32]}"'
    moment = int(feed.updated.timestamp())
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(moment)
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response)
