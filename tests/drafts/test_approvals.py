"""Approval: by somebody else, of the text that was read."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from drafts.domain import approvals, editing, versions
from drafts.models import Approval
from drafts.models.policy import State
from organisation.exceptions import ActRefused, Stale
from tests.base import approve, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def asked(cast):
    return approvals.ask(make_policy(cast), by=cast.dan)


def test_another_person_approves_the_text_that_was_asked_about(cast, asked):
    approvals.approve(asked, checksum=asked.checksum, by=cast.asa)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("given", cast.asa)
    assert asked.version.policy.__class__.objects.get().state == State.APPROVED


def test_nobody_approves_their_own_request(cast, asked):
    with pytest.raises(ActRefused, match="somebody else"):
        approvals.approve(asked, checksum=asked.checksum, by=cast.dan)


def test_the_database_too_refuses_an_approval_of_ones_own(cast, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=asked.pk).update(state="given", answered_by=cast.dan)


def test_an_approval_of_another_text_than_was_read_is_refused(cast, asked):
    with pytest.raises(Stale):
        approvals.approve(asked, checksum="0" * 64, by=cast.asa)


def test_sending_back_needs_a_remark_and_returns_to_the_writers(cast, asked):
    with pytest.raises(ActRefused, match="remark"):
        approvals.send_back(asked, remark=" ", by=cast.asa)
    approvals.send_back(asked, remark="Förtydliga 1.1.", by=cast.asa)
    policy = asked.version.policy
    policy.refresh_from_db()
    assert policy.state == State.DRAFT


def test_approval_is_asked_for_once(cast, asked):
    with pytest.raises(ActRefused, match="already"):
        approvals.ask(asked.version.policy, by=cast.dan)


def test_an_empty_draft_cannot_be_approved(cast):
    with pytest.raises(ActRefused, match="no text"):
        approvals.ask(make_policy(cast, text="", title="Tom"), by=cast.dan)


def test_an_answered_request_cannot_be_answered_again(cast, asked):
    approvals.approve(asked, checksum=asked.checksum, by=cast.asa)
    with pytest.raises(ActRefused, match="not open"):
        approvals.send_back(asked, remark="Nej.", by=cast.asa)


def test_a_drafter_of_the_working_group_does_not_approve(cast, asked):
    policy = asked.version.policy
    policy.memberships.create(user=cast.asa, kind="drafter")
    with pytest.raises(ActRefused, match="You are a drafter"):
        approvals.approve(asked, checksum=asked.checksum, by=cast.asa)
    assert approvals.drafted_by(cast.asa, [policy]) == {policy.pk}
    assert approvals.writers(policy) == {cast.dan.pk, cast.asa.pk}


def test_who_has_written_in_the_text_does_not_approve_it_though_another_asks(cast, policy):
    row = policy.versions.draft().paragraphs.get(number="1.1")
    editing.rewrite(row, "Kommunen svarar snabbt.", revision=row.revision, by=cast.asa)
    asked = approvals.ask(policy, by=cast.olga)
    for writer in (cast.asa, cast.dan):
        with pytest.raises(ActRefused, match="You have written in this text"):
            approvals.approve(asked, checksum=asked.checksum, by=writer)
    assert approvals.writers(policy) == {cast.asa.pk, cast.dan.pk}
    assert approvals.drafted_by(cast.asa, [policy.pk]) == {policy.pk}
    assert approvals.drafted_by(cast.olga, [policy.pk]) == set()


def test_a_proposal_that_was_set_aside_still_has_its_writers(cast, policy):
    approve(cast, policy)
    frozen = versions.freeze(policy, by=cast.olga)
    assert approvals.writers(policy) == {cast.dan.pk}
    frozen.set_aside_at = frozen.frozen_at
    frozen.save(update_fields=["set_aside_at"])
    assert approvals.writers(policy) == {cast.dan.pk}


def test_writers_of_what_is_published_may_approve_what_others_change_in_it(cast, policy):
    approve(cast, policy)
    versions.freeze(policy, by=cast.olga)
    policy.versions.frozen().update(published_at=timezone.now())
    assert approvals.writers(policy) == set()
