"""The technicians' pages have the one door of all, and whoever is out is out at once."""

import pytest
from django.test import Client
from django.urls import reverse

from organisation.models import User
from tests.doors.table import ROLES
from tests.doors.walk import client_of
from tests.doors.world import build

pytestmark = pytest.mark.django_db


def test_the_admin_asks_strangers_to_sign_in_at_the_one_door(client):
    for path in ("/admin/", "/admin/login/", "/admin/drafts/policy/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_the_admins_own_form_signs_nobody_in():
    User.objects.create_superuser("tekla@ekeby.example", "blommor i backen", name="Tekla")
    client = Client()
    client.post("/admin/login/", {"username": "tekla@ekeby.example", "password": "blommor i backen"})
    assert "_auth_user_id" not in client.session


def test_no_role_of_ours_opens_the_admin():
    world = build("open")
    for role in ROLES[1:]:
        answers = [client_of(world, role).get(path).status_code for path in ("/admin/", "/admin/login/", "/admin/x/")]
        assert not {200, 500} & set(answers), role


def test_a_technician_enters():
    client = Client()
    client.force_login(User.objects.create_superuser("tekla@ekeby.example", name="Tekla"))
    assert client.get("/admin/").status_code == 200


def test_a_person_who_is_deactivated_is_out_with_the_next_page():
    world = build("draft")
    client, path = client_of(world, "dan"), reverse("desk")
    assert client.get(path).status_code == 200
    User.objects.filter(pk=world.cast.dan.pk).update(is_active=False)
    assert client.get(path).status_code == 302


def test_a_role_that_is_taken_away_is_gone_with_the_next_page():
    world = build("draft")
    client, path = client_of(world, "dan"), reverse("editor", args=[world.policy.slug])
    assert client.get(path).status_code == 200
    world.cast.dan.roles.all().delete()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_leads_to_our_own_pages_only(client, address):
    build("draft")
    said = {"login": "dan@ekeby.example", "password": "blommor i backen", "next": address}
    answer = client.post(reverse("account_login"), said)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
