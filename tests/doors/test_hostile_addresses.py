"""Addresses and forms that nobody writes by hand: they are answered in order, never with a fault."""

from urllib.parse import quote

import pytest
from django.db import transaction

from consultation.domain import lifecycle
from drafts.models import Policy
from tests.base import Cast, announce, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]

HUGE, LONG = "9" * 23, "9" * 5000
PUBLIC = [
    *(f"/policies/?{name}={value}" for name in ("type", "unit", "page") for value in ("²", HUGE, LONG)),
    *(f"/{page}/?q=a{sign}b" for page in ("policies", "search") for sign in ("%00", "%ED%A0%80", "\0")),
    *(f"/policies/SLUG/v/1/p/{number}/" for number in ("%00", "1.1%00", "%ED%A0%80", "²")),
    *(f"/policies/SLUG/v/1/p/1.1%00/{page}/" for page in ("comment", "thread")),
    *(f"/policies/SLUG/v/{number}/" for number in (HUGE, LONG)),
    f"/policies/SLUG/compare/1/{HUGE}/",
    "/policies/SLUG/compare/?from=²&to=1",
    "/policies/SLUG/v/1/p/1.1/?page=²&order=%00&only=%00",
    *(f"/policies/SLUG/v/1/p/1.1/comment/?reply={reply}" for reply in ("S-²", "%00", HUGE)),
    "/confirm/%00/",
    "/consultations/SLUG%00/",
    "/?lang=%00",
]
STAFF = [
    "/staff/policies/?q=%00",
    f"/staff/policies/SLUG/papers/{HUGE}.pdf",
    f"/staff/policies/SLUG/text/{HUGE}/",
    *(f"/staff/policies/SLUG/compare/{pair}/" for pair in (f"{HUGE}/draft", f"1/{HUGE}", "1/v")),
    "/staff/policies/SLUG/compare/?from=²&to=%00",
    *(f"/staff/policies/SLUG/{page}/{HUGE}/back/" for page in ("versions", "history/moment")),
    *(f"/staff/consultations/SLUG/moderation/?done={value}" for value in ("²", HUGE, LONG, "%00")),
    f"/staff/consultations/SLUG/moderation/{HUGE}/",
    "/staff/consultations/SLUG/comments/?q=%00&place=%00&page=²",
]
FORMS = [
    ("/staff/policies/SLUG/causes/", {"tie": "²"}),
    *(("/staff/policies/SLUG/papers/", {"version": version, "kind": "clean"}) for version in ("²", HUGE, LONG)),
    ("/staff/policies/SLUG/papers/", {"version": "1", "kind": "\0"}),
    ("/staff/policies/SLUG/merge/whole/", {"card": "\0", "seen": "\0:", "use": "\0"}),
    ("/staff/consultations/SLUG/dispose/", {"comment": HUGE, "outcome": "met", "seen": "²:x", "q": "\0"}),
    ("/policies/SLUG/v/1/p/1.1/comment/", {"words": "a\0b", "key": "\0", "reply": "\0", "stamp": "\0"}),
    ("/staff/policies/new/", {"title": "a\0", "document_type": HUGE, "unit": HUGE, "key": "x"}),
    *(
        ("/staff/policies/SLUG/announce/", {"opens": "date", "opens_on": day, "closes_on": day})
        for day in ("0001-01-01", "9999-12-31")
    ),
]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, with a policy on consultation and a view on it: built once, every test takes back what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        comment(announce(cast, make_policy(cast)))
        yield cast
        transaction.set_rollback(True)


@pytest.fixture
def policy(cast, db):
    return Policy.objects.get()


def ask(client, policy, address: str, data: dict | None = None) -> int:
    address = quote(address.replace("SLUG", policy.slug), safe="/?&=%:")
    return (client.get(address) if data is None else client.post(address, data)).status_code


@pytest.mark.parametrize("address", PUBLIC)
def test_everybody(client, policy, address):
    assert ask(client, policy, address) < 500


@pytest.mark.parametrize("address", STAFF)
def test_officials(cast, client, policy, address):
    client.force_login(cast.meja if "moderation" in address else cast.dan)
    assert ask(client, policy, address) < 500


@pytest.mark.parametrize(("address", "data"), FORMS)
def test_forms(cast, client, policy, address, data):
    close(policy.versions.get(number=1).consultation)
    lifecycle.begin_compiling(policy, by=cast.dan)
    client.force_login(cast.dan)
    assert ask(client, policy, address, data) < 500
