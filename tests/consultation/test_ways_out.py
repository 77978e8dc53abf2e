"""A matter can always go on: nothing to change, a matter that is dropped, an address that is taken."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consultation.domain import decisions, dispositions, lifecycle
from consultation.models import Comment
from drafts.domain import importing
from drafts.exceptions import TextRefused
from drafts.models import Edition
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def policy(cast):
    return make_policy(cast)


def decide(cast, policy, kind, **more):
    decisions.decide(policy, kind=kind, body="Kommunfullmäktige", date=DAY, section="12", by=cast.sten, **more)
    policy.refresh_from_db()


def unchanged(cast, policy, client):
    """One view, answered without a change; frozen by Dan on the page of the gate."""
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    answer_all(cast, consultation)
    policy.refresh_from_db()
    approve(cast, policy)
    client.force_login(cast.dan)
    answer = client.post(reverse("revised-freeze", args=[policy.slug]), follow=True)
    policy.refresh_from_db()
    return answer.content.decode()


def test_a_proposal_that_nobody_wanted_changed_goes_on_as_it_stands(cast, policy, client):
    said = unchanged(cast, policy, client)
    assert "Proposal 1 stands, since no change was made in it." in said
    version = policy.versions.newest()
    assert (policy.state, version.number) == (State.PROPOSAL, 1)
    assert version.consultation.answers_published_at <= timezone.now()
    assert Edition.objects.filter(version=version, kind="report").exists()
    lifecycle.send_to_council(policy, by=cast.dan)
    decide(cast, policy, "adopt", in_force_from=DAY)
    assert policy.state == State.ADOPTED
    for name, args in [
        ("front", []), ("policy", [policy.slug]), ("version", [policy.slug, 1]), ("paragraph", [policy.slug, 1, "1.1"]),
        ("report", [policy.slug]), ("consultation", [policy.slug]), ("answers", []), ("gate", [policy.slug]),
        ("staff-policy", [policy.slug]), ("desk", []), ("papers", [policy.slug]),
    ]:  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 200, name


def test_a_returned_proposal_can_come_back_as_it_is(cast, policy, client):
    unchanged(cast, policy, client)
    lifecycle.send_to_council(policy, by=cast.dan)
    decide(cast, policy, "return", motive="Fråga nämnden.")
    lifecycle.freeze_revised(policy, by=cast.dan)
    policy.refresh_from_db()
    assert policy.state == State.PROPOSAL


@pytest.mark.parametrize("days", [-1, 3])
def test_a_dropped_matter_takes_no_more_views(cast, policy, days):
    opens = timezone.now() + datetime.timedelta(days=days)
    consultation = announce(cast, policy, opens=opens, closes=opens + datetime.timedelta(days=9))
    decide(cast, policy, "withdraw")
    consultation.refresh_from_db()
    assert consultation.is_closed
    with pytest.raises(ActRefused, match="closed"):
        comment(consultation)


def test_two_policies_with_likely_names_get_consultations_of_their_own(cast):
    first, second = make_policy(cast, title="Plan v2"), make_policy(cast, title="Plan")
    announce(cast, first)
    assert announce(cast, second).slug == "plan"
    newest = second.versions.newest()
    newest.number = 2
    assert lifecycle.slug_for(second, newest) == "plan-v2-2"


def test_a_title_that_has_no_room_is_refused_in_words(cast, policy):
    with pytest.raises(TextRefused, match="more than 300 characters"):
        importing.put_in(policy, f"# {'A' * 301}\n\nOrd.", by=cast.dan)


def test_the_wording_that_somebody_suggested_cannot_be_altered(cast, policy):
    sent = comment(announce(cast, policy), suggestion="Inom tre dagar.")
    for change in ({"suggestion": "Aldrig."}, {"number": 7}):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            Comment.objects.filter(pk=sent.pk).update(**change)


def test_answers_that_are_dated_ahead_are_not_public_before(cast, policy, client):
    consultation = announce(cast, policy)
    sent = comment(consultation)
    close(consultation)
    dispositions.dispose([sent], outcome="noted", reason="Ett tidigt svar.", by=cast.dan)
    consultation.refresh_from_db()
    consultation.answers_published_at = timezone.now() + datetime.timedelta(days=2)
    consultation.save()
    for name, args in [("version", [policy.slug, 1]), ("paragraph", [policy.slug, 1, "1.1"])]:
        assert "Ett tidigt svar." not in client.get(reverse(name, args=args)).content.decode()


def test_a_frozen_proposal_is_taken_back_before_it_is_announced(cast, policy, client):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    client.force_login(cast.dan)
    page = client.get(reverse("version-set-aside", args=[policy.slug])).content.decode()
    assert "Proposal 1 is frozen and has not been announced." in page
    said = client.post(reverse("version-set-aside", args=[policy.slug]), follow=True).content.decode()
    assert "Proposal 1 is set aside. The draft can be changed again." in said
    policy.refresh_from_db()
    first = policy.versions.get(number=1)
    assert (policy.state, first.published_at, first.set_aside_at is not None) == (State.DRAFT, None, True)
    importing.put_in(policy, "# Riktlinjer\n\nEn ny början.\n", by=cast.dan)
    assert announce(cast, policy).version.number == 2
    assert client.get(reverse("version", args=[policy.slug, 1])).status_code == 404


def test_what_was_set_aside_can_be_frozen_again_unchanged(cast, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    lifecycle.set_aside(policy, by=cast.dan)
    policy.refresh_from_db()
    assert announce(cast, policy).version.number == 2


def test_what_was_set_aside_cannot_be_published_nor_announced(cast, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    lifecycle.set_aside(policy, by=cast.dan)
    with pytest.raises(ActRefused, match="no frozen version"):
        lifecycle.announce(
            policy, opens_at=timezone.now(), closes_at=timezone.now() + datetime.timedelta(1), by=cast.dan
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.publish(policy.versions.get(number=1), at=timezone.now())


def test_nothing_that_is_announced_can_be_set_aside(cast, policy):
    announce(cast, policy)
    with pytest.raises(ActRefused, match="no frozen proposal that waits"):
        lifecycle.set_aside(policy, by=cast.dan)
