"""The pages of a policy: beginning one, the overview, the head table."""

import uuid

import pytest
from django.urls import reverse

from drafts.models import Policy
from drafts.models.policy import State
from tests.base import announce, approve, close

pytestmark = pytest.mark.django_db


def begun(cast, **changed):
    """What a filled-in form for a new policy posts."""
    fields = {
        "key": str(uuid.uuid4()),
        "title": "Plan för cykelparkering",
        "document_type": cast.guideline.pk,
        "unit": cast.unit.pk,
        "diary_number": "KS 2026/141",
        "language": "sv",
    }
    return fields | changed


def test_dan_begins_a_policy_and_is_led_to_its_text(cast, client):
    client.force_login(cast.dan)
    answer = client.post(reverse("policy-create"), begun(cast))
    policy = Policy.objects.get()
    assert answer.headers["Location"] == reverse("text-put-in", args=["plan-for-cykelparkering"])
    assert (policy.title, policy.diary_number, policy.created_by) == (
        "Plan för cykelparkering",
        "KS 2026/141",
        cast.dan,
    )


def test_posting_the_same_form_twice_begins_one_policy(cast, client):
    client.force_login(cast.dan)
    form = begun(cast)
    first, second = (client.post(reverse("policy-create"), form) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Policy.objects.count() == 1


def test_a_policy_called_new_gets_an_address_of_its_own(cast, client):
    client.force_login(cast.dan)
    client.post(reverse("policy-create"), begun(cast, title="New"))
    assert client.get(reverse("staff-policy", args=[Policy.objects.get().slug])).status_code == 200


def test_a_policy_begins_only_in_a_unit_of_ones_own(cast, client):
    client.force_login(cast.dan)
    answer = client.post(reverse("policy-create"), begun(cast, unit=cast.other_unit.pk))
    assert (answer.status_code, "unit" in answer.context["form"].errors) == (200, True)


@pytest.mark.parametrize("number", ["123", "KS 2026-123", "ks 2026/123", "KS 2026/123 x"])
def test_a_diary_number_of_another_form_is_refused_beside_its_field(cast, client, number):
    client.force_login(cast.dan)
    answer = client.post(reverse("policy-create"), begun(cast, diary_number=number))
    words = answer.context["form"].errors["diary_number"]
    assert words == ["Write the diary number in the municipality’s form, for instance KS 2026/123."]
    assert number in answer.content.decode()


def test_the_overview_says_what_is_missing_before_publishing(cast, client, policy):
    Policy.objects.filter(pk=policy.pk).update(contact="")
    client.force_login(cast.dan)
    page = client.get(reverse("staff-policy", args=[policy.slug])).content.decode()
    assert "A contact for the public" in page
    assert reverse("policy-head", args=[policy.slug]) in page


@pytest.mark.parametrize(
    ("state", "name"),
    [(State.DRAFT, "approval-ask"), (State.APPROVED, "version-freeze")],
)
def test_the_next_step_follows_the_state(cast, client, policy, state, name):
    if state == State.APPROVED:
        approve(cast, policy)
    client.force_login(cast.dan)
    page = client.get(reverse("staff-policy", args=[policy.slug]))
    assert f'href="{reverse(name, args=[policy.slug])}"' in page.content.decode()


def test_the_head_is_saved(cast, client, policy):
    client.force_login(cast.rut)
    fields = head_of(policy) | {"diary_number": "KS 2026/999", "applies_to": "Alla nämnder"}
    answer = client.post(reverse("policy-head", args=[policy.slug]), fields)
    policy.refresh_from_db()
    assert answer.status_code == 302
    assert (policy.diary_number, policy.applies_to) == ("KS 2026/999", "Alla nämnder")


def test_the_head_of_an_ended_matter_is_refused_with_the_words_kept(cast, client, policy):
    Policy.objects.filter(pk=policy.pk).update(state=State.WITHDRAWN)
    client.force_login(cast.dan)
    answer = client.post(reverse("policy-head", args=[policy.slug]), head_of(policy) | {"title": "Nytt namn"})
    page = answer.content.decode()
    assert "The matter is ended; its head table can no longer be changed." in page
    assert 'value="Nytt namn"' in page


def head_of(policy) -> dict:
    """The head as the form would post it unchanged."""
    return {
        "title": policy.title,
        "document_type": policy.document_type_id,
        "diary_number": policy.diary_number,
        "unit": policy.unit_id,
        "responsible_function": policy.responsible_function,
        "contact": policy.contact,
        "language": policy.language,
        "summary": policy.summary,
    }


OPEN_TO = {"policy-create": "dan", "staff-policy": "dan", "policy-head": "dan"}


@pytest.mark.parametrize("name", OPEN_TO)
def test_a_wrong_method_is_405(cast, client, policy, name):
    client.force_login(cast.dan)
    args = [] if name == "policy-create" else [policy.slug]
    assert client.delete(reverse(name, args=args)).status_code == 405


@pytest.mark.parametrize("name", ["staff-policy", "policy-head"])
def test_a_stranger_finds_nothing(cast, client, policy, name):
    client.force_login(cast.sam)
    assert client.get(reverse(name, args=[policy.slug])).status_code == 404
    client.logout()
    assert client.get(reverse(name, args=[policy.slug])).status_code == 302


def test_those_who_do_not_write_do_not_begin_policies(cast, client):
    for person in (cast.sam, cast.asa, cast.kim):
        client.force_login(person)
        assert client.get(reverse("policy-create")).status_code == 403


def test_an_approver_reads_the_overview_and_does_not_change_the_head(cast, client, policy):
    client.force_login(cast.asa)
    assert client.get(reverse("staff-policy", args=[policy.slug])).status_code == 200
    assert client.post(reverse("policy-head", args=[policy.slug]), head_of(policy)).status_code == 403


def test_the_overview_of_a_policy_in_each_state_can_be_read(cast, client, policy):
    consultation = announce(cast, policy)
    client.force_login(cast.dan)
    assert client.get(reverse("staff-policy", args=[policy.slug])).status_code == 200
    close(consultation)
    for state in State.values:
        Policy.objects.filter(pk=policy.pk).update(state=state)
        assert client.get(reverse("staff-policy", args=[policy.slug])).status_code == 200, state
