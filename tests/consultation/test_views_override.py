"""An approver lets a proposal through although something is missing; the reason is published."""

import pytest
from django.urls import reverse

from consultation.domain import gates, lifecycle
from consultation.models import Override
from drafts.domain import editing
from organisation.exceptions import ActRefused
from tests.base import answer_all, approve, close, comment
from tests.consultation.merge_table import draft

pytestmark = [pytest.mark.django_db, pytest.mark.data]
REASON = "Svaren är muntligt lämnade på mötet 3 juni."


@pytest.fixture
def unanswered(cast, policy, consultation):
    """Two views without an answer, approval given."""
    comment(consultation, "1.1")
    comment(consultation, "2.1", name="Petra")
    close(consultation)
    lifecycle.begin_compiling(policy, by=cast.dan)
    approve(cast, policy)
    return consultation


def override(client, user, policy, reason=REASON):
    client.force_login(user)
    return client.post(reverse("gate-override", args=[policy.slug]), {"reason": reason}, follow=True)


def test_the_proposal_goes_on_and_the_reason_stands_in_the_report(cast, policy, unanswered, client):
    said = override(client, cast.asa, policy).content.decode()
    assert "passed over" in said and REASON in said
    lifecycle.freeze_revised(policy, by=cast.dan)
    client.logout()
    assert REASON in client.get(reverse("report", args=[unanswered.slug])).content.decode()


def test_it_takes_the_right_and_a_reason(cast, policy, unanswered, client):
    assert override(client, cast.dan, policy).status_code == 403
    assert "Say why" in override(client, cast.asa, policy, reason="  ").content.decode()
    assert not Override.objects.exists()


def test_what_comes_to_be_missing_after_it_is_not_covered(cast, policy, unanswered, client):
    override(client, cast.asa, policy)
    editing.rewrite(draft(policy), "Andra ord.", revision=1, by=cast.dan)
    assert [each.name for each in gates.unmet(gates.before_council(policy))] == ["causes", "approval"]
    with pytest.raises(ActRefused, match="1 change has no cause"):
        lifecycle.freeze_revised(policy, by=cast.dan)


def test_the_report_is_silent_about_an_exception_that_was_not_needed_in_the_end(cast, policy, unanswered, client):
    override(client, cast.asa, policy)
    answer_all(cast, unanswered)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    assert not Override.objects.exists()


def test_nothing_is_passed_over_when_nothing_is_missing(cast, policy, consultation, client):
    close(consultation)
    lifecycle.begin_compiling(policy, by=cast.dan)
    assert "Nothing is missing that can be passed over." in override(client, cast.asa, policy).content.decode()


def test_who_cannot_put_right_what_is_missing_gets_no_way_to_it(cast, policy, unanswered, client):
    for person, may in ((cast.asa, False), (cast.dan, True)):
        client.force_login(person)
        page = client.get(reverse("gate", args=[policy.slug])).content.decode()
        assert "2 comments have no answer" in page
        assert (">Answer the comments<" in page.replace("\n", "").replace("  ", "")) is may
