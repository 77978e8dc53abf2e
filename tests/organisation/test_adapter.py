"""Signing in: by address, for those whom an administrator has added, with one answer for known and unknown."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from organisation.models import OutgoingMail, User

pytestmark = [pytest.mark.django_db, pytest.mark.data]
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
PASSWORD = "ett-riktigt-långt-lösenord"


@pytest.fixture
def olga():
    return User.objects.create_user("olga@example.se", PASSWORD, name="Olga Ohlsson")


def sign_in(client, login, password=PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


def seen(answer, *own):
    """What a visitor sees, without what differs in every answer and what they typed themselves."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for word in own:
        text = text.replace(word, "")
    return answer.status_code, text


def test_an_official_signs_in_by_address_in_any_case(client, olga):
    answer = sign_in(client, "Olga@Example.SE")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
    assert client.session["_auth_user_id"] == str(olga.pk)


def test_wrong_password_and_unknown_address_get_the_same_answer(client, olga):
    known = sign_in(client, "olga@example.se", "fel")
    unknown = sign_in(client, "nobody@example.se", "fel")
    assert seen(known, "olga@example.se") == seen(unknown, "nobody@example.se")
    assert known.status_code == 200


def test_a_lost_password_gets_the_same_answer_for_known_and_unknown(client, olga):
    answers = [client.post(RESET, {"email": address}) for address in ("olga@example.se", "nobody@example.se")]
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(302, "/accounts/password/reset/done/")] * 2
    assert list(OutgoingMail.objects.values_list("recipient", "state")) == [("olga@example.se", "waiting")]


def test_a_link_for_a_new_password_leads_to_our_address_and_works_once(client, olga):
    client.post(RESET, {"email": "olga@example.se"})
    link = re.search(r"http://\S+/key/\S+", OutgoingMail.objects.get().text)[0]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1]}).status_code == 302
    olga.refresh_from_db()
    assert olga.check_password(PASSWORD[::-1])
    again = client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    olga.refresh_from_db()
    assert (again.status_code, olga.check_password(PASSWORD)) == (200, False)


def test_who_signs_in_without_a_password_gets_one_by_mail(client, olga):
    olga.set_unusable_password()
    olga.save()
    client.force_login(olga)
    page = client.get(reverse("account_change_password"), follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"] == reverse("account_reset_password")
    client.post(reverse("account_reset_password"), {"email": olga.email})
    link = re.search(r"/accounts/password/reset/key/\S+", OutgoingMail.objects.get().text)[0]
    assert client.get(link, follow=True).status_code == 200


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_deactivated_person_is_out_at_once(client, olga):
    client.force_login(olga)
    assert client.get("/accounts/password/change/").status_code == 200
    User.objects.filter(pk=olga.pk).update(is_active=False)
    assert client.get("/accounts/password/change/").status_code == 302
    assert client.get("/accounts/password/change/").headers["Location"].startswith(LOGIN)


def test_a_deactivated_person_cannot_sign_in(client, olga):
    User.objects.filter(pk=olga.pk).update(is_active=False)
    sign_in(client, "olga@example.se")
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_although_the_right_password_comes_at_last(client, olga):
    for _ in range(5):
        sign_in(client, "olga@example.se", "fel")
    sign_in(client, "olga@example.se")
    assert "_auth_user_id" not in client.session


def test_a_way_back_to_another_site_is_not_taken(client, olga):
    answer = client.post(LOGIN, {"login": "olga@example.se", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/staff/"


def test_technicians_come_in_by_the_same_door(client):
    assert client.get("/admin/login/?next=/admin/").headers["Location"].startswith(LOGIN)
    assert client.post("/admin/login/", {"username": "olga@example.se", "password": PASSWORD}).status_code == 302
