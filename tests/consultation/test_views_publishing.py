"""Freezing the approved draft, and announcing a consultation on it."""

from datetime import UTC, date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import lifecycle
from consultation.forms.drafting import AnnounceForm, midnight
from consultation.models import Consultation
from drafts.domain import approvals, editing
from drafts.models import Policy
from drafts.models.policy import State
from tests.base import announce, approve
from tests.drafts.windows import Window, at, draft, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(cast, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    return policy


def freeze_page(policy):
    return reverse("version-freeze", args=[policy.slug])


def announce_page(policy):
    return reverse("consultation-announce", args=[policy.slug])


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def announcing(**changed):
    return {"opens": "now", "opens_on": "", "closes_on": in_days(30), "introduction": "Vad tycker du?"} | changed


def test_an_approved_text_is_frozen_and_can_be_announced(cast, dan, policy):
    approve(cast, policy)
    assert "Everything is in place." in dan.get(freeze_page(policy)).content.decode()
    answer = dan.post(freeze_page(policy))
    assert answer.headers["Location"] == announce_page(policy)
    version = policy.versions.newest()
    assert (version.number, version.is_public, len(version.checksum)) == (1, False, 64)


def test_the_gate_lists_what_is_missing_and_refuses(cast, dan, policy):
    approve(cast, policy)
    Policy.objects.filter(pk=policy.pk).update(contact="", summary="")
    page = dan.get(freeze_page(policy)).content.decode()
    assert "2 things are missing before the text can be published." in page
    refused = dan.post(freeze_page(policy)).content.decode()
    assert "This is missing: A contact for the public; A summary in plain language." in refused
    assert policy.versions.newest() is None


def test_freezing_what_is_not_approved_is_refused_on_the_page(dan, policy):
    answer = dan.post(freeze_page(policy))
    assert answer.status_code == 200
    assert "A proposal is frozen when its text has been approved." in answer.content.decode()


def test_a_consultation_opens_at_once_and_the_closing_date_is_included(dan, frozen):
    before = timezone.now()
    answer = dan.post(announce_page(frozen), announcing(closes_on="2099-12-15"))
    consultation = Consultation.objects.get()
    assert answer.headers["Location"] == reverse("staff-consultation", args=[consultation.slug])
    assert before <= consultation.opens_at <= timezone.now()
    assert consultation.closes_at.isoformat() == "2099-12-15T23:00:00+00:00"
    assert consultation.introduction == "Vad tycker du?"
    frozen.refresh_from_db()
    assert (frozen.state, frozen.is_public) == (State.ANNOUNCED, True)


def test_a_consultation_can_open_at_a_coming_day(dan, frozen):
    dan.post(announce_page(frozen), announcing(opens="date", opens_on="2099-07-01", closes_on="2099-07-31"))
    consultation = Consultation.objects.get()
    assert consultation.opens_at.isoformat() == "2099-06-30T22:00:00+00:00"
    assert consultation.closes_at.isoformat() == "2099-07-31T22:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"closes_on": in_days(-2)}, "closes_on", "The closing date has already passed."),
        (
            {"opens": "date", "opens_on": in_days(20), "closes_on": in_days(10)},
            "closes_on",
            "The closing date lies before the opening date.",
        ),
        ({"opens": "date", "opens_on": in_days(-1)}, "opens_on", "The opening date has already passed."),
        ({"opens": "date"}, "opens_on", "Give the day on which the consultation opens."),
        ({"closes_on": "31 februari"}, "closes_on", "Enter a valid date."),
        ({"closes_on": ""}, "closes_on", "This field is required."),
    ],
)
def test_dates_that_do_not_hold_are_refused_beside_their_field(dan, frozen, changed, field, words):
    answer = dan.post(announce_page(frozen), announcing(**changed))
    assert answer.status_code == 200
    assert answer.context["form"].errors == {field: [words]}
    assert "Vad tycker du?" in answer.content.decode()
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("day", "end"),
    [("2027-03-28", "2027-03-28T22:00:00+00:00"), ("2027-10-31", "2027-10-31T23:00:00+00:00")],
    ids=["when the clock goes forward", "when the clock goes back"],
)
def test_the_last_day_ends_at_swedish_midnight_also_when_the_clock_is_changed(day, end):
    form = AnnounceForm({"opens": "now", "closes_on": day}, now=midnight(date(2027, 3, 1)))
    assert form.is_valid()
    assert form.cleaned_data["closes_at"].astimezone(UTC).isoformat() == end


def test_announcing_twice_is_refused_on_the_page(dan, frozen):
    dan.post(announce_page(frozen), announcing())
    answer = dan.post(announce_page(frozen), announcing())
    assert "There is no frozen version that waits for a consultation." in answer.content.decode()
    assert Consultation.objects.count() == 1


def test_announcing_without_a_frozen_text_is_refused_on_the_page(dan, policy):
    answer = dan.post(announce_page(policy), announcing())
    assert "There is no frozen version that waits for a consultation." in answer.content.decode()


def test_a_coming_consultation_is_said_on_the_overview(cast, dan, policy):
    announce(cast, policy, opens=timezone.now() + timedelta(days=3))
    assert "Consultation announced" in dan.get(reverse("staff-policy", args=[policy.slug])).content.decode()


def test_wrong_method_stranger_and_weaker_role(cast, client, policy):
    pages = [freeze_page(policy), announce_page(policy)]
    client.force_login(cast.dan)
    assert {client.put(page).status_code for page in pages} == {405}
    client.force_login(cast.sam)
    assert {client.post(page).status_code for page in pages} == {404}
    client.force_login(cast.asa)
    assert {client.post(page).status_code for page in pages} == {403}


def test_words_that_were_not_saved_are_told_of_and_wait_in_the_next_draft(cast, dan, policy):
    approve(cast, policy)
    window = Window(policy, cast.dan)
    window.beat(unsaved=[rewrite(at(policy, "1.1"), "Nya ord.")])
    ask, freeze = (reverse(name, args=[policy.slug]) for name in ("approval-ask", "version-freeze"))
    assert all(cast.dan.name in dan.get(each).content.decode() for each in (ask, freeze))
    dan.post(freeze)
    assert draft(policy).sittings.get().unsaved[0]["text"] == "Nya ord."


def test_a_frozen_proposal_can_be_taken_back_from_where_it_is_announced(dan, frozen):
    way = f'href="{reverse("version-set-aside", args=[frozen.slug])}"'
    overview = dan.get(reverse("staff-policy", args=[frozen.slug])).content.decode()
    assert way in overview and reverse("approval-ask", args=[frozen.slug]) not in overview
    assert way in dan.get(reverse("consultation-announce", args=[frozen.slug])).content.decode()


def test_the_gate_says_what_became_of_the_last_request(cast, dan, policy):
    approvals.send_back(approvals.ask(policy, by=cast.dan), remark="Stryk 2.1.", by=cast.asa)
    assert "Stryk 2.1." in dan.get(freeze_page(policy)).content.decode()
    approve(cast, policy)
    editing.rewrite(at(policy, "1.1"), "Andra ord.", revision=1, by=cast.dan)
    assert "changed since it was asked for" in dan.get(freeze_page(policy)).content.decode()
