"""The working group: people come, get another part, go; each act once, and never a pen lost unawares."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafts.domain import group
from drafts.models import Membership
from drafts.permissions import can_edit, can_note, can_view, viewable
from organisation.exceptions import ActRefused
from organisation.models import Event, OutgoingMail
from tests.base import announce, make_policy, person

pytestmark = pytest.mark.django_db


def page_of(policy):
    return reverse("group", args=[policy.slug])


def member_page(membership):
    return reverse("member", args=[membership.policy.slug, membership.pk])


def parts(policy):
    return sorted(policy.memberships.values_list("user__name", "kind"))


@pytest.mark.data
def test_somebody_added_twice_is_there_once_and_gets_one_mail(cast, policy):
    first, second = (group.add(policy, cast.sam, kind="reviewer", by=cast.dan) for _time in range(2))
    assert (first, parts(policy)) == (second, [("Sam", "reviewer")])
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Riktlinjer för sociala medier" in mail.subject) == ("sam@ekeby.example", True)
    assert reverse("staff-policy", args=[policy.slug]) in mail.text and "Dan" in mail.text
    assert Event.objects.filter(verb="member added").count() == 1


@pytest.mark.data
def test_a_part_is_changed_and_ended(cast, policy):
    membership = group.add(policy, cast.sam, kind="reviewer", by=cast.dan)
    with pytest.raises(ActRefused, match="Change the part instead"):
        group.add(policy, cast.sam, kind="drafter", by=cast.dan)
    for _time in range(2):
        group.change(membership, kind="drafter", by=cast.dan)
    assert parts(policy) == [("Sam", "drafter")]
    for _time in range(2):
        group.take_out(membership, by=cast.dan)
    assert parts(policy) == []
    with pytest.raises(ActRefused, match="taken this person out"):
        group.change(membership, kind="reviewer", by=cast.dan)
    assert Event.objects.filter(verb__in=["member changed", "member taken out"]).count() == 2


def test_an_expert_without_a_role_sees_the_one_policy_and_writes_notes_only(cast, client, policy):
    announce(cast, policy)
    other = Membership.objects.create(policy=policy, user=cast.sam, kind="reviewer").policy
    assert (can_view(cast.sam, policy), can_note(cast.sam, policy), can_edit(cast.sam, policy)) == (True, True, False)
    assert list(viewable(cast.sam)) == [other]
    client.force_login(cast.sam)
    assert policy.title in client.get(reverse("desk")).content.decode()
    assert client.get(reverse("editor", args=[policy.slug])).status_code == 200
    assert client.get(page_of(policy)).status_code == 403
    cast.sam.is_active = False
    assert not can_view(cast.sam, policy) and not viewable(cast.sam).exists()


def test_dan_finds_somebody_by_name_and_adds_them(cast, dan, policy):
    person("Örjan Åberg")
    out = person("Örn")
    out.is_active = False
    out.save()
    answer = dan.get(page_of(policy) + "?q=örjan å")
    assert [each.name for each in answer.context["found"]] == ["Örjan Åberg"]
    assert dan.get(page_of(policy) + "?q=örn").context["found"] == []
    someone = answer.context["found"][0]
    for _time in range(2):
        answer = dan.post(page_of(policy) + "?q=örjan", {"person": someone.pk, "kind": "reviewer"})
        assert answer.status_code == 302
    assert parts(policy) == [("Örjan Åberg", "reviewer")]
    assert dan.get(page_of(policy) + "?q=örjan").context["found"] == []


def test_a_search_names_no_more_than_twenty(cast, dan, policy):
    for number in range(22):
        person(f"Anna {number}")
    page = dan.get(page_of(policy) + "?q=anna")
    assert page.content.decode().count('type="radio" name="person"') == 20
    assert "There are more." in page.content.decode()


def test_nobody_locks_themselves_out_without_saying_so(cast, client, policy):
    membership = policy.memberships.create(user=cast.sam, kind="drafter")
    client.force_login(cast.sam)
    for fields in ({"kind": "reviewer"}, {"kind": "drafter", "out": "1"}):
        answer = client.post(member_page(membership), fields)
        assert "You would lock yourself out." in answer.content.decode()
    assert parts(policy) == [("Sam", "drafter")]
    answer = client.post(member_page(membership), {"kind": "drafter", "out": "1", "sure": "on"})
    assert (answer.status_code, answer.url, parts(policy)) == (302, reverse("front"), [])


def test_who_writes_by_their_role_may_leave_the_group(cast, dan, policy):
    membership = policy.memberships.create(user=cast.dan, kind="drafter")
    answer = dan.post(member_page(membership), {"kind": "reviewer"})
    assert (answer.url, parts(policy)) == (page_of(policy), [("Dan", "reviewer")])


def test_a_member_of_another_policy_is_not_reached_through_this_one(cast, dan, policy):
    elsewhere = make_policy(cast, title="En annan").memberships.create(user=cast.sam, kind="reviewer")
    assert dan.get(reverse("member", args=[policy.slug, elsewhere.pk])).status_code == 404


def test_the_group_takes_the_same_queries_for_one_and_thirty(cast, dan, policy):
    counts = []
    for some in (1, 29):
        for number in range(some):
            policy.memberships.create(user=person(f"Bo {some} {number}"), kind="reviewer")
        with CaptureQueriesContext(connection) as queries:
            dan.get(page_of(policy))
        counts.append(len(queries))
    assert counts[0] == counts[1]
