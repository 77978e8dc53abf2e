"""The demo's outbox shows what was mailed, with links that can be followed."""

import re

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_time

from organisation.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    Municipality.objects.create(pk=1, name="Ekeby kommun", email="kommun@ekeby.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"


def page(client) -> str:
    return client.get(reverse("outbox")).content.decode()


def test_a_mail_is_shown_with_its_words_and_its_link(client):
    EmailMessage("Bekräfta", "Öppna http://demo/confirm/abc/ nu.", "from@a.example", ["paula@example.se"]).send()
    html = page(client)
    assert "Bekräfta" in html
    assert "To paula@example.se" in html
    assert 'href="http://demo/confirm/abc/"' in html


def test_the_time_is_the_municipality_s(client):
    before = timezone.localtime()
    EmailMessage("Bekräfta", "Ord", "from@a.example", ["paula@example.se"]).send()
    shown = parse_time(re.search(r"at (\d\d\.\d\d\.\d\d)", page(client))[1].replace(".", ":"))
    assert shown.hour in {before.hour, timezone.localtime().hour}


def test_an_empty_outbox_says_how_it_is_filled(client):
    assert "Nothing has been sent yet." in page(client)


def test_another_method_is_refused(client):
    assert client.post(reverse("outbox")).status_code == 405


def test_two_mails_that_were_written_to_one_file_are_both_shown(client, settings):
    with get_connection() as sender:
        for name in ("paula", "petra"):
            EmailMessage("Svar", f"Hej {name}!", "from@a.example", [f"{name}@example.se"], connection=sender).send()
    html = page(client)
    assert "To paula@example.se" in html and "Hej petra!" in html
