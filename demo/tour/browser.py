"""A browser of one person: a cookie jar, the page that is open, what can be done on it."""

import re
from collections.abc import Mapping
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

from demo.tour.failure import Failed, expect
from demo.tour.forms import Filled, Form
from demo.tour.reader import Reader

PATIENCE_SECONDS = 60


class Page:
    """What came: address, status, headers, bytes; of a page of HTML also its words, links and forms."""

    def __init__(self, address: str, status: int, headers: Mapping, body: bytes) -> None:
        self.address = urldefrag(address).url
        self.status, self.headers, self.body = status, headers, body
        reader = Reader()
        if headers.get("Content-Type", "").startswith("text/html"):
            reader.feed(body.decode())
            reader.close()
        self.words, self.heading = reader.words, reader.heading
        self.links, self.forms, self.complaints = reader.links, reader.forms, reader.complaints

    def __str__(self) -> str:
        about = f"{self.path} ({self.status}) “{self.heading or self.words[:80]}”"
        return f"{about}: {' | '.join(dict.fromkeys(self.complaints))}" if self.complaints else about

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def addresses(self, pattern: str) -> list[str]:
        """The addresses of all links whose address matches, each once."""
        found = [urljoin(self.address, href) for href, _words in self.links]
        return list(dict.fromkeys(address for address in found if re.search(pattern, urldefrag(address).url)))

    def link(self, pattern: str) -> str:
        """The first link whose address matches."""
        found = self.addresses(pattern)
        expect(found, f"a link to {pattern}", self)
        return found[0]

    def form(self, names: list[str], press: str, action: str) -> Form:
        """The first form with these fields and this button; one that is sent elsewhere is named by its address."""
        for form in self.forms:
            goes_to = urldefrag(urljoin(self.address, form.action)).url
            is_meant = re.search(action, goes_to) if action else goes_to == urldefrag(self.address).url or names
            if is_meant and form.has(names) and (not press or form.offers_button(press)):
                return form
        asked = [*names, *([f"the button {press}"] if press else []), *([f"to {action}"] if action else [])]
        raise Failed(f"a form with {', '.join(asked) or 'a button'}", str(self))


class Browser:
    """One person's browser; it follows redirects and keeps cookies, and has nothing else of its own."""

    def __init__(self, address: str) -> None:
        self.site = address
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        self.page: Page | None = None

    def open(self, where: str, *, status: int = 200) -> Page:
        """Opens an address of the site, or a whole one."""
        address = urldefrag(urljoin(self.page.address if self.page else self.site, where)).url
        self.page = self.ask(Request(address))
        expect(self.page.status == status, f"{where} to answer with {status}", self.page)
        return self.page

    def follow(self, pattern: str) -> Page:
        """Follows the first link of the page whose address matches."""
        return self.open(self.page.link(pattern))

    def send(self, values: Filled | None = None, *, press: str = "", action: str = "", to: str = "") -> Page:
        """Fills in a form of the page and sends it; it must lead to an address that matches `to`."""
        values = values or {}
        form = self.page.form(list(values), press, action)
        address = urldefrag(urljoin(self.page.address, form.action)).url
        pairs = form.filled(values, press)
        if form.method == "get":
            self.page = self.ask(Request(f"{address.partition('?')[0]}?{urlencode(pairs)}"))
        else:
            body, kind = form.body(pairs)
            self.page = self.ask(Request(address, data=body, headers={"Content-Type": kind, "Referer": address}))
        is_there = re.search(to, self.page.address) and self.page.status == 200
        expect(is_there, f"the form to lead to {to or 'a page'}", self.page)
        return self.page

    def sees(self, *words: str) -> None:
        """Fails unless all these words stand on the page."""
        for each in words:
            expect(" ".join(each.split()) in self.page.words, f"“{each}” on the page", self.page)

    def misses(self, *words: str) -> None:
        """Fails when any of these words stands on the page."""
        for each in words:
            expect(each not in self.page.words, f"no “{each}” on the page", self.page)

    def ask(self, request: Request) -> Page:
        """What the server answers, whatever its status."""
        try:
            with self.opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return Page(answer.url, answer.status, answer.headers, answer.read())
        except HTTPError as answer:
            with answer:
                return Page(answer.url, answer.code, answer.headers, answer.read())
        except (URLError, HTTPException, OSError) as error:
            raise Failed(f"an answer from {request.full_url}", str(getattr(error, "reason", error))) from error
