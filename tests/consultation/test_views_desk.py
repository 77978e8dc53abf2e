"""My desk: what waits for whom, and every policy with its way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultation.domain import lifecycle, merging, moderation
from consultation.domain.way import stands
from drafts import permissions
from drafts.domain import approvals
from drafts.models import Policy
from drafts.models.policy import State
from organisation.models import Role
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = pytest.mark.django_db


def waiting(client, person) -> dict:
    """What waits for the person: the titles of the things in each group."""
    client.force_login(person)
    answer = client.get(reverse("desk"))
    return {group.title: [todo["title"] for todo in group.todos] for group in answer.context["groups"]}


def test_a_draft_waits_for_those_who_write_it(cast, client, policy):
    assert waiting(client, cast.dan) == {"Drafts": [policy.title]}
    assert waiting(client, cast.asa) == {}


def test_a_request_waits_for_the_approver_and_not_for_the_one_who_asked(cast, client, policy):
    approvals.ask(policy, by=cast.dan)
    assert waiting(client, cast.asa) == {"To approve": [f"Approve {policy.title}"]}
    assert waiting(client, cast.dan) == {}


def test_a_text_that_was_sent_back_waits_with_its_remark(cast, client, policy):
    approvals.send_back(approvals.ask(policy, by=cast.dan), remark="Skriv om 1.1.", by=cast.asa)
    client.force_login(cast.dan)
    assert "Sent back by Åsa: Skriv om 1.1." in client.get(reverse("desk")).content.decode()


def test_an_approved_text_waits_to_be_frozen_and_then_to_be_announced(cast, client, policy):
    approve(cast, policy)
    client.force_login(cast.dan)
    assert reverse("version-freeze", args=[policy.slug]) in client.get(reverse("desk")).content.decode()
    lifecycle.freeze_proposal(policy, by=cast.dan)
    assert reverse("consultation-announce", args=[policy.slug]) in client.get(reverse("desk")).content.decode()


def test_a_consultation_that_closes_soon_is_told(cast, client, policy):
    announce(cast, policy)
    assert waiting(client, cast.dan) == {"Opens or closes soon": [policy.title]}


def test_held_comments_wait_for_the_moderator_alone(cast, client, policy):
    moderation.hold(comment(announce(cast, policy)), by=cast.meja)
    assert waiting(client, cast.meja) == {"Held comments": ["1 comment to read"]}
    assert "Held comments" not in waiting(client, cast.dan)


def test_unanswered_comments_wait_when_the_consultation_has_closed(cast, client, policy):
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    assert waiting(client, cast.dan) == {"Unanswered comments": [f"1 of 1 left: {policy.title}"]}


def test_an_answered_consultation_waits_for_its_gate_until_approval_is_asked_for(cast, client, policy):
    consultation = announce(cast, policy)
    comment(consultation)
    answer_all(cast, close(consultation))
    assert waiting(client, cast.dan)["Decisions"] == [policy.title]
    approvals.ask(policy, by=cast.dan)
    assert "Decisions" not in waiting(client, cast.dan)
    page = client.get(reverse("staff-policy", args=[policy.slug])).content.decode()
    assert "Approval has been asked for." in page and "It is your turn." not in page


def test_what_lies_before_the_council_waits_to_be_read_by_its_members(cast, client, policy):
    consultation = announce(cast, policy)
    wish = comment(consultation)
    answer_all(cast, close(consultation))
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, "Kommunen ska svara inom tre dagar.", revision=1, because_of=[wish], by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    assert waiting(client, cast.kim) == {"Before the decision": [policy.title]}
    page = client.get(reverse("staff-policy", args=[policy.slug])).content.decode()
    for address in (
        reverse("version", args=[policy.slug, 2]),
        reverse("compare", args=[policy.slug, 1, 2]),
        reverse("report", args=[consultation.slug]),
    ):
        assert f'href="{address}"' in page
    assert "Proposal 2" in page and "Version 2" not in page


def test_the_approver_sees_what_changed_and_the_way_to_the_answers(cast, client, policy):
    consultation = announce(cast, policy)
    wish = comment(consultation)
    answer_all(cast, close(consultation))
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, "Kommunen ska svara inom tre dagar.", revision=1, because_of=[wish], by=cast.dan)
    approvals.ask(policy, by=cast.dan)
    client.force_login(cast.asa)
    page = client.get(reverse("approval", args=[policy.slug])).content.decode()
    assert reverse("triage", args=[consultation.slug]) in page and "<ins" in page


def test_a_decision_waits_for_the_secretary(cast, client, policy):
    announce(cast, policy)
    Policy.objects.filter(pk=policy.pk).update(state=State.BEFORE_COUNCIL)
    assert waiting(client, cast.sten) == {"Decisions": [policy.title]}


def test_a_missing_diary_number_waits_for_the_registrar(cast, client, policy):
    Policy.objects.filter(pk=policy.pk).update(diary_number="")
    assert waiting(client, cast.rut) == {"Diary number missing": [policy.title]}


def test_a_review_that_is_due_waits_for_the_responsible(cast, client, policy):
    announce(cast, policy)
    today = timezone.localdate()
    soon = today + timedelta(days=30)
    Policy.objects.filter(pk=policy.pk).update(state=State.ADOPTED, in_force_from=today, review_by=soon)
    assert waiting(client, cast.olga) == {"To be reviewed": [policy.title]}


def test_an_empty_desk_says_so_and_offers_a_beginning(cast, client):
    client.force_login(cast.dan)
    page = client.get(reverse("desk")).content.decode()
    assert "Nothing waits for you." in page
    assert reverse("policy-create") in page


def test_the_table_shows_each_policys_step(cast, client, policy):
    announce(cast, make_policy(cast, title="På samråd"))
    client.force_login(cast.dan)
    rows = client.get(reverse("desk")).context["rows"]
    assert [(row["policy"].title, row["step"], row["words"]) for row in rows] == [
        (policy.title, 1, "Draft"),
        ("På samråd", 4, "On consultation"),
    ]


def test_all_policies_are_found_by_words_of_their_title(cast, client, policy):
    make_policy(cast, title="Plan för cykelparkering")
    client.force_login(cast.dan)
    rows = client.get(reverse("staff-policies") + "?q=cykel").context["rows"]
    assert [row["policy"].title for row in rows] == ["Plan för cykelparkering"]


def test_the_many_rows_rules_agree_with_the_one_row_rules(cast, policy):
    public = make_policy(cast, title="Offentlig")
    announce(cast, public)
    elsewhere = make_policy(cast, title="En annan nämnds")
    Policy.objects.filter(pk=elsewhere.pk).update(unit=cast.other_unit)
    elsewhere.memberships.create(user=cast.kim, kind="drafter")
    elsewhere.memberships.create(user=cast.ada, kind="approver")
    Role.objects.create(user=cast.rut, unit=None, kind=Role.Kind.DRAFTER)
    people = [cast.olga, cast.dan, cast.asa, cast.meja, cast.rut, cast.sten, cast.kim, cast.ada, cast.sam]
    rules = [
        (permissions.viewable, permissions.can_view),
        (permissions.writable, permissions.can_edit),
        (permissions.approvable, permissions.can_approve),
    ]
    for person in people:
        for many, one in rules:
            assert set(many(person)) == {p for p in Policy.objects.all() if one(person, p)}, (person, one)
        allowed = {unit for unit in (cast.unit, cast.other_unit) if permissions.can_create(person, unit)}
        assert set(permissions.units_for_new(person)) == allowed


def test_the_desk_takes_the_same_queries_for_one_and_thirty_policies(cast, client):
    counts = []
    for number in (1, 29):
        for n in range(number):
            consultation = announce(cast, make_policy(cast, text="# T\n\nOrd.", title=f"Nr {number} {n}"))
            moderation.hold(comment(consultation, None), by=cast.meja)
            approvals.ask(make_policy(cast, text="# T\n\nOrd.", title=f"Granskas {number} {n}"), by=cast.dan)
            make_policy(cast, text="# T\n\nOrd.", title=f"Skrivs {number} {n}")
        for person in (cast.dan, cast.asa, cast.meja):
            client.force_login(person)
            for page in ("desk", "staff-policies"):
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(reverse(page)).status_code == 200
                counts.append(len(queries))
    assert counts[:6] == counts[6:]
    assert len(stands(Policy.objects.all())) == 90


def test_those_without_a_role_and_those_signed_out_have_no_desk(cast, client):
    client.force_login(cast.sam)
    assert {client.get(reverse(page)).status_code for page in ("desk", "staff-policies")} == {403}
    assert client.post(reverse("desk")).status_code == 405
    client.logout()
    assert client.get(reverse("desk")).headers["Location"].startswith(reverse("account_login"))
