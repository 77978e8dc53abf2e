"""Outgoing mail, to a real mail server."""

import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from organisation.domain import post
from organisation.models import Municipality, OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.data]


class Mailbox:
    """Keeps what the server was given."""

    def __init__(self) -> None:
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802: the library's name
        self.envelopes.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture
def mailbox(settings, db):
    Municipality.objects.create(pk=1, name="Ekeby kommun", email="kommun@ekeby.example")
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield box
    server.stop()


def test_a_mail_reaches_the_server_and_its_text_is_erased(mailbox):
    mail = post.write("paula@example.se", "Bekräfta din synpunkt", "Hemlig länk: åäö")
    assert post.send(mail.pk) == "sent"
    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == ["paula@example.se"]
    assert mail.message_id.encode() in envelope.content
    mail.refresh_from_db()
    assert (mail.text, mail.attempts) == ("", 1)


def test_a_mail_that_was_sent_is_not_sent_again(mailbox):
    mail = post.write("paula@example.se", "Ämne", "Text")
    post.send(mail.pk)
    post.send(mail.pk)
    assert len(mailbox.envelopes) == 1


def test_a_worker_killed_while_sending_sends_under_the_same_number(mailbox):
    mail = post.write("paula@example.se", "Ämne", "Text")
    OutgoingMail.objects.update(state="sending")
    assert post.send(mail.pk) == "sent"
    assert mail.message_id.encode() in mailbox.envelopes[0].content


def test_a_line_break_in_a_subject_cannot_add_a_header(mailbox):
    mail = post.write("paula@example.se", "Ämne\r\nBcc: alla@example.se", "Text")
    post.send(mail.pk)
    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == ["paula@example.se"]
    assert b"\nBcc:" not in envelope.content


def test_while_the_server_is_down_the_mail_waits_longer_and_longer(settings, db):
    Municipality.objects.create(pk=1, name="Ekeby kommun", email="kommun@ekeby.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mail = post.write("paula@example.se", "Ämne", "Text")
    waits = []
    for _attempt in range(post.ATTEMPTS):
        begun = timezone.now()
        state = post.send(mail.pk)
        mail.refresh_from_db()
        waits.append((mail.not_before - begun) >= timedelta(minutes=2 ** (mail.attempts - 1)))
    assert (state, all(waits), mail.text) == ("dead", True, "Text")
    assert DBTaskResult.objects.count() == post.ATTEMPTS


def test_a_mail_whose_job_was_lost_gets_a_new_one(mailbox):
    mail = post.write("paula@example.se", "Hej", "Brev.")
    DBTaskResult.objects.all().delete()
    assert post.take_up() == 0
    OutgoingMail.objects.update(not_before=timezone.now() - timedelta(hours=2))
    assert (post.take_up(), post.take_up()) == (1, 0)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [mail.pk]
