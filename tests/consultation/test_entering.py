"""What came by letter is entered by staff: once, whole, late or in time, and counts like all else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultation.domain import company, figures, letters, lifecycle
from consultation.domain.entering import submissions
from consultation.models import Attachment, Comment, Submission
from organisation.exceptions import ActRefused
from organisation.models import Municipality, OutgoingMail
from tests.base import answer_all, approve, close, comment
from tests.consultation.letters import LETTER, SUPPORT, enter, fields, post, split

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def test_a_letter_is_entered_and_shown_without_any_mail(dan, consultation):
    said = fields(original=SimpleUploadedFile("brev.pdf", PDF, "application/pdf"))
    answer = post(dan, "submission-enter", consultation, **said)
    sent = Submission.objects.get()
    assert answer.headers["Location"] == reverse("submission", args=[consultation.slug, sent.number])
    whole = sent.comments.get()
    assert (whole.comment, whole.paragraph, whole.state, whole.is_public) == (LETTER, None, "shown", True)
    assert (sent.channel, sent.confirmed_at is not None, sent.entered_by.name) == ("letter", True, "Dan")
    assert OutgoingMail.objects.count() == 0
    scan = sent.attachments.get()
    assert (scan.kind, scan.state, scan.name) == (Attachment.Kind.ORIGINAL, Attachment.State.KEPT, "brev.pdf")
    page = dan.get(answer.headers["Location"]).content.decode()
    assert SUPPORT in page and "brev.pdf" in page
    file = dan.get(reverse("submission-file", args=[consultation.slug, sent.number, scan.pk]))
    assert b"".join(file.streaming_content if file.streaming else [file.content]) == PDF
    assert (
        LETTER.split("\n")[0] in dan.get(reverse("whole", args=["riktlinjer-for-sociala-medier", 1])).content.decode()
    )


@pytest.mark.data
def test_one_form_sent_twice_is_one_submission(dan, consultation):
    said = fields()
    answers = [post(dan, "submission-enter", consultation, **said) for _turn in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert (Submission.objects.count(), Comment.objects.count()) == (1, 1)


def test_the_same_letter_from_the_same_sender_is_warned_of_and_entered_when_it_is_meant(dan, consultation, cast):
    enter(consultation, cast.dan)
    said = fields(words=LETTER.upper().replace("\n\n", " \n\n "))
    page = post(dan, "submission-enter", consultation, **said).content.decode()
    assert "The same words from the same sender have been entered: submission 1." in page
    assert "FÖR STYRELSEN, GUNNEL ASK" in page
    assert post(dan, "submission-enter", consultation, **said, again="on").status_code == 302
    assert post(dan, "submission-enter", consultation, **fields(organisation="Ekeby villaägare")).status_code == 302
    assert Submission.objects.count() == 3


def test_a_late_letter_is_registered_and_marked_and_one_of_the_last_day_is_not(consultation, cast):
    close(consultation)
    today = timezone.localdate()
    late = enter(consultation, cast.dan)
    early = enter(consultation, cast.dan, received_on=today - timedelta(days=1), sender_name="Ulla")
    assert (late.is_late, early.is_late) == (True, False)
    for day in (today + timedelta(days=1), today - timedelta(days=9)):
        with pytest.raises(ActRefused):
            enter(consultation, cast.dan, received_on=day)
    assert consultation.submissions.count() == 2


def test_where_screening_comes_first_it_waits_for_a_moderator(consultation, cast):
    Municipality.objects.update(screening="before")
    assert enter(consultation, cast.dan).comments.get().state == Comment.State.HELD


def test_a_person_is_not_named_unless_it_was_said_and_a_number_is_asked_about(dan, consultation):
    private = {"sender_kind": "private", "organisation": "", "sender_name": "Ulla"}
    said = fields(**private, words="Ring 19121212-1212.")
    assert "personal identity number" in post(dan, "submission-enter", consultation, **said).content.decode()
    post(dan, "submission-enter", consultation, **said, anyway="on")
    assert Submission.objects.get().shown_name == "Anonymous"


def test_it_counts_in_report_and_statistics_and_the_answer_goes_to_an_address_only(consultation, cast, policy):
    comment(consultation, "1.1")
    enter(consultation, cast.meja, email="gunnel@example.se")
    enter(consultation, cast.rut, channel="phone", organisation="", sender_kind="private", sender_name="Ulla")
    assert figures.of(consultation) == figures.Figures(persons=3, submissions=3, comments=3)
    assert {row["count"] for row in figures.by_channel(consultation)} == {1}
    close(consultation)
    answer_all(cast, consultation)
    policy.refresh_from_db()
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    assert letters.ask(consultation, by=cast.dan) == 2
    assert submissions.obstacle(consultation, timezone.now()) != ""
    with pytest.raises(ActRefused, match="published"):
        enter(consultation, cast.dan)


def test_the_receipt_can_be_handed_out(dan, consultation, cast):
    enter(consultation, cast.dan, address="Box 31\n000 00 Ekeby")
    page = dan.get(reverse("submission-receipt", args=[consultation.slug, 1])).content.decode()
    assert "S-0001" in page and "Box 31" in page


@pytest.mark.parametrize(("name", "status"), [("asa", 403), ("sten", 403), ("meja", 200), ("rut", 200), ("olga", 200)])
def test_those_who_answer_moderate_or_register_enter(client, cast, consultation, name, status):
    client.force_login(getattr(cast, name))
    assert client.get(reverse("submission-enter", args=[consultation.slug])).status_code == status


def test_what_was_entered_while_merging_is_told_at_the_merge_table(dan, consultation, cast):
    close(consultation)
    since = company.newest(consultation)
    first = split(enter(consultation, cast.rut), cast.rut, (SUPPORT, "1.1"))[0]
    told = dan.post(reverse("merge-here", args=["riktlinjer-for-sociala-medier"]), {"since": since})
    assert first.reference in told.content.decode() and "S-0001" not in told.content.decode()
    assert first.submission.is_late


def test_nothing_that_was_typed_is_lost(dan, consultation):
    page = post(dan, "submission-enter", consultation, **fields(received_on="2099-01-01")).content.decode()
    assert "has not come yet" in page and SUPPORT in page and "Ekeby hyresgästförening" in page
    assert not Submission.objects.exists()
