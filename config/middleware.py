"""Headers, addresses and language of every request, where no library does it."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils import translation

from consultation.domain.numbers import visits

logger = logging.getLogger(__name__)


class ClientAddressMiddleware:
    """REMOTE_ADDR is what the outermost of our own proxies saw; what stands before that is not believed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.PROXIES:
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            if len(hops) >= settings.PROXIES:
                request.META["REMOTE_ADDR"] = hops[-settings.PROXIES]
        request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)


class NullCharacterMiddleware:
    """A NUL in an address becomes the sign for what cannot be read, as broken UTF-8 does: PostgreSQL takes none."""

    UNREADABLE = "\ufffd"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.path, request.path_info = (
            path.replace("\0", self.UNREADABLE) for path in (request.path, request.path_info)
        )
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("\0", "%00").replace("%00", quote(self.UNREADABLE))
        return self.get_response(request)


class ResourcePolicyMiddleware:
    """Cross-Origin-Resource-Policy, which Django does not send."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class LanguageMiddleware:
    """The language is in the address (/en/…), else the installation's: never a cookie, never the browser's wish.

    `?lang=en` on any address leads there.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            wanted = request.GET.get("lang")
            if wanted in self.codes and request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(in_language(request, wanted))
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


def in_language(request, language: str) -> str:
    """The address of this page in a language, its other parameters kept."""
    rest = request.GET.copy()
    del rest["lang"]
    query = f"?{rest.urlencode()}" if rest else ""
    # One slash: two would make a host of the first part.
    return translate_url("/" + request.path.lstrip("/"), language) + query


class VisitsMiddleware:
    """Counts that a page of a policy was opened; outside of every store of pages, since one from there counts too."""

    SEEN = (200, 304)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "GET" and response.status_code in self.SEEN:
            host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
            visits.note(request.path_info, request.headers, host)
        return response


class BusyDatabaseMiddleware:
    """When the database is locked, read-only or gone: 503 in words, with what was typed, instead of an error."""

    KEPT_FROM = 20

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database did not answer: %s", exception, extra={"request": request})
        kept = (words for name, words in request.POST.items() if "password" not in name)
        typed = [words for words in kept if len(words) > self.KEPT_FROM and " " in words]
        response = render(request, "503.html", {"typed": typed}, status=503)
        response.headers["Retry-After"] = "60"
        response.headers["Cache-Control"] = "no-store"
        return response
