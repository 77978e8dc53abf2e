"""Freezing, announcing and deciding: each step when it is due, and no sooner."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consultation.domain import decisions, lifecycle, merging
from consultation.models import Consultation
from drafts.domain import editing, policies, versions
from drafts.models import Policy
from drafts.models.policy import MOVES, State
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event
from tests.base import announce, answer_all, approve, close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def revised(cast, policy):
    """The policy with version 2 frozen and put before the council."""
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    answer_all(cast, consultation)
    paragraph = policy.versions.draft().paragraphs.get(number="2.1")
    merging.rewrite(paragraph, "Riktlinjerna ses över varje år.", revision=1, by=cast.dan)
    approve(cast, policy)
    version = lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    return version


def adopt(cast, policy, **more):
    given = {
        "kind": "adopt",
        "body": "Kommunfullmäktige",
        "date": date(2027, 1, 14),
        "section": "12",
        "in_force_from": date(2027, 2, 1),
        "by": cast.sten,
    }
    return decisions.decide(policy, **given | more)


def test_a_draft_without_approval_is_not_frozen(cast, policy):
    with pytest.raises(ActRefused, match="approved"):
        lifecycle.freeze_proposal(policy, by=cast.dan)


def test_the_gate_to_publish_names_what_is_missing(cast, policy):
    policies.revise_head(policy, by=cast.dan, diary_number="123", contact="")
    approve(cast, policy)
    with pytest.raises(ActRefused) as refusal:
        lifecycle.freeze_proposal(policy, by=cast.dan)
    assert "diary number" in str(refusal.value) and "contact" in str(refusal.value)


def test_a_frozen_version_is_not_public_until_it_is_announced(cast, policy):
    approve(cast, policy)
    version = lifecycle.freeze_proposal(policy, by=cast.dan)
    assert not version.is_public and not Policy.objects.public().exists()
    announced = lifecycle.announce(
        policy,
        opens_at=timezone.now() + timedelta(days=1),
        closes_at=timezone.now() + timedelta(days=9),
        by=cast.dan,
    )
    assert announced.version.is_public and announced.is_coming
    assert Policy.objects.public().get() == policy


def test_a_frozen_version_that_waits_keeps_the_draft_at_rest(cast, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    paragraph = policy.versions.draft().paragraphs.first()
    with pytest.raises(ActRefused, match="waits to be announced"):
        editing.rewrite(paragraph, "Ord.", revision=1, by=cast.dan)


@pytest.mark.parametrize("opens, closes", [(5, 5), (5, 4), (-9, -1)])
def test_impossible_dates_are_refused_and_nothing_is_opened(cast, policy, opens, closes):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    now = timezone.now()
    with pytest.raises(ActRefused):
        lifecycle.announce(policy, opens_at=now + timedelta(opens), closes_at=now + timedelta(closes), by=cast.dan)
    assert Consultation.objects.count() == 0


def test_a_version_has_one_consultation(cast, policy):
    announce(cast, policy)
    with pytest.raises(ActRefused, match="no frozen version"):
        lifecycle.announce(
            policy,
            opens_at=timezone.now(),
            closes_at=timezone.now() + timedelta(days=1),
            by=cast.dan,
        )


def test_adopting_puts_the_policy_in_force_and_leaves_the_text_alone(cast, policy):
    version = revised(cast, policy)
    decision = adopt(cast, policy)
    policy.refresh_from_db()
    assert (policy.state, policy.in_force_from) == (State.ADOPTED, date(2027, 2, 1))
    assert (decision.version, versions.is_intact(version)) == (version, True)


@pytest.mark.parametrize(
    "more, words",
    [
        ({"in_force_from": None}, "in force"),
        ({"in_force_until": date(2026, 1, 1)}, "cease"),
        ({"kind": "return"}, "motive"),
        ({"kind": "repeal"}, "cannot become"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(cast, policy, more, words):
    revised(cast, policy)
    with pytest.raises(ActRefused, match=words):
        adopt(cast, policy, **more)
    policy.refresh_from_db()
    assert policy.state == State.BEFORE_COUNCIL


def test_a_returned_matter_goes_back_to_the_compiling(cast, policy):
    revised(cast, policy)
    adopt(cast, policy, kind="return", motive="Utred kostnaden.", in_force_from=None)
    policy.refresh_from_db()
    assert policy.state == State.RETURNED
    assert policy.is_editable


def test_every_step_stands_in_one_unbroken_chain(cast, policy):
    revised(cast, policy)
    adopt(cast, policy)
    assert log.is_whole(policy.uuid)
    assert Event.objects.filter(chain=policy.uuid, seal=None).count() == 0
    verbs = list(Event.objects.filter(chain=policy.uuid).values_list("verb", flat=True))
    assert verbs[0] == "policy created" and verbs[-1] == "decision recorded"


def test_the_table_of_moves_and_the_states_are_the_same_set():
    assert set(MOVES) == set(State)
    assert set().union(*MOVES.values()) <= set(State)


def test_a_page_opened_on_the_draft_before_cannot_overwrite_what_was_saved_since(cast, policy):
    seen = policy.versions.get(number=None).paragraphs.get(number="1.1")
    editing.rewrite(seen, "Olgas ord.", revision=seen.revision, by=cast.olga)
    close(announce(cast, policy))
    lifecycle.begin_compiling(policy, by=cast.dan)
    fresh = policy.versions.get(number=None).paragraphs.get(number="1.1")
    with pytest.raises(Stale):
        editing.rewrite(fresh, "Dans ord.", revision=seen.revision, by=cast.dan)


def test_what_the_public_was_promised_can_be_changed_but_not_emptied(cast, policy):
    policies.revise_head(policy, by=cast.dan, contact="")
    policies.revise_head(policy, by=cast.dan, contact="kontakt@ekeby.example")
    announce(cast, policy)
    with pytest.raises(ActRefused, match="contact, summary"):
        policies.revise_head(policy, by=cast.dan, contact="", summary="", purpose="")
    policies.revise_head(policy, by=cast.dan, contact="nytt@ekeby.example", purpose="")
