"""Who was told of an answer by letter is told when it is another; who asked is told when the question is answered."""

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import dispositions, letters, lifecycle
from consultation.domain.answers import questions
from consultation.domain.following import telling
from consultation.domain.letters import corrections
from consultation.models import Following, Letter, Submission
from organisation.models import OutgoingMail
from tests.base import answer_all, approve, close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WHY = "Fel paragraf i det första svaret."


@pytest.fixture
def told(cast, policy, consultation):
    """Paula and Petra have had their letters, both with the same answer."""
    rows = [comment(consultation), comment(consultation, "2.1", "Varje år, tack.", name="Petra")]
    close(consultation)
    answer_all(cast, consultation)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    letters.ask(consultation, by=cast.dan)
    letters.write(consultation.pk)
    OutgoingMail.objects.update(state="sent")
    return rows


def correct(cast, row, reason: str = "Vi prövar en dag.", why: str = WHY):
    row.refresh_from_db()
    dispositions.dispose([row], outcome="not_met", reason=reason, why=why, by=cast.dan)


def mails() -> dict[str, str]:
    """What waits in the outbox, by recipient."""
    return dict(OutgoingMail.objects.filter(state="waiting").values_list("recipient", "text"))


def test_a_letter_of_correction_goes_once_to_exactly_the_one_whose_answer_changed(cast, dan, told):
    consultation, page = told[0].consultation, reverse("letters", args=[told[0].consultation.slug])
    assert corrections.due(consultation) == []
    correct(cast, told[0])
    asked = dan.get(reverse("answer", args=[consultation.slug, told[0].number])).content.decode()
    assert "A letter has told its sender of another answer." in asked and page in asked
    read = dan.get(page).content.decode()
    assert "Send 1 letter of correction" in read and WHY in read
    for said in ("1 letter is on its way.", "Everybody who can be reached has a letter already."):
        assert said in dan.post(page, {"act": "correct"}, follow=True).content.decode()
    letters.write(consultation.pk)
    assert list(mails()) == ["paula@example.se"]
    text = mails()["paula@example.se"]
    for words in (
        "Två dagar är för kort tid.",
        "Tack för synpunkten.",
        WHY,
        "föreslås inte tillgodoses",
        "Vi prövar en",
    ):
        assert words in text
    assert letters.standing(consultation, Letter.Kind.CORRECTION).waiting == 1
    assert letters.ask(consultation, by=cast.dan) == 0 == corrections.ask(consultation, by=cast.dan)


def test_an_answer_that_is_changed_back_needs_no_letter_and_a_second_change_one_more(cast, told):
    consultation = told[0].consultation
    correct(cast, told[0])
    dispositions.dispose([told[0]], outcome="noted", reason="Tack för synpunkten.", why="Åter.", by=cast.dan)
    assert corrections.due(consultation) == []
    correct(cast, told[0])
    assert corrections.ask(consultation, by=cast.dan) == letters.write(consultation.pk) == 1
    correct(cast, told[0], reason="Vi prövar tre dagar.", why="Nämnden bad om det.")
    assert corrections.ask(consultation, by=cast.dan) == letters.write(consultation.pk) == 1
    second = OutgoingMail.objects.latest("pk").text
    assert "Vi prövar en dag." in second and "Nämnden bad om det." in second and WHY not in second


def test_who_asked_is_told_at_once_and_not_again_by_the_other_mails(cast, policy, consultation):
    asked = comment(consultation, "1.1", "Gäller det <b>även</b> bolagen?")
    seen = comment(consultation, "1.1", "Vem svarar?", confirmed=False, name="Per")
    Submission.objects.filter(email="paula@example.se").update(language="sv")
    now = timezone.now()
    for address in ("Paula@example.se", "frida@example.se"):
        Following.objects.create(
            policy=policy, lineage=asked.paragraph.lineage, email=address.lower(), confirmed_at=now, told_until=now
        )
    OutgoingMail.objects.all().delete()
    for _twice in range(2):
        questions.answer([asked], reason="Ja, även bolagen.", called=True, by=cast.dan)
    assert letters.write(consultation.pk) == 1 and list(mails()) == ["paula@example.se"]
    text = mails()["paula@example.se"]
    assert "Gäller det <b>även</b> bolagen?" in text and "Ja, även bolagen." in text
    OutgoingMail.objects.update(state="sent")
    telling.tell(timezone.now() + telling.APART)
    assert list(mails()) == ["frida@example.se"]
    close(consultation)
    answer_all(cast, consultation)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    assert seen.submission.confirmed_at is None and letters.ask(consultation, by=cast.dan) == 1
    letters.write(consultation.pk)
    last = OutgoingMail.objects.filter(recipient="paula@example.se").latest("pk").text
    assert "Gäller det <b>även</b> bolagen?" in last and "Ja, även bolagen." not in last


def test_a_corrected_answer_to_a_question_is_told_while_the_consultation_is_open(cast, consultation):
    asked = comment(consultation, "1.1", "Gäller det bolagen?")
    questions.answer([asked], reason="Ja.", called=True, by=cast.dan)
    letters.write(consultation.pk)
    asked.refresh_from_db()
    questions.answer([asked], reason="Nej.", why="Fel.", by=cast.dan)
    assert [rows == [asked] for rows in corrections.due(consultation)] == [True]
    corrections.ask(consultation, by=cast.dan)
    letters.write(consultation.pk)
    assert "Nej." in OutgoingMail.objects.latest("pk").text
    assert list(Letter.objects.values_list("kind", flat=True)) == ["question", "correction"]
