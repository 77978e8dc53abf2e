"""What one has sent is changed and withdrawn until the consultation closes; what came in first is kept."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django_comments.models import Comment as Stored

from consultation.domain import moderation
from consultation.domain.taking_part import changing
from consultation.models import Comment, CommentText
from consultation.models.moderation_act import HidingReason
from organisation.models import Municipality, OutgoingMail
from tests.base import answer_all, close, comment
from tests.consultation.posting import filled, link, links_sent

pytestmark = pytest.mark.django_db
PAGE = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/"
NEW = {"words": "Tre dagar är bättre.", "seen": "0", "act": "save"}


@pytest.fixture
def sent(consultation, client) -> Comment:
    """Paula's comment with a wish, confirmed in her browser."""
    client.post(f"{PAGE}comment/", filled(words="Två dagar är kort.", suggestion="Kommunen ska svara i tid."))
    client.post(link())
    return Comment.objects.get()


def own(sent: Comment) -> str:
    return f"/receipts/{sent.submission.key}/{sent.number}/"


def mailed() -> str:
    """The address in the mail by which one comes to what one has sent."""
    return re.search(r"/mine/[\w.-]+/", OutgoingMail.objects.filter(text__contains="/mine/").earliest("pk").text)[0]


def test_other_words_stand_with_the_day_and_the_first_stay(client, sent):
    assert client.post(own(sent), NEW).headers["Location"] == f"/receipts/{sent.submission.key}/"
    client.post(own(sent), NEW)
    kept = CommentText.objects.get()
    sent.refresh_from_db()
    assert (kept.words, kept.suggestion) == ("Två dagar är kort.", "Kommunen ska svara i tid.")
    assert (sent.comment, sent.suggestion, sent.base_checksum, sent.state) == ("Tre dagar är bättre.", "", "", "shown")
    page = client.get(PAGE)
    assert page.context["thread"].comments[0].edited_on == sent.edited_at
    assert "Två dagar är kort." not in page.content.decode()


def test_the_database_lets_no_words_go_that_are_not_kept(sent):
    with pytest.raises(DatabaseError), transaction.atomic():
        Stored.objects.filter(pk=sent.pk).update(comment="Något annat.")


def test_it_takes_the_link_or_the_browser_that_used_it(client, sent):
    stranger = Client()
    assert [stranger.get(own(sent)).status_code, stranger.post(own(sent), NEW).status_code] == [403, 403]
    assert stranger.get(f"/mine/{sent.submission_id}.forged/").status_code == 404
    by_mail = f"{mailed()}{sent.number}/"
    assert "Två dagar är kort." in stranger.get(mailed()).content.decode()
    assert stranger.post(by_mail, NEW).status_code == 302
    sent.refresh_from_db()
    assert sent.comment == "Tre dagar är bättre."


def test_before_it_is_confirmed_the_browser_that_sent_it_may_and_not_after_it_was_confirmed_elsewhere(
    consultation, client
):
    client.post(f"{PAGE}comment/", filled(words="Två dagar är kort."))
    sent = Comment.objects.get()
    assert client.post(own(sent), NEW).status_code == 302
    Client().post(link())
    assert client.get(own(sent)).status_code == 403


def test_where_screening_comes_first_other_words_are_read_first(client, sent):
    Municipality.objects.update(screening="before")
    client.post(own(sent), NEW)
    sent.refresh_from_db()
    assert (sent.state, sent.is_public) == ("held", False)
    assert "Tre dagar" not in client.get(PAGE).content.decode()
    assert "Tre dagar" in client.get(own(sent)).content.decode()


def test_a_personal_number_is_asked_about_and_then_held(client, sent):
    words = {"words": "Min mamma 19121212-1212."}
    assert "19121212-1212" in client.post(own(sent), NEW | words).content.decode()
    client.post(own(sent), NEW | words | {"anyway": "on"})
    sent.refresh_from_db()
    assert sent.state == "held"


def test_words_changed_in_another_window_meet_each_other(client, sent):
    client.post(own(sent), NEW)
    answer = client.post(own(sent), NEW | {"words": "Fyra dagar."})
    page = answer.content.decode()
    assert (answer.status_code, "Fyra dagar." in page, NEW["words"] in page) == (409, True, True)
    assert client.post(own(sent), NEW | {"words": "Fyra dagar.", "seen": "1"}).status_code == 302
    assert CommentText.objects.count() == 2


def test_withdrawn_it_leaves_a_stub_where_there_are_replies_and_is_not_counted_or_answered(client, sent):
    comment(sent.consultation, words="Jag med.", parent=sent, name="Petra")
    alone = comment(sent.consultation, words="Ensam.", name="Pia")
    assert [client.post(own(sent), {"act": "withdraw"}).status_code for _twice in range(2)] == [302, 302]
    changing.withdraw(alone)
    page = client.get(PAGE)
    stub, *others = page.context["thread"].comments
    assert (stub.state, stub.text, len(stub.replies), others) == ("withdrawn", "", 1, [])
    assert page.context["thread"].total == 1
    assert [row.comment for row in Comment.objects.unanswered()] == ["Jag med."]
    assert "Två dagar är kort." in client.get(own(sent)).content.decode()


def test_after_closing_and_when_hidden_it_stands_and_what_was_typed_comes_back(cast, client, sent):
    moderation.hide(sent, reason="off_matter", by=cast.meja)
    page = client.post(own(sent), NEW).content.decode()
    assert "Tre dagar är bättre." in page
    receipt = client.get(f"/receipts/{sent.submission.key}/")
    assert str(HidingReason.OFF_MATTER.label) in receipt.context["receipt"].first.state_words
    moderation.show(sent, by=cast.meja)
    close(sent.consultation)
    assert "Tre dagar är bättre." in client.post(own(sent), NEW).content.decode()
    client.post(own(sent), {"act": "withdraw"})
    answer_all(cast, sent.consultation)
    sent.refresh_from_db()
    assert (sent.comment, sent.state) == ("Två dagar är kort.", "shown")


def test_the_next_comment_from_the_address_needs_no_mail_in_that_browser_alone(client, sent):
    again = client.post(f"{PAGE}comment/", filled(words="Och en sak till.", email="Paula@Example.se"))
    assert Comment.objects.latest("number").state == "shown"
    assert client.get(again.headers["Location"]).context["proven"]
    Client().post(f"{PAGE}comment/", filled(words="Jag är inte Paula."))
    assert Comment.objects.latest("number").state == "unconfirmed"
    client.post("/consultations/riktlinjer-for-sociala-medier/mine/", {"forget": "1"})
    client.post(f"{PAGE}comment/", filled(words="Nu känner den mig inte."))
    assert Comment.objects.latest("number").state == "unconfirmed"
    assert links_sent() == 3
