"""The three cookies of those who take part: set by what they send, read by pages that are never stored."""

import secrets
from dataclasses import asdict

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from consultation.domain import receipts
from consultation.domain.taking_part import unsent
from consultation.domain.taking_part.browsers import NOBODY, Browser
from consultation.models import Consultation

# What the browser sent and confirmed; the secret of what it has put aside; what was typed of the sender meanwhile.
PART, ASIDE, SENDER = "part", "aside", "sender"
DAY = 24 * 3600
KEPT = {PART: 180 * DAY, ASIDE: unsent.KEPT.days * DAY, SENDER: None}
SALT = "cookies of those who take part"


def called(cookie: str) -> str:
    """The cookie's name: bound to this host alone where the connection is safe."""
    return f"__Host-{cookie}" if settings.SESSION_COOKIE_SECURE else cookie


def browser_of(request: HttpRequest) -> Browser:
    """What this browser can prove; nothing, without a cookie of ours."""
    said = signed(request, PART, KEPT[PART])
    try:
        return Browser(**{name: tuple(int(pk) for pk in said.get(name, ())) for name in asdict(NOBODY)})
    except (TypeError, ValueError, AttributeError):
        return NOBODY


def known_address(request: HttpRequest, consultation: Consultation | None) -> str:
    """The address that was confirmed here last, told so that its owner alone knows it again; "" for none."""
    found = browser_of(request).addresses(consultation) if consultation else []
    return receipts.masked(found[0]) if found else ""


def remember(request: HttpRequest, response: HttpResponse, kind: str, pk: int) -> HttpResponse:
    """Writes into the browser that it sent or confirmed a row; `kind` is a field of Browser."""
    put(response, PART, signing.dumps(asdict(browser_of(request).with_row(kind, pk)), salt=SALT + PART, compress=True))
    return response


def holder_of(request: HttpRequest) -> str:
    """Who holds the views that were put aside in this browser; "" for one that has put nothing aside."""
    return unsent.holder_of(request.COOKIES.get(called(ASIDE), ""))


def secret_of(request: HttpRequest) -> str:
    """The secret of what is put aside, or a new one."""
    return request.COOKIES.get(called(ASIDE), "") or secrets.token_urlsafe(16)


def hold(response: HttpResponse, secret: str, typed: dict[str, str]) -> HttpResponse:
    """Gives the browser the secret, and back what was typed of the sender, which is not sent yet."""
    put(response, ASIDE, secret)
    if typed:
        put(response, SENDER, signing.dumps(typed, salt=SALT + SENDER, compress=True))
    return response


def typed_sender(request: HttpRequest) -> dict[str, str]:
    """What was typed of the sender when a view was put aside."""
    said = signed(request, SENDER, None)
    return said if isinstance(said, dict) else {}


def signed(request: HttpRequest, cookie: str, max_age: int | None) -> dict:
    try:
        return signing.loads(request.COOKIES.get(called(cookie), ""), salt=SALT + cookie, max_age=max_age)
    except signing.BadSignature:
        return {}


def put(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        called(cookie), value, max_age=KEPT[cookie], secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip


def forget(response: HttpResponse, *cookies: str) -> HttpResponse:
    """Takes cookies away again."""
    for cookie in cookies:
        response.delete_cookie(called(cookie), samesite="Lax")
    return response
