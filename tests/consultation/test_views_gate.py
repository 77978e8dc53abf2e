"""The gate before the council, the decision, the papers, the log, and the consultation's own page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import lifecycle, merging
from consultation.models import Decision
from drafts.domain import approvals, editions
from drafts.models import Edition
from drafts.models.policy import State
from organisation.models import Event, OutgoingMail
from tests.base import announce, answer_all, approve, close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]

ADOPT = {
    "kind": "adopt",
    "body": "Kommunfullmäktige",
    "date": "2027-01-14",
    "section": "§ 12",
    "in_force_from": "2027-02-01",
}


def compiled(cast, policy):
    """One comment, closed, answered, one change with its cause."""
    consultation = announce(cast, policy)
    wish = comment(consultation)
    close(consultation)
    answer_all(cast, consultation)
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, "Kommunen ska svara inom tre dagar.", revision=1, because_of=[wish], by=cast.dan)
    return consultation


def before_council(cast, policy):
    compiled(cast, policy)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    policy.refresh_from_db()


def at(name, policy) -> str:
    return reverse(name, args=[policy.slug])


def test_a_proposal_that_is_ready_can_be_heard_once_more_from_the_gate(dan, cast, policy):
    compiled(cast, policy)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    assert at("consultation-announce", policy) in dan.get(at("gate", policy)).content.decode()
    assert "is public already" in dan.get(at("consultation-announce", policy)).content.decode()


def test_the_gate_lists_what_is_missing_with_the_way_there(dan, cast, policy):
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    page = dan.get(at("gate", policy))
    assert [check["href"] for check in page.context["missing"]] == [at("merge", policy), at("approval-ask", policy)]
    assert page.context["progress"].left == 1
    assert at("revised-freeze", policy) not in page.content.decode()


def test_an_approval_that_is_asked_for_is_not_asked_for_again(dan, cast, policy):
    compiled(cast, policy)
    ask = at("approval-ask", policy)
    assert f'href="{ask}"' in dan.get(at("gate", policy)).content.decode()
    approvals.ask(policy, by=cast.dan)
    page = dan.get(at("gate", policy)).content.decode()
    assert f'href="{ask}"' not in page and "waits for an answer" in page


def test_who_is_asked_to_approve_reads_which_proposal_it_is_and_that_the_answers_go_with_it(client, cast, policy):
    compiled(cast, policy)
    policy.refresh_from_db()
    approvals.ask(policy, by=cast.dan, told=[cast.asa])
    mail = OutgoingMail.objects.get(recipient=cast.asa.email).text
    for words in ("förslag 2", "Svaren på synpunkterna godkänns tillsammans med texten.", "KS 2026/123"):
        assert words in mail
    client.force_login(cast.asa)
    assert "approval of proposal 2" in client.get(at("approval", policy)).content.decode()


def test_a_gate_that_lists_nothing_offers_to_freeze_and_then_to_send(dan, cast, policy):
    compiled(cast, policy)
    approve(cast, policy)
    assert at("revised-freeze", policy) in dan.get(at("gate", policy)).content.decode()
    assert dan.post(at("revised-freeze", policy))["Location"] == at("gate", policy)
    assert policy.versions.newest().number == 2
    assert at("send-to-council", policy) in dan.get(at("gate", policy)).content.decode()
    assert dan.post(at("send-to-council", policy))["Location"] == at("gate", policy)
    policy.refresh_from_db()
    assert policy.state == State.BEFORE_COUNCIL
    assert dan.get(at("gate", policy)).status_code == 200


def test_a_gate_that_lists_something_does_not_freeze(dan, cast, policy):
    compiled(cast, policy)
    page = dan.post(at("revised-freeze", policy))
    assert page.status_code == 200 and "esum" in page.content.decode()
    assert policy.versions.newest().number == 1


def test_sending_what_is_not_frozen_is_refused_in_a_sentence(dan, cast, policy):
    compiled(cast, policy)
    page = dan.post(at("send-to-council", policy))
    assert page.status_code == 200 and page.context["refusal"]


def test_the_secretary_records_the_decision(cast, client, policy):
    before_council(cast, policy)
    client.force_login(cast.sten)
    assert client.get(at("decide", policy)).context["form"]["body"].value() == "Kommunfullmäktige"
    assert client.post(at("decide", policy), ADOPT)["Location"] == at("decide", policy)
    decision = Decision.objects.get()
    assert (decision.section, decision.date, decision.recorded_by) == ("12", date(2027, 1, 14), cast.sten)
    policy.refresh_from_db()
    assert policy.state == State.ADOPTED
    assert "2027" in client.get(at("decide", policy)).content.decode()


@pytest.mark.parametrize(
    "change, field",
    [
        ({"in_force_from": ""}, "in_force_from"),
        ({"date": "14 januari"}, "date"),
        ({"section": "§"}, "section"),
        ({"date": "0202-01-14"}, "date"),
        ({"body": ""}, "body"),
        ({"in_force_until": "2026-01-01"}, "in_force_until"),
        ({"kind": "return"}, "motive"),
        ({"kind": "adjourn"}, "kind"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_beside_the_field(cast, client, policy, change, field):
    before_council(cast, policy)
    client.force_login(cast.sten)
    page = client.post(at("decide", policy), ADOPT | {"minutes": "KF-prot 3"} | change)
    assert page.status_code == 200 and list(page.context["form"].errors) == [field]
    assert "KF-prot 3" in page.content.decode() and f"id_{field}" in page.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_out_of_turn_is_refused_in_a_sentence(cast, client, policy):
    compiled(cast, policy)
    client.force_login(cast.sten)
    assert client.get(at("decide", policy)).status_code == 200
    page = client.post(at("decide", policy), ADOPT)
    assert page.status_code == 200 and page.context["form"].non_field_errors()


def test_the_log_tells_what_happened_and_that_it_is_whole(dan, cast, policy):
    before_council(cast, policy)
    page = dan.get(at("log", policy))
    assert page.context["is_whole"] is True
    assert len(page.context["page"].object_list) == min(Event.objects.filter(chain=policy.uuid).count(), 50)


def test_papers_tell_how_far_they_are_and_are_made_anew(dan, cast, policy):
    before_council(cast, policy)
    page = dan.get(at("papers", policy))
    assert page.context["waiting"] == 4 and 'role="status"' in page.content.decode()
    part = dan.get(at("papers", policy), headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="papers"')
    clean = Edition.objects.get(version__number=2, kind="clean")
    editions.keep(clean, b"%PDF-1.7", name="text.pdf", pages=3)
    answer = dan.get(reverse("paper", args=[policy.slug, clean.pk]))
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)) == (200, "application/pdf", b"%PDF-1.7")
    assert dan.post(at("papers", policy), {"version": 2, "kind": "clean"}).status_code == 302
    assert Edition.objects.filter(version__number=2, kind="clean").count() == 2
    for wrong in ({"version": 1, "kind": "marked"}, {"version": 9, "kind": "clean"}, {"version": "x"}, {}):
        assert dan.post(at("papers", policy), wrong).status_code == 404


def test_a_paper_that_is_not_made_is_not_there(dan, cast, policy):
    before_council(cast, policy)
    assert dan.get(reverse("paper", args=[policy.slug, Edition.objects.first().pk])).status_code == 404


def test_the_consultation_has_its_numbers_and_the_next_step_for_each(cast, client, policy):
    consultation = announce(cast, policy)
    comment(consultation)
    comment(consultation, "2.1", name="Petra", confirmed=False)
    place = reverse("staff-consultation", args=[consultation.slug])
    client.force_login(cast.dan)
    page = client.get(place)
    assert (page.context["submissions"], page.context["overview"].total, page.context["unconfirmed"]) == (2, 2, 1)
    assert "comments/" in page.context["next"]["href"]
    close(consultation)
    assert client.get(place).context["next"]["href"] == at("merge", policy)
    answer_all(cast, consultation)
    assert client.get(place).context["next"]["href"] == at("gate", policy)
    client.force_login(cast.kim)
    assert client.get(place).status_code == 200


def test_a_coming_consultation_has_a_page_too(dan, cast, policy):
    now = timezone.now()
    consultation = announce(cast, policy, opens=now + timedelta(3), closes=now + timedelta(9))
    assert dan.get(reverse("staff-consultation", args=[consultation.slug])).status_code == 200


READ = ["gate", "log", "papers"]
ACTS = ["revised-freeze", "send-to-council"]


def test_who_may_do_what(cast, client, policy):
    before_council(cast, policy)
    for user, read, acts, decide, remake in [
        (cast.sam, 404, 404, 404, 404),
        (cast.kim, 200, 403, 403, 403),
        (cast.sten, 200, 403, 200, 403),
        (cast.dan, 200, 200, 403, 302),
    ]:
        client.force_login(user)
        assert {client.get(at(name, policy)).status_code for name in READ} == {read}
        assert {client.post(at(name, policy)).status_code for name in ACTS} == {acts}
        assert client.get(at("decide", policy)).status_code == decide
        assert client.post(at("papers", policy), {"version": 2, "kind": "clean"}).status_code == remake
    client.logout()
    assert {client.get(at(name, policy)).status_code for name in [*READ, "decide"]} == {302}


def test_wrong_methods_are_refused(dan, cast, policy):
    consultation = announce(cast, policy)
    assert {dan.get(at(name, policy)).status_code for name in ACTS} == {405}
    assert {dan.post(at(name, policy)).status_code for name in ("gate", "log")} == {405}
    assert dan.post(reverse("staff-consultation", args=[consultation.slug])).status_code == 405


def test_the_approval_of_a_frozen_proposal_stands_when_its_comments_are_answered(cast, policy):
    consultation = compiled(cast, policy)
    approval = consultation.version.approvals.get()
    assert (approval.state, approval.answered_by) == ("given", cast.asa)
