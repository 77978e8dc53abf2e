"""Asking for approval, reading the text, answering."""

import pytest
from django.urls import reverse

from drafts.domain import approvals, editing
from drafts.models import Approval
from drafts.models.policy import State
from organisation.models import OutgoingMail
from tests.base import announce, approve, make_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast, policy):
    return approvals.ask(policy, by=cast.dan)


def ask_page(policy):
    return reverse("approval-ask", args=[policy.slug])


def page_of(policy):
    return reverse("approval", args=[policy.slug])


def approving(approval, **changed):
    return {"checksum": approval.checksum, "remark": "", "answer": "approve"} | changed


def test_dan_asks_and_sees_who_can_approve(cast, client, policy):
    client.force_login(cast.dan)
    assert "Åsa" in client.get(ask_page(policy)).content.decode()
    answer = client.post(ask_page(policy))
    policy.refresh_from_db()
    assert (answer.status_code, policy.state) == (302, State.REVIEW)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, page_of(policy) in mail.text) == (cast.asa.email, True)


def test_dan_gets_a_mail_with_the_remark_of_what_is_sent_back(cast, asked):
    approvals.send_back(asked, remark="Stryk 2.1.", by=cast.asa)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Stryk 2.1." in mail.text) == (cast.dan.email, True)


def test_asking_without_a_text_is_refused_on_the_page(cast, client):
    empty = make_policy(cast, text="", title="Tom")
    client.force_login(cast.dan)
    answer = client.post(ask_page(empty))
    assert answer.status_code == 200
    assert "There is no text yet. Put the text in before asking for approval." in answer.content.decode()


def test_asking_during_the_consultation_is_refused_on_the_page(cast, client, policy):
    announce(cast, policy)
    client.force_login(cast.dan)
    assert "There is nothing to approve now." in client.post(ask_page(policy)).content.decode()


def test_asa_reads_the_whole_text_and_approves_it(cast, client, policy, asked):
    client.force_login(cast.asa)
    answer = client.get(page_of(policy))
    page = answer.content.decode()
    for paragraph in policy.versions.draft().paragraphs.all():
        assert paragraph.html in page
    assert f'name="checksum" value="{asked.checksum}"' in page
    assert client.post(page_of(policy), approving(asked)).status_code == 302
    asked.refresh_from_db()
    policy.refresh_from_db()
    assert (asked.state, asked.answered_by, policy.state) == (Approval.State.GIVEN, cast.asa, State.APPROVED)


def test_asa_sends_the_text_back_with_a_remark(cast, client, policy, asked):
    client.force_login(cast.asa)
    client.post(page_of(policy), approving(asked, answer="send_back", remark="Skriv om 1.1."))
    asked.refresh_from_db()
    assert (asked.state, asked.remark) == (Approval.State.REFUSED, "Skriv om 1.1.")
    assert "Skriv om 1.1." in client.get(reverse("staff-policy", args=[policy.slug])).content.decode()


def test_sending_back_without_a_remark_is_refused_beside_the_field(cast, client, policy, asked):
    client.force_login(cast.asa)
    answer = client.post(page_of(policy), approving(asked, answer="send_back"))
    assert answer.context["form"].errors == {"remark": ["Say in the remark what needs to change."]}


def test_a_text_that_is_not_the_one_that_was_read_is_not_approved(cast, client, policy, asked):
    client.force_login(cast.asa)
    answer = client.post(page_of(policy), approving(asked, checksum="0" * 64, remark="Bra."))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The text has changed since you opened it. Read it again." in page
    assert "Bra." in page
    asked.refresh_from_db()
    assert asked.state == Approval.State.ASKED


def test_an_approval_of_a_request_that_lapsed_is_refused_on_the_page(cast, client, policy, asked):
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    editing.rewrite(paragraph, "Nya ord.", revision=1, by=cast.dan)
    client.force_login(cast.asa)
    answer = client.post(page_of(policy), approving(asked))
    assert (answer.status_code, b"This request is not open any more." in answer.content) == (200, True)


def test_nobody_approves_what_they_asked_for_themselves(cast, client, policy):
    policy.memberships.create(user=cast.dan, kind="approver")
    asked = approvals.ask(policy, by=cast.dan)
    client.force_login(cast.dan)
    assert "Approve the text" not in client.get(page_of(policy)).content.decode()
    answer = client.post(page_of(policy), approving(asked))
    assert "Approval is given by somebody else than the one who asks for it." in answer.content.decode()


def test_when_nobody_asks_the_page_says_so(cast, client, policy):
    approve(cast, policy)
    client.force_login(cast.asa)
    assert "Nobody is asking for approval now." in client.get(page_of(policy)).content.decode()


def test_wrong_method_stranger_and_weaker_role(cast, client, policy):
    client.force_login(cast.dan)
    assert client.put(ask_page(policy)).status_code == 405
    assert client.post(page_of(policy)).status_code == 403
    client.force_login(cast.asa)
    assert client.put(page_of(policy)).status_code == 405
    assert client.post(ask_page(policy)).status_code == 403
    client.force_login(cast.sam)
    assert {client.post(page(policy)).status_code for page in (ask_page, page_of)} == {404}
