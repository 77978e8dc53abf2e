"""Each sender with a confirmed address gets one letter: the view, the answer, the sentence before and after."""

import pytest
from django.urls import reverse

from consultation.domain import dispositions, letters, lifecycle, merging, sentences
from consultation.models import Letter, Submission
from organisation.models import OutgoingMail
from tests.base import answer_all, approve, close, comment
from tests.consultation.merge_table import THREE, draft

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def published(cast, policy, consultation):
    """Paula's suggestion is met, Petra's view in two submissions is not; Per has not confirmed."""
    wish = comment(consultation, "1.1", suggestion=THREE)
    comment(consultation, "2.1", "Varje år, tack.", name="Petra")
    comment(consultation, None, "Bra förslag.", name="Petra")
    comment(consultation, "1.1", "Obekräftad.", name="Per", confirmed=False)
    Submission.objects.filter(email="petra@example.se").update(language="en")
    close(consultation)
    merging.use_suggestion(wish, revision=draft(policy).revision, reason="Fler hinner svara.", by=cast.dan)
    dispositions.dispose([wish], outcome="met", reason="", by=cast.dan)
    answer_all(cast, consultation)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    OutgoingMail.objects.all().delete()
    consultation.refresh_from_db()
    return consultation


def test_a_letter_has_the_view_the_answer_and_the_sentence_before_and_after(cast, published):
    assert letters.ask(published, by=cast.dan) == 2
    assert letters.write(published.pk) == 2
    text = OutgoingMail.objects.get(recipient="paula@example.se").text
    for words in (
        "Två dagar är för kort tid.",
        THREE,
        "Kommunen ska svara på frågor inom två dagar.",
        "Fler hinner svara.",
        "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/#s-0001",
    ):
        assert words in text


def test_all_views_from_one_address_are_in_one_letter_in_its_language(cast, published):
    letters.ask(published, by=cast.dan)
    letters.write(published.pk)
    mail = OutgoingMail.objects.get(recipient="petra@example.se")
    assert "Varje år, tack." in mail.text and "Bra förslag." in mail.text and "You wrote:" in mail.text
    assert mail.subject == "Our answers to your views on “Riktlinjer för sociala medier”"


def test_nobody_gets_a_second_letter_and_nobody_unconfirmed_any(cast, published):
    letters.ask(published, by=cast.dan)
    assert letters.ask(published, by=cast.dan) == 0
    letters.write(published.pk)
    letters.write(published.pk)
    recipients = sorted(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == ["paula@example.se", "petra@example.se"]


def test_a_sender_reads_of_their_own_views_alone(cast, published):
    letters.ask(published, by=cast.dan)
    letters.write(published.pk)
    assert "Varje år, tack." not in OutgoingMail.objects.get(recipient="paula@example.se").text


def test_staff_read_a_sample_send_and_see_what_was_delivered(cast, dan, published):
    address = reverse("letters", args=[published.slug])
    page = dan.get(address).content.decode()
    assert "Två dagar är för kort tid." in page and "Send 2 letters" in page
    said = dan.post(address, follow=True).content.decode()
    assert "2 letters are on their way." in said and "Send 2 letters" not in said
    letters.write(published.pk)
    OutgoingMail.objects.filter(recipient="paula@example.se").update(state="sent")
    OutgoingMail.objects.filter(recipient="petra@example.se").update(state="dead", last_error="550 no such user")
    assert "550 no such user" in dan.get(address).content.decode()
    assert letters.standing(published) == letters.Standing(to_ask=0, waiting=0, sent=1, dead=1)


def test_no_letter_goes_out_before_the_answers_are_published(dan, consultation):
    comment(consultation)
    said = dan.post(reverse("letters", args=[consultation.slug])).content.decode()
    assert "The answers are not published yet." in said


def test_only_the_sentences_that_differ_are_told():
    apart = sentences.sentences_apart("Först. Två dagar. Sist.", "Först. Tre dagar. Sist.")
    assert apart == ("Två dagar.", "Tre dagar.")
    assert sentences.sentences_apart("", "Nytt stycke.") == ("", "Nytt stycke.")


def test_letters_take_as_many_queries_for_one_sender_as_for_thirty(cast, published, django_assert_num_queries):
    one = list(letters.reachable(published))[:1]
    every = list(letters.reachable(published))
    rows = [[Letter(consultation=published, submission=each) for each in some] for some in (one, every)]
    for letter in rows:
        with django_assert_num_queries(6):
            letters.texts_of(published, letter)
