"""Fetching one address: http or https, public, at most 2 MB, ten seconds and three redirects."""

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from consultation.domain.gathering.reach import PUBLIC, FetchFailed, Reach

LARGEST = 2 * 1024 * 1024
SECONDS = 10
REDIRECTS = 3
LONGEST = 500
LEADING_ON = (301, 302, 303, 307, 308)
UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Fetched:
    """What an address answered; `body` is None when it has not changed since `etag` and `modified`."""

    address: str
    body: bytes | None
    etag: str = ""
    modified: str = ""


class Plain(http.client.HTTPConnection):
    """Connects to the place that was checked, whatever the name resolves to by now."""

    def __init__(self, parts: SplitResult, places: list[tuple[str, int]], seconds: float) -> None:
        super().__init__(host_of(parts), port_of(parts), timeout=seconds)
        self.places = places

    def connect(self) -> None:
        *others, last = self.places
        for place in others:
            try:
                self.sock = socket.create_connection(place, self.timeout / len(self.places))
            except OSError:  # no way by IPv6, for instance
                continue
            self.sock.settimeout(self.timeout)
            return
        self.sock = socket.create_connection(last, self.timeout)

    def cut(self) -> None:
        """Ends it from another thread; what is being read ends there."""
        sock = self.sock
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class Secure(Plain):
    """The same by TLS, with the certificate of the name."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def fetch(address: str, *, etag: str = "", modified: str = "", reach: Reach = PUBLIC) -> Fetched:
    """What the address answers now. Refused (FetchFailed), in words, for anything but a whole answer within the limits.

    Each redirect is checked like the address itself.
    """
    deadline = time.monotonic() + SECONDS
    for _turn in range(REDIRECTS + 1):
        found = ask(checked(address), deadline, etag=etag, modified=modified, reach=reach)
        if isinstance(found, Fetched):
            return found
        address = urljoin(address, found)
    raise FetchFailed(_("The address leads on to others too many times."))


def checked(address: str) -> SplitResult:
    """The address in its parts, when it is one that may be fetched at all."""
    try:
        parts = urlsplit(address)
        fit = parts.scheme in PORTS and parts.hostname and parts.username is None and port_of(parts)
        fit = fit and host_of(parts)
    except (ValueError, UnicodeError):
        fit = False
    if not fit or len(address) > LONGEST or UNSEEN.search(address):
        raise FetchFailed(_("Write a whole address that begins with https:// or http://."))
    return parts


def host_of(parts: SplitResult) -> str:
    """The host as name servers know it."""
    host = parts.hostname
    return host if host.isascii() else host.encode("idna").decode()


def port_of(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def ask(parts: SplitResult, deadline: float, *, etag: str, modified: str, reach: Reach) -> Fetched | str:
    """One question: the answer, or where it leads on to."""
    places = reach.places(host_of(parts), port_of(parts), left(deadline))
    connection = (Secure if parts.scheme == "https" else Plain)(parts, places, left(deadline))
    watch = threading.Timer(left(deadline), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", target_of(parts), headers=headers(etag, modified))
        return read(parts.geturl(), connection.getresponse(), etag, modified)
    except ssl.SSLCertVerificationError:
        raise FetchFailed(_("The certificate of the site is not valid.")) from None
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        left(deadline)
        raise FetchFailed(_("The site does not answer as it should.")) from None
    finally:
        watch.cancel()
        connection.close()
        left(deadline)


def left(deadline: float) -> float:
    """The seconds that are left. Refused when there are none: whatever came after that is not whole."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise FetchFailed(_("The site did not answer within %(seconds)s seconds.") % {"seconds": SECONDS})
    return seconds


def target_of(parts: SplitResult) -> str:
    """The path and the question, in the letters that a request may have."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return path + ("?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?") if parts.query else "")


def headers(etag: str, modified: str) -> dict[str, str]:
    """Who asks, for what, and what is known already."""
    said = {
        "User-Agent": f"Samrad ({settings.SITE_ADDRESS})",
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    return said | ({"If-None-Match": etag} if etag else {}) | ({"If-Modified-Since": modified} if modified else {})


def read(address: str, answer: http.client.HTTPResponse, etag: str, modified: str) -> Fetched | str:
    """The whole body of an answer, or where it leads on to."""
    if answer.status in LEADING_ON and answer.getheader("Location"):
        return answer.getheader("Location")
    if answer.status == 304 and (etag or modified):
        return Fetched(address, None, etag, modified)
    if answer.status != 200:
        raise FetchFailed(_("The site answers with the code %(status)s.") % {"status": answer.status})
    body = unpacked(answer.read(LARGEST + 1), answer.getheader("Content-Encoding", ""))
    if len(body) > LARGEST:
        raise FetchFailed(_("What lies at the address is larger than 2 MB."))
    if answer.length:
        raise http.client.IncompleteRead(body)
    known = (answer.getheader("ETag", ""), answer.getheader("Last-Modified", ""))
    return Fetched(
        address, body, *(value if len(value) <= most else "" for value, most in zip(known, (300, 100), strict=True))
    )


def unpacked(body: bytes, coding: str) -> bytes:
    """A body that was packed all the same, out to one byte beyond what is allowed."""
    if coding.lower() not in ("gzip", "x-gzip"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, LARGEST + 1)
    except zlib.error:
        raise FetchFailed(_("The site does not answer as it should.")) from None
