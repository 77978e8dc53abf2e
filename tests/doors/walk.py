"""Walking the addresses: every one that the resolver knows, and how somebody comes to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.doors.world import World

OUTSIDE = ("admin",)  # Django's own pages of repair have its own tests; that they are locked, test_admin.py sees to
# Where a name of an argument means something else than in the other addresses.
MEANINGS = {
    "comment-moderate": {"number": 1},
    "comment-mask": {"number": 1},
    "answer": {"number": 1},
    **dict.fromkeys("letter submission submission-receipt submission-original submission-split".split(), {"number": 3}),
    "submission-file": {"number": 3, "attachment": 0},
    "comment-withdraw": {"number": 3, "comment": 4},
    "staff-compare": {"after": "draft"},
    "start-template": {"name": "social-media-sv"},
    "account_reset_password_from_key": {"key": "set-password"},
}


def addresses(resolver=None) -> Iterator[tuple[str | None, URLPattern]]:
    """(name, pattern) of every address outside OUTSIDE."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name, entry
        elif entry.app_name not in OUTSIDE:
            yield from addresses(entry)


@cache
def by_name() -> dict[str, URLPattern]:
    """The pattern of each address."""
    return dict(addresses())


def arguments(pattern: URLPattern) -> list[str]:
    """The names of what stands in the address."""
    return [*pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", {})]


def path_of(name: str, world: World) -> str:
    """The address with the values of this world."""
    pattern = by_name()[name]
    meant = world.values | MEANINGS.get(name, {})
    return reverse(name, kwargs={key: meant[key] for key in arguments(pattern)})


def client_of(world: World, role: str) -> Client:
    """A browser in which that person is signed in; "reader" is nobody."""
    client = Client(raise_request_exception=False)
    if role != "reader":
        client.force_login(world.people[role])
    return client


def knock(client: Client, method: str, path: str) -> HttpResponse:
    """The answer; what it did to the data and to the browser's cookies is taken back."""
    kept = copy(client.cookies)
    with undone():
        answer = client.generic(method, path, secure=True)
    client.cookies = kept
    return answer


@contextmanager
def undone():
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
