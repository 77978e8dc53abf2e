"""The headers stand on every refusal too (test_every_door.py sees to the answers), and a reader gets no cookie."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

from config.urls import urlpatterns as addresses_of_the_site
from consultation.models import Confirmation
from tests.doors.headers import lacking
from tests.doors.table import DOORS
from tests.doors.walk import client_of, path_of
from tests.doors.world import build

pytestmark = pytest.mark.django_db
# Pages with a form that is posted: its token needs a cookie, and they are never stored.
WITH_COOKIE = {
    "comment",
    "comment-whole",
    "confirm",
    "agree",
    "report-comment",
    "sent-comment",
    "fault-report",
    "own-data-ask",
    "invitation",
    "invitation-letter",
    "invitation-comment",
    "follow-policy",
    "follow-consultation",
    "follow-paragraph",
    "account_reset_password",
    "account_login",
}
SAMPLES = {"styleguide", "styleguide-staff"}  # of the demo alone; they show the forms of the other pages


def broken(request):
    raise RuntimeError("as a fault in a page would")


urlpatterns = [*addresses_of_the_site, path("broken/", broken)]


@pytest.fixture(autouse=True)
def _with_a_fault(settings, over_https):
    settings.ROOT_URLCONF = __name__


def test_every_refusal_carries_the_headers():
    world = build("open")
    dan = client_of(world, "dan")
    Confirmation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    strict = Client(enforce_csrf_checks=True)
    refusals = {
        400: dan.get("/", secure=True, headers={"host": "elsewhere.example"}),
        403: client_of(world, "sam").get(reverse("desk"), secure=True),
        404: dan.get("/nothing/", secure=True),
        405: dan.post("/", secure=True),
        409: dan.get(path_of("paragraph-edit", world), secure=True),
        410: dan.get(path_of("confirm", world), secure=True),
        500: dan.get("/broken/", secure=True),
    }
    assert {status: answer.status_code for status, answer in refusals.items()} == {
        status: status for status in refusals
    }
    refusals["token"] = strict.post(path_of("comment", world), secure=True)
    assert refusals["token"].status_code == 403
    assert {status: lacking(answer) for status, answer in refusals.items() if lacking(answer)} == {}


@pytest.mark.parametrize("stage", ["open", "proposal"])
def test_a_reader_gets_no_cookie_but_where_there_is_a_form_to_post(stage):
    world = build(stage)
    given = {}
    for name in [name for name, door in DOORS.items() if door.who[0] in ("everybody", "visitors")]:
        client = Client()
        client.get(path_of(name, world))
        given[name] = set(client.cookies)
    assert {name for name, cookies in given.items() if cookies} <= WITH_COOKIE | SAMPLES
    assert given["comment"] == ({settings.CSRF_COOKIE_NAME} if stage == "open" else set())


def test_pages_with_a_form_or_a_secret_are_never_stored():
    world = build("open")
    asked = {name: Client().get(path_of(name, world)) for name in ("comment", "comment-whole", "confirm", "receipt")}
    assert [name for name, answer in asked.items() if "no-store" not in answer.headers.get("Cache-Control", "")] == []


def test_no_page_of_an_official_is_stored():
    world = build("open")
    client = client_of(world, "dan")
    names = [name for name, door in DOORS.items() if door.who[0] in ("viewers", "writers", "officials")]
    stored = {name: client.get(path_of(name, world)).headers.get("Cache-Control", "") for name in names}
    assert {name: said for name, said in stored.items() if "public" in said} == {}
