"""To agree instead of repeating, once for each confirmed person; and to report a comment."""

import pytest
from django.test import Client

from consultation.domain.taking_part import complaining
from consultation.models import Agreement, Comment, Complaint
from organisation.models import OutgoingMail
from tests.base import close, comment
from tests.consultation.posting import filled, link

pytestmark = pytest.mark.django_db
TEXT = "/policies/riktlinjer-for-sociala-medier/v/1"
AGREE, REPORT = f"{TEXT}/comments/1/agree/", f"{TEXT}/comments/1/report/"
TOKEN = {"csrfmiddlewaretoken": "as a form sends it"}
HERE = {"origin": "http://testserver"}


@pytest.fixture
def said(consultation) -> Comment:
    return comment(consultation)


def asks(client, email: str):
    return client.post(AGREE, filled(email=email) | TOKEN)


def test_it_counts_when_the_link_is_used_once_for_each_address(said, client):
    for email in ("lars@example.se", "Lars@Example.se"):
        assert asks(client, email).headers["Location"] == f"{AGREE}?sent=1"
    assert (Agreement.objects.count(), OutgoingMail.objects.filter(recipient="lars@example.se").count()) == (1, 1)
    said.refresh_from_db()
    assert said.agreed == 0
    client.get(link())
    assert client.post(link()).headers["Location"] == AGREE
    assert asks(Client(), "lars@example.se").headers["Location"] == f"{AGREE}?sent=1"
    said.refresh_from_db()
    assert (said.agreed, Comment.objects.count()) == (1, 1)
    assert client.get(f"{TEXT}/p/1.1/?order=supported").context["thread"].comments[0].agreements == 1


def test_with_a_confirmed_address_it_is_one_press_also_on_a_stored_page(said, consultation, client):
    comment(consultation, words="En annan.", name="Pia")
    asks(client, "lars@example.se")
    client.post(link())
    other = AGREE.replace("/1/", "/2/").replace("/v/2/", "/v/1/")
    for headers in ({}, {"origin": "https://elsewhere.example"}):
        client.post(other, headers=headers)
        assert Agreement.objects.confirmed().count() == 1
    assert client.post(other, headers=HERE).headers["Location"] == other
    assert client.get(other).context["agreed"]
    assert Agreement.objects.confirmed().count() == 2
    assert OutgoingMail.objects.filter(recipient="lars@example.se").count() == 1
    assert Client().post(other, headers=HERE).headers["Location"] == other
    assert Agreement.objects.count() == 2


def test_a_press_without_a_token_is_refused_where_it_looks_like_a_form(said):
    assert Client(enforce_csrf_checks=True).post(AGREE, filled(email="lars@example.se") | TOKEN).status_code == 403


def test_ones_own_comment_is_not_agreed_with_and_nobody_learns_whose_it_is(said, client):
    asks(client, "paula@example.se")
    stranger = asks(Client(), "paula@example.se")
    assert stranger.headers["Location"] == f"{AGREE}?sent=1"
    assert "<form method" not in client.post(link()).content.decode().split("<main")[1]
    assert Agreement.objects.confirmed().count() == 0


def test_not_after_closing_and_not_with_what_is_hidden(said, consultation, client):
    asks(client, "lars@example.se")
    close(consultation)
    assert client.post(link()).status_code == 200
    asks(client, "lisa@example.se")
    assert (Agreement.objects.confirmed().count(), Agreement.objects.count()) == (0, 1)
    Comment.objects.update(state="hidden")
    assert (client.get(AGREE).status_code, client.get(REPORT).status_code) == (404, 404)


def test_a_report_reaches_the_moderators_once_and_is_confirmed_on_the_page(cast, said, consultation, client):
    form = filled(reason="personal_data", remark="Nämner min granne.", email="")
    assert "aria-invalid" in client.post(REPORT, form | {"reason": ""}).content.decode()
    answers = [client.post(REPORT, form), client.post(REPORT, form)]
    assert {answer.headers["Location"] for answer in answers} == {f"{REPORT}?receipt={form['key']}"}
    assert (Complaint.objects.count(), complaining.waiting(consultation)) == (1, 1)
    assert client.get(answers[0].headers["Location"]).context["made"] == Complaint.objects.get()
    assert Client().get(f"{TEXT}/p/1.1/").context["thread"].comments[0].state == "shown"
