"""Sending a view in: registered once, at once; shown when the address is confirmed."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from consultation.domain import moderation, participation
from consultation.domain.participation import Sender
from consultation.domain.taking_part import confirming
from consultation.models import Comment, Confirmation, Consultation, Submission
from organisation.exceptions import ActRefused
from organisation.models import Event, Municipality, OutgoingMail
from tests.base import Cast, announce, close, comment, make_policy
from tests.consultation.posting import links_sent

pytestmark = [pytest.mark.data]
PAULA = Sender(kind="private", name="Paula Ek", email="paula@example.se", named=True)


def send(consultation, *, key=None, number="1.1", **more):
    paragraph = consultation.version.paragraphs.get(number=number) if number else None
    given = {"sender": PAULA, "paragraph": paragraph, "words": "Två dagar är kort."} | more
    return participation.submit(consultation, key=key or uuid.uuid4(), **given)


def token() -> str:
    """The secret of the latest mail's link."""
    return re.search(r"/confirm/([\w-]+)/", OutgoingMail.objects.latest("pk").text)[1]


@pytest.mark.django_db
def test_what_was_sent_is_registered_at_once_and_shown_to_nobody(consultation):
    submission = send(consultation, suggestion="Kommunen ska svara inom tre dagar.")
    sent = submission.comments.get()
    assert (submission.number, sent.reference, sent.state) == (1, "S-0001", "unconfirmed")
    assert (sent.comment, sent.is_public, sent.ip_address) == ("Två dagar är kort.", False, None)
    assert len(sent.base_checksum) == 64


@pytest.mark.django_db
def test_the_same_key_gives_the_same_receipt(consultation):
    key = uuid.uuid4()
    first, second = send(consultation, key=key), send(consultation, key=key, words="Något annat.")
    assert first == second
    assert (Comment.objects.count(), links_sent()) == (1, 1)
    assert send(consultation).number == 2


@pytest.mark.django_db
def test_a_refused_comment_leaves_no_gap_in_the_numbers(consultation):
    first = comment(consultation)
    Comment.objects.filter(pk=first.pk).update(state="hidden")
    with pytest.raises(ActRefused):
        send(consultation, parent=first)
    assert send(consultation).comments.get().reference == "S-0002"


@pytest.mark.django_db
def test_the_link_in_the_mail_confirms_once(consultation):
    send(consultation)
    secret = token()
    participation.confirm(secret)
    assert Comment.objects.get().state == "shown"
    with pytest.raises(ActRefused, match="already been used"):
        participation.confirm(secret)


@pytest.mark.django_db
def test_only_the_hash_of_the_secret_is_kept_beside_the_mail(consultation):
    send(consultation)
    assert Confirmation.objects.get().token_hash == confirming.token_hash(token())


@pytest.mark.django_db
def test_an_expired_link_is_refused_and_the_comment_stays_registered(consultation):
    send(consultation)
    Confirmation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ActRefused, match="expired"):
        participation.confirm(token())
    assert Comment.objects.get().state == "unconfirmed"


@pytest.mark.django_db
def test_a_confirmed_comment_is_held_where_screening_comes_first(consultation):
    Municipality.objects.update(screening="before")
    send(consultation)
    participation.confirm(token())
    assert Comment.objects.get().state == "held"


@pytest.mark.django_db
def test_a_comment_is_refused_after_closing(consultation):
    close(consultation)
    with pytest.raises(ActRefused, match="closed"):
        send(consultation)
    consultation.refresh_from_db()
    assert (Submission.objects.count(), consultation.last_submission) == (0, 0)


@pytest.mark.django_db
def test_a_comment_is_refused_before_opening(cast):
    soon = timezone.now() + timedelta(days=2)
    consultation = announce(cast, make_policy(cast), opens=soon, closes=soon + timedelta(days=9))
    with pytest.raises(ActRefused, match="not opened"):
        send(consultation)


@pytest.mark.django_db
def test_a_link_is_confirmed_after_closing_too(consultation):
    send(consultation)
    close(consultation)
    participation.confirm(token())
    assert Comment.objects.get().state == "shown"


@pytest.mark.django_db
def test_closing_is_half_open_to_the_microsecond(consultation):
    moment = consultation.closes_at
    tick = timedelta(microseconds=1)
    assert [consultation.phase(at) for at in (moment - tick, moment)] == ["open", "closed"]
    for at in (consultation.opens_at - tick, consultation.opens_at, moment - tick, moment):
        rows = Consultation.objects
        by_rows = {
            "coming": rows.coming(at).exists(),
            "open": rows.open(at).exists(),
            "closed": rows.closed(at).exists(),
        }
        assert [name for name, found in by_rows.items() if found] == [consultation.phase(at)]


@pytest.mark.django_db
def test_a_reply_stands_under_the_comment_that_it_answers(consultation):
    first = comment(consultation)
    reply = comment(consultation, words="Håller med.", parent=first, name="Petra")
    assert (reply.thread_id, reply.parent_id, reply.level, reply.order) == (first.pk, first.pk, 1, 2)
    assert dict(Comment.objects.values_list("pk", "begins")) == {first.pk: True, reply.pk: False}


@pytest.mark.django_db
def test_a_reply_to_what_is_not_there_writes_nothing(consultation):
    first = comment(consultation)
    elsewhere = comment(consultation, "2.1")
    Comment.objects.filter(pk=first.pk).update(state="hidden")
    for parent in (first, elsewhere):
        with pytest.raises(ActRefused, match="not there"):
            send(consultation, parent=parent)
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_a_thread_goes_three_levels_deep_and_no_deeper(consultation):
    parent = comment(consultation)
    for _level in range(3):
        parent = comment(consultation, parent=parent)
    with pytest.raises(ActRefused, match="deeper"):
        send(consultation, parent=parent)
    assert Comment.objects.count() == 4


@pytest.mark.django_db
def test_a_paragraph_of_another_text_is_refused(cast, consultation):
    other = make_policy(cast, title="Annat")
    with pytest.raises(ActRefused, match="does not belong"):
        send(consultation, number=None, paragraph=other.versions.get().paragraphs.first())


@pytest.mark.django_db
def test_the_log_holds_numbers_and_never_words_or_addresses(consultation):
    send(consultation, words="Hemliga ord")
    written = " ".join(str(event.facts) for event in Event.objects.all())
    assert "paula" not in written.lower() and "Hemliga" not in written


def in_threads(count: int, work) -> list:
    """Runs `work(index)` in `count` threads at once, each with a connection of its own."""

    def one(index: int):
        try:
            return work(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_ten_posts_of_one_form_at_once_give_one_comment_and_one_mail():
    consultation = announce(cast := Cast(), make_policy(cast))
    key = uuid.uuid4()
    numbers = in_threads(10, lambda index: send(consultation, key=key).number)
    assert numbers == [1] * 10
    assert (Comment.objects.count(), links_sent()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_replies_at_once_keep_the_order_of_the_thread():
    consultation = announce(cast := Cast(), make_policy(cast))
    first = comment(consultation)
    in_threads(20, lambda index: send(consultation, parent=first))
    orders = sorted(Comment.objects.values_list("order", flat=True))
    assert orders == list(range(1, 22))
    assert sorted(Submission.objects.values_list("number", flat=True)) == list(range(1, 22))


@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_opened_twice_at_once_confirms_once():
    consultation = announce(cast := Cast(), make_policy(cast))
    send(consultation)
    secret = token()

    def confirm(index: int) -> bool:
        try:
            participation.confirm(secret)
        except ActRefused:
            return False
        return True

    assert sorted(in_threads(6, confirm)) == [False] * 5 + [True]


@pytest.mark.django_db
def test_a_comment_is_hidden_for_a_reason_of_the_published_rules_only(cast, consultation):
    shown = comment(consultation)
    for reason in ("", "dislike"):
        with pytest.raises(ActRefused, match="Choose the reason"):
            moderation.hide(shown, reason=reason, by=cast.meja)
    shown.refresh_from_db()
    assert shown.state == "shown"


@pytest.mark.django_db
def test_nobody_can_fill_a_strangers_mailbox(consultation, monkeypatch):
    monkeypatch.setattr(confirming, "UNUSED_LINKS_AN_HOUR", 2)
    stranger = Sender(kind="private", email="Paula@Example.se")
    send(consultation)
    send(consultation, sender=stranger)
    with pytest.raises(ActRefused, match="Many comments"):
        send(consultation)
    assert links_sent() == 2
    Submission.objects.update(received_at=timezone.now() - timedelta(hours=1))
    assert send(consultation).number == 3
