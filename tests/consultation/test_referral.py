"""Referral bodies: who is asked, their letter and link, reminders, answers, abstaining, who has answered."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultation.domain import lifecycle, participation, printing, report, report_files
from consultation.domain.referral import inviting, links, missives, standing
from consultation.domain.referral.inviting import Body
from consultation.models import Attachment, Comment, Consultation, Invitation, Submission
from organisation.exceptions import ActRefused
from organisation.models import Event, OutgoingMail
from tests.base import approve, close
from tests.consultation.attached import chosen
from tests.consultation.posting import filled

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")
COUNCIL = Body("Pensionärsrådet", "council", "radet@example.se")
FORM = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/comment/"
PUBLIC = "/consultations/riktlinjer-for-sociala-medier/"


@pytest.fixture
def invited(cast, consultation):
    """The pensioners' council is asked and has got its letter."""
    inviting.invite(consultation, [COUNCIL], by=cast.dan)
    missives.send(consultation, by=cast.dan)
    return Invitation.objects.get()


def address(invitation: Invitation, name: str = "invitation", *more: str) -> str:
    return reverse(name, args=[links.token_of(invitation), *more])


def letter(client, invitation: Invitation, **more):
    """A letter sent by the body's link."""
    page = client.get(address(invitation, "invitation-letter")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    said = {"words": "Rådet tillstyrker.", "person": "Kerstin Berg", "role": "ordförande", "key": key}
    return client.post(address(invitation, "invitation-letter"), said | more, follow=True)


def test_a_letter_that_is_changed_after_the_back_button_stays_and_is_not_taken_for_the_same(invited, client):
    page = address(invited, "invitation-letter")
    key = re.search(r'name="key" value="([^"]+)"', client.get(page).content.decode())[1]
    first = {"words": "Rådet tillstyrker.", "person": "Kerstin Berg", "role": "", "key": key}
    assert client.post(page, first).status_code == client.post(page, first).status_code == 302
    again = client.post(page, first | {"words": "Rådet avstyrker."}).content.decode()
    assert "Rådet avstyrker." in again and "with other words" in again and key not in again
    assert Comment.objects.count() == 1


@pytest.mark.data
def test_the_letter_leads_to_an_answer_that_is_confirmed_named_and_screened_like_others(consultation, invited, client):
    mail = OutgoingMail.objects.get()
    link = re.search(r"http://localhost(\S+)", mail.text)[1]
    assert (mail.recipient, link) == ("radet@example.se", address(invited))
    assert "radet" not in link and "Pension" not in link
    page = client.get(link).content.decode()
    assert "Pensionärsrådet is asked for its view" in page and "We abstain" in page
    said = letter(client, invited, files=[chosen()])
    assert "with the number S-0001" in said.content.decode()
    made = Submission.objects.get()
    assert (made.invitation, made.organisation, made.sender_kind, made.role) == (
        invited, "Pensionärsrådet", "council", "ordförande",
    )  # fmt: skip
    assert (made.confirmed_at is not None, made.comments.get().state, made.comments.get().paragraph) == (
        True, "shown", None,
    )  # fmt: skip
    assert Attachment.objects.get().state == "waiting"
    receipt = OutgoingMail.objects.latest("pk")
    assert "S-0001" in receipt.text and address(invited) in receipt.text
    whole = client.get("/policies/riktlinjer-for-sociala-medier/v/1/comments/").content.decode()
    assert "Pensionärsrådet" in whole and "ordförande" in whole and "Kerstin" not in whole
    own = re.search(r'href="(\S+)">Change or withdraw', said.content.decode())[1]
    assert "Rådet tillstyrker." in client.get(own).content.decode()


def test_a_body_comments_on_a_paragraph_with_other_words_for_it(consultation, invited, client):
    page = client.get(address(invited, "invitation-text")).content.decode()
    form = address(invited, "invitation-comment", "1.1")
    assert f'href="{form}"' in page
    key = re.search(r'name="key" value="([^"]+)"', client.get(form).content.decode())[1]
    wish = "Kommunen ska svara på frågor inom tre dagar."
    for _twice in range(2):
        client.post(form, {"words": "För kort.", "suggestion": wish, "key": key})
    made = Comment.objects.get()
    assert (made.paragraph.number, made.suggestion, made.state) == ("1.1", wish, "shown")


def test_a_letter_may_be_a_file_alone_and_an_empty_one_is_sent_back(invited, client):
    assert "Write the answer, or attach it." in letter(client, invited, words=" ").content.decode()
    letter(client, invited, words="", files=[chosen()])
    assert Comment.objects.get().comment == "The answer is in the attached file."


def test_a_personal_number_in_a_letter_is_asked_about_and_then_held(invited, client):
    words = "Rådets kassör 19121212-1212 instämmer."
    page = letter(client, invited, words=words).content.decode()
    assert "19121212-1212" in page and Comment.objects.count() == 0
    letter(client, invited, words=words, anyway="on")
    assert Comment.objects.get().state == "held"


def test_an_unknown_link_and_one_of_a_removed_body_lead_nowhere(cast, invited, client):
    known = address(invited)
    wrong = ["x", links.token_of(invited)[:-1] + "!", invited.uuid.hex, "0" * 32 + "." + "A" * 43]
    assert {client.get(reverse("invitation", args=[each])).status_code for each in wrong} == {404}
    inviting.remove(invited, by=cast.dan)
    assert client.get(known).status_code == 404


@pytest.mark.data
def test_a_body_abstains_by_post_alone_and_may_answer_all_the_same(consultation, invited, client):
    abstain = address(invited, "invitation-abstain")
    assert client.get(abstain).status_code == 405
    for _twice in range(2):
        client.post(abstain)
    assert [body.status for body in standing.asked(consultation)] == ["abstains"]
    assert Event.objects.filter(verb="body abstains").count() == 1
    letter(client, invited)
    assert [(body.status, body.references) for body in standing.asked(consultation)] == [("answered", ("S-0001",))]
    assert "An answer has come in already" in client.post(abstain, follow=True).content.decode()


def test_everybody_sees_who_was_asked_and_who_has_answered(cast, consultation, invited, client):
    inviting.invite(consultation, [Body("Bygdegården", email="b@example.se")], by=cast.dan)
    letter(client, invited)
    page = Client().get(PUBLIC).content.decode()
    for words in ("2 bodies were asked.", "has not answered yet", "has answered", "S-0001"):
        assert words in page
    assert "example.se" not in page
    close(consultation)
    assert "no answer" in Client().get(PUBLIC).content.decode()


def test_an_own_later_day_takes_the_answer_until_its_midnight_and_it_is_not_late(cast, consultation, invited, client):
    later = timezone.now() + timedelta(minutes=5)
    Invitation.objects.update(answer_by=later)
    close(consultation)
    assert client.post(FORM, filled()).status_code == 200
    letter(client, invited)
    made = Submission.objects.select_related("consultation", "invitation").get()
    assert (made.is_late, list(Submission.objects.late(consultation))) == (False, [])
    invited.refresh_from_db()
    consultation.refresh_from_db()
    assert invited.takes_answers(later - timedelta(microseconds=1), consultation)
    assert not invited.takes_answers(later, consultation)
    Invitation.objects.update(answer_by=timezone.now())
    assert "Write or attach a letter" not in client.get(address(invited)).content.decode()
    key = "11111111-1111-4111-8111-111111111111"
    page = client.post(address(invited, "invitation-letter"), {"words": "För sent.", "key": key}).content.decode()
    assert "The consultation has closed." in page and "För sent." in page


def test_an_earlier_own_day_does_not_shut_the_link_before_the_consultation_closes(cast, consultation, invited, client):
    Invitation.objects.update(answer_by=timezone.now() - timedelta(days=1))
    letter(client, invited)
    assert Submission.objects.count() == 1


def test_after_the_answers_are_published_nothing_is_taken_and_the_list_stands(cast, policy, consultation, invited):
    Invitation.objects.update(answer_by=timezone.now() + timedelta(days=9))
    close(consultation)
    policy = lifecycle.begin_compiling(policy, by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    invited.refresh_from_db()
    assert not invited.takes_answers(timezone.now(), consultation)
    with pytest.raises(ActRefused, match="The list stands as it is"):
        inviting.invite(consultation, [Body("En till")], by=cast.dan)


def moment(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=STOCKHOLM)


@pytest.mark.data
def test_the_silent_are_reminded_a_week_and_a_day_before_in_the_morning_and_never_twice(cast, consultation, invited):
    """The last day is 31 March; the clocks change on the 29th."""
    ends = datetime(2026, 4, 1, tzinfo=STOCKHOLM)
    Consultation.objects.update(opens_at=moment(1), closes_at=ends)
    Invitation.objects.update(sent_at=moment(1))
    inviting.invite(consultation, [Body("Utan brev", email="ej@example.se")], by=cast.dan)
    OutgoingMail.objects.all().delete()
    days = [(24, 7), (24, 8), (24, 9), (27, 9), (30, 7), (30, 8), (31, 23)]
    assert [missives.remind_due(moment(*day)) for day in days] == [0, 1, 0, 0, 0, 1, 0]
    assert missives.remind_due(ends) == 0
    assert {mail.recipient for mail in OutgoingMail.objects.all()} == {"radet@example.se"}
    assert "The last day is 31 March 2026." in OutgoingMail.objects.first().text


def test_who_answered_abstains_or_was_just_written_to_gets_no_reminder(cast, consultation, invited):
    ends = datetime(2026, 4, 1, tzinfo=STOCKHOLM)
    Consultation.objects.update(opens_at=moment(1), closes_at=ends)
    Invitation.objects.update(sent_at=moment(23))
    assert missives.due(moment(24)) == []
    Invitation.objects.update(sent_at=moment(1), abstained_at=moment(2))
    assert missives.due(moment(24)) == []
    Invitation.objects.update(abstained_at=None)
    assert missives.due(moment(24)) == [invited]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment(20))
        sender = participation.Sender("council", "", "Pensionärsrådet")
        participation.submit(
            consultation, key="0" * 32, sender=sender, words="Ja.", paragraph=None, invitation=Invitation.objects.get()
        )
    assert missives.due(moment(24)) == []


def test_reminding_by_hand_goes_to_the_silent_once_a_day(cast, dan, consultation, invited):
    remind = reverse("referral-remind", args=[consultation.slug])
    assert "There is nobody to remind" in dan.post(remind, follow=True).content.decode()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert "1 reminder is on its way." in dan.post(remind, follow=True).content.decode()
    assert "There is nobody to remind" in dan.post(remind, follow=True).content.decode()
    assert OutgoingMail.objects.filter(subject__startswith="Reminder").count() == 1


def test_staff_read_the_letter_send_it_to_the_chosen_and_each_gets_it_once(cast, dan, consultation):
    bodies = [Body(f"Förening {n}", "association", f"f{n}@example.se") for n in range(3)] + [Body("Utan adress")]
    inviting.invite(consultation, bodies, by=cast.dan)
    page = reverse("referral-letter", args=[consultation.slug])
    read = dan.get(page).content.decode()
    assert "asks for your view on “Riktlinjer för sociala medier”" in read and "Utan adress" not in read
    assert OutgoingMail.objects.count() == 0
    first, second, third = Invitation.objects.exclude(email="").values_list("pk", flat=True)
    assert "2 letters are on their way." in dan.post(page, {"body": [first, third]}, follow=True).content.decode()
    dan.post(page, {"body": [first, second, third]})
    assert "There is nobody to send the letter to." in dan.post(page, {"body": [first]}).content.decode()
    sent = sorted(OutgoingMail.objects.values_list("recipient", flat=True))
    assert sent == ["f0@example.se", "f1@example.se", "f2@example.se"]


def test_a_new_address_gets_a_letter_of_its_own_and_staff_see_what_was_not_delivered(cast, dan, consultation, invited):
    OutgoingMail.objects.update(state="dead")
    listing = reverse("referral-bodies", args=[consultation.slug])
    assert "could not be delivered" in dan.get(listing).content.decode()
    page = reverse("referral-body", args=[consultation.slug, invited.pk])
    said = {"name": "Pensionärsrådet", "sender_kind": "council", "email": "nya@example.se", "answer_by": ""}
    assert dan.post(page, said).status_code == 302
    invited.refresh_from_db()
    assert (invited.email, invited.sent_at) == ("nya@example.se", None)
    assert missives.send(consultation, by=cast.dan) == 1


def test_staff_add_note_abstention_and_take_away_what_has_not_answered(cast, dan, consultation, client):
    new = reverse("referral-body-new", args=[consultation.slug])
    said = {"name": " Bygdegårdens  vänner ", "sender_kind": "association", "email": "", "answer_by": "2099-12-15"}
    assert dan.post(new, said).status_code == 302
    made = Invitation.objects.get()
    assert (made.name, made.answer_by) == ("Bygdegårdens vänner", datetime(2099, 12, 16, tzinfo=STOCKHOLM))
    assert "stood on the list already" in dan.post(new, said, follow=True).content.decode()
    page = reverse("referral-body", args=[consultation.slug, made.pk])
    dan.post(page, {"act": "abstain"})
    assert "stays on the list" in dan.post(page, {"act": "remove"}, follow=True).content.decode()
    dan.post(page, {"act": "again"})
    dan.post(page, {"act": "remove"})
    assert not Invitation.objects.exists()
    refused = dan.post(new, said | {"name": "=cmd", "answer_by": "2001-01-01"}).content.decode()
    assert "takes for a formula" in refused and "The day has passed." in refused


def test_a_list_of_bodies_takes_as_many_queries_for_one_as_for_thirty(cast, dan, consultation):
    counts = []
    for bodies in ([Body("Ensam", email="e@example.se")], [Body(f"F{n}", email=f"f{n}@example.se") for n in range(30)]):
        inviting.invite(consultation, bodies, by=cast.dan)
        pages = [reverse("referral-bodies", args=[consultation.slug]), PUBLIC]
        with CaptureQueriesContext(connection) as taken:
            for page in pages:
                dan.get(page)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_the_report_lists_those_who_were_asked_also_the_silent(cast, policy, consultation, invited, client):
    inviting.invite(consultation, [Body("Bygdegården"), Body("Idrottsföreningen")], by=cast.dan)
    inviting.abstain(Invitation.objects.get(name="Bygdegården"), by=cast.dan)
    letter(client, invited)
    close(consultation)
    made = report.build(consultation)
    assert [(body.name, body.words, body.references) for body in made.asked] == [
        ("Bygdegården", "abstains", ()),
        ("Idrottsföreningen", "no answer", ()),
        ("Pensionärsrådet", "has answered", ("S-0001",)),
    ]
    assert made.asked_counts == {"asked": 3, "answered": 1, "abstains": 1, "silent": 1}
    assert json.loads(report_files.as_json(made))["asked"][2]["comments"] == ["S-0001"]
    assert printing.report.paper_of(consultation).asked[0] == ("Bygdegården", "abstains")
    assert list(report_files.body_rows(made))[1][0] == "Bygdegården"
