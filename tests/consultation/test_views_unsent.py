"""My comments: put aside in a browser, looked at, changed, and sent together as one submission."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultation.domain.taking_part import unsent
from consultation.models import Comment, ModerationAct, Submission, UnsentComment
from organisation.models import OutgoingMail
from tests.base import close
from tests.consultation.posting import filled, link, links_sent

pytestmark = pytest.mark.django_db
TEXT = "/policies/riktlinjer-for-sociala-medier/v/1"
FORM, OTHER, WHOLE = f"{TEXT}/p/1.1/comment/", f"{TEXT}/p/2.1/comment/", f"{TEXT}/comment/"
MINE = "/consultations/riktlinjer-for-sociala-medier/mine/"


def put(client, words: str, address: str = FORM, **more):
    return client.post(address, filled(words=words, act="aside", email="", name="", **more))


def together(client, **more) -> dict:
    """The form of the page that sends what lies there."""
    return filled(seen=[str(row.key) for row, _wish in client.get(MINE).context["rows"]], act="send") | more


@pytest.fixture
def two(consultation, client):
    """Paula has put two aside."""
    put(client, "Två dagar är kort.", suggestion="Kommunen ska svara inom tre dagar.")
    put(client, "Bra att det är kort.", WHOLE)
    return client


def test_what_is_put_aside_is_sent_together_as_one_submission_with_one_mail(two):
    page = two.get(MINE).content.decode()
    assert "Två dagar är kort." in page and "Bra att det är kort." in page and "<ins>" in page
    assert (Comment.objects.count(), links_sent()) == (0, 0)
    form = together(two)
    answers = [two.post(MINE, form), two.post(MINE, form)]
    assert {answer.headers["Location"] for answer in answers} == {f"/receipts/{form['key']}/"}
    sent = Submission.objects.get()
    assert [(row.reference, row.paragraph and row.paragraph.number) for row in sent.comments.order_by("number")] == [
        ("S-0001", "1.1"),
        ("S-0002", None),
    ]
    assert (links_sent(), UnsentComment.objects.count()) == (1, 0)
    receipt = two.get(answers[0].headers["Location"]).content.decode()
    assert "S-0001" in receipt and "S-0002" in receipt and "Bra att det är kort." in receipt
    mail = OutgoingMail.objects.get(text__contains="/confirm/").text
    assert "your 2 comments" in mail and "Their numbers are S-0001, S-0002." in mail
    two.post(link())
    put(two, "En sak till.")
    assert "You have confirmed p•••@example.se in this browser." in two.get(MINE).content.decode()
    assert "You have confirmed p•••@example.se in this browser." in two.get(FORM).content.decode()
    assert set(Comment.objects.values_list("state", flat=True)) == {"shown"}


def test_it_lies_in_that_browser_alone_under_a_hash(two):
    assert "Två dagar" not in Client().get(MINE).content.decode()
    secret = two.cookies["aside"].value
    assert set(UnsentComment.objects.values_list("holder", flat=True)) == {unsent.holder_of(secret)}
    stranger = Client()
    stranger.cookies["aside"] = "another"
    stranger.post(MINE, {"remove": str(UnsentComment.objects.first().key)})
    assert UnsentComment.objects.count() == 2


def test_it_is_changed_thrown_away_or_sent_alone_from_the_form_it_came_from(two):
    first, second = UnsentComment.objects.order_by("pk")
    page = two.get(f"{FORM}?mine={first.key}")
    assert page.context["form"]["words"].value() == "Två dagar är kort."
    put(two, "Två dagar är alldeles för kort.", key=first.key)
    assert [row.words for row in UnsentComment.objects.order_by("pk")] == [
        "Två dagar är alldeles för kort.",
        "Bra att det är kort.",
    ]
    two.post(MINE, {"remove": str(second.key)})
    two.post(FORM, filled(words="Nu skickar jag den.", key=first.key))
    assert (Comment.objects.get().comment, UnsentComment.objects.count()) == ("Nu skickar jag den.", 0)


def test_a_double_click_puts_one_aside_and_what_was_typed_of_the_sender_stays(consultation, client):
    assert put(client, " \n ").status_code == 200
    form = filled(words="En gång.", act="aside", email="inte färdig", name="Paula Ek")
    assert [client.post(FORM, form).status_code for _twice in range(2)] == [302, 302]
    assert UnsentComment.objects.count() == 1
    assert client.get(MINE).context["form"]["email"].value() == "inte färdig"
    assert client.get(OTHER).context["form"]["name"].value() == "Paula Ek"


def test_when_it_closes_meanwhile_nothing_is_sent_and_the_words_can_be_copied(two, consultation):
    form = together(two)
    close(consultation)
    page = two.post(MINE, form).content.decode()
    assert "data-error-summary" in page and "Två dagar är kort." in page
    assert (Comment.objects.count(), UnsentComment.objects.count()) == (0, 2)
    page = put(two, "Jag hann inte.").content.decode()
    assert "Jag hann inte." in page


def test_what_another_window_added_is_looked_at_before_it_is_sent(two):
    form = together(two)
    put(two, "En till.", OTHER)
    assert "En till." in two.post(MINE, form).content.decode()
    assert Comment.objects.count() == 0
    assert two.post(MINE, together(two)).status_code == 302
    assert Comment.objects.count() == 3


def test_a_personal_number_is_asked_about_and_then_held(two):
    put(two, "Min mamma 19121212-1212.")
    assert "19121212-1212" in two.post(MINE, together(two)).content.decode()
    assert Comment.objects.count() == 0
    two.post(MINE, together(two, anyway="on"))
    two.post(link())
    assert sorted(Comment.objects.values_list("state", flat=True)) == ["held", "shown", "shown"]
    assert ModerationAct.objects.get().comment.number == 3


def test_after_thirty_days_it_is_forgotten(two):
    old = UnsentComment.objects.first()
    UnsentComment.objects.filter(pk=old.pk).update(written_at=timezone.now() - timedelta(days=31))
    assert unsent.clear() == 1
    assert not UnsentComment.objects.filter(pk=old.pk).exists()


def test_reading_sets_no_cookie_and_knows_of_none(two):
    page = Client().get(f"{TEXT}/p/1.1/")
    assert not page.cookies
    assert two.get(f"{TEXT}/p/1.1/").content == page.content
