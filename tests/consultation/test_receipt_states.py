"""What a sender is told is true in every state of the consultation and of the matter."""

import datetime
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import decisions, lifecycle, receipts
from consultation.domain.taking_part import changing, own_data
from consultation.models import Confirmation, Submission
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = pytest.mark.django_db


def told(sent) -> tuple[list[tuple[str, str]], str]:
    """The steps of the receipt, each with its state, and what the page of one's own data says."""
    found = receipts.find(sent.submission.key)
    row = own_data.find(own_data.token_of(f"s{sent.submission_id}")).submissions[0]
    return [(step.state, step.words) for step in found.steps[2:]], own_data.standing(row)


def test_receipt_and_own_data_follow_the_matter_to_its_decision(cast, policy, client):
    sent = comment(consultation := announce(cast, policy))
    decides = ("next", "Kommunfullmäktige decides")
    ahead, standing = told(sent)
    assert ahead == [("next", "The administration answers"), decides] and "can be changed up to" in standing
    close(consultation)
    answering = [("now", "The administration is answering"), decides]
    assert told(sent) == (answering, "The consultation has closed. It is being answered.")
    page = client.get(reverse("receipt", args=[sent.submission.key])).content.decode()
    assert "so what you sent stands as it is" in page and "Go on reading" not in page
    answer_all(cast, consultation)
    policy.refresh_from_db()
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    assert told(sent) == ([("now", "The administration has answered"), decides], "Answered")
    lifecycle.send_to_council(policy, by=cast.dan)
    day = datetime.date(2026, 6, 1)
    decided = {"body": "Kommunfullmäktige", "date": day, "section": "12", "in_force_from": day}
    decisions.decide(policy, kind="adopt", by=cast.sten, **decided)
    assert told(sent) == (
        [("done", "The administration has answered"), ("now", "Decided, § 12")], "Answered, and the matter is decided",
    )  # fmt: skip


def test_nobody_is_promised_an_answer_to_what_was_withdrawn_or_dropped(cast, policy):
    consultation = announce(cast, policy)
    kept, withdrawn = comment(consultation), comment(consultation, "2.1")
    changing.withdraw(withdrawn)
    assert [step.words for step in receipts.find(withdrawn.submission.key).steps] == ["Came in", "Withdrawn"]
    policy.refresh_from_db()
    day = datetime.date(2026, 6, 1)
    decisions.decide(policy, kind="withdraw", body="Kommunstyrelsen", date=day, section="3", by=cast.sten)
    assert told(kept) == ([("now", "Kommunstyrelsen dropped the matter")], "The matter was dropped")


def test_a_link_that_was_not_used_in_time_is_not_on_its_way_any_more(cast):
    sent = comment(announce(cast, make_policy(cast)), confirmed=False)
    assert "is on its way" in receipts.find(sent.submission.key).lede
    long_ago = timezone.now() - timedelta(days=8)
    Submission.objects.update(received_at=long_ago)
    Confirmation.objects.update(expires_at=long_ago)
    found = receipts.find(sent.submission.key)
    assert "was not used in time" in found.lede and "not confirmed in time" in found.first.state_words
    assert (found.steps[1].state, found.steps[1].words) == ("now", "Registered")
