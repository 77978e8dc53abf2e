"""Pages kept for visitors without a session: made once, given out until something happens or the clock turns.

Each process keeps its own, compressed; whether one still holds is one query (`domain/still`). Whoever has a session
neither gets nor fills the store, and nothing that set a cookie or holds a token comes into it.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from urllib.parse import urlencode

from django import shortcuts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from consultation.domain.still import LONGEST, UNDER_WAY, Still

LONGEST_VALUE = 40
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True, kw_only=True)
class Page(Still):
    """A page as it was made."""

    zipped: bytes
    etag: str
    content_type: str


class Shelf:
    """The pages of this process, the latest used last; the first go when there is no more room."""

    def __init__(self) -> None:
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()

    def get(self, key: tuple) -> Page | None:
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: tuple, page: Page, most: int) -> None:
        with self.lock:
            self._take(key)
            self.pages[key] = page
            self.size += len(page.zipped)
            while self.size > most:
                self._take(next(iter(self.pages)))

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.size = 0

    def _take(self, key: tuple) -> None:
        page = self.pages.pop(key, None)
        self.size -= len(page.zipped) if page else 0


SHELF = Shelf()


def page(*names: str) -> Callable:
    """Keeps what a view makes for visitors without a session; `names` are the parameters that it knows, no others.

    The view reads its matter first, and makes its page by `render`; else nothing is kept.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def answer(request: HttpRequest, **place) -> HttpResponse:
            if settings.STORED_PAGES_MB and settings.SESSION_COOKIE_NAME not in request.COOKIES:
                response = kept(request, names, lambda: view(request, **place))
            else:
                response = view(request, **place)
            patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
            patch_cache_control(response, private=True, no_cache=True)
            return response

        return answer

    return decorate


def render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """As Django's; the page may be kept while nothing happens to `context["matter"]`."""
    response = shortcuts.render(request, template, context)
    response.matter = context["matter"]
    return response


def kept(request: HttpRequest, names: tuple[str, ...], make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page from the shelf, or made now and put there."""
    asked = {name: value[:LONGEST_VALUE] for name in names if (value := request.GET.get(name))}
    key = (request.get_host(), request.path_info, get_language(), *asked.items())
    now = timezone.now()
    found = SHELF.get(key)
    if found is None or not found.holds(now):
        forget_other_parameters(request, asked)
        response = make()
        matter = getattr(response, "matter", None)
        if matter is None or response.status_code != 200 or is_personal(request, response):
            return response
        found = Page(
            zipped=gzip.compress(response.content, 5, mtime=0), etag=etag_of(response),
            content_type=response.headers["Content-Type"], chain=matter.policy.uuid, since=matter.since,
            events=matter.newest.events,  # before the page was made: what happened meanwhile makes it old
            until=min(matter.turns_at, matter.since + UNDER_WAY + LONGEST, midnight_after(now)),
        )  # fmt: skip
        SHELF.put(key, found, settings.STORED_PAGES_MB * 1024 * 1024)
    return given(request, found)


def forget_other_parameters(request: HttpRequest, asked: dict[str, str]) -> None:
    """What the page does not know may not stand in its links either, where others would find it."""
    request.META["QUERY_STRING"] = urlencode(asked)
    request.GET = QueryDict(request.META["QUERY_STRING"])


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether something in it is for this visitor alone."""
    return bool(response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or request.session.modified)


def etag_of(response: HttpResponse) -> str:
    """Weak: the same for the page compressed and not."""
    return f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def midnight_after(now: datetime) -> datetime:
    """When “3 days left” becomes “2”."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def given(request: HttpRequest, found: Page) -> HttpResponse:
    """The page, compressed for who takes it so; 304 for who has it."""
    takes = TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    content = found.zipped if takes else gzip.decompress(found.zipped)
    response = HttpResponse(content, content_type=found.content_type, headers={"ETag": found.etag})
    if takes:
        response.headers["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag=found.etag, response=response)
