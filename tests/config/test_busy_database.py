"""A database that cannot be written: a clear word, nothing typed lost."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.urls import reverse

from config.middleware import BusyDatabaseMiddleware
from consultation.models import Comment
from tests.base import Cast, announce, make_policy
from tests.consultation.posting import filled

WORDS = "Två dagar är för kort tid för den som arbetar skift."


def test_what_was_typed_is_given_back(rf):
    secrets = {"password": "hemligt-lösenord-långt", "new_password1": "hemligt lösenord som är långt"}
    request = rf.post("/", {"words": WORDS, "csrfmiddlewaretoken": "x" * 64} | secrets)
    answer = BusyDatabaseMiddleware(lambda request: HttpResponse()).process_exception(
        request, OperationalError("database is locked")
    )
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert WORDS in page and "hemligt" not in page and "x" * 64 not in page


def test_another_fault_is_left_alone(rf):
    middleware = BusyDatabaseMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), ValueError()) is None


@pytest.mark.django_db(transaction=True)
def test_a_comment_to_a_locked_database_is_answered_in_words(client):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite locks the whole file")
    consultation = announce(cast := Cast(), make_policy(cast))
    address = reverse("comment", args=[consultation.version.policy.slug, 1, "1.1"])
    form = filled(words=WORDS)
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    blocker = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        blocker.execute("BEGIN IMMEDIATE")
        answer = client.post(address, form)
    finally:
        blocker.close()
        connection.cursor().execute("PRAGMA busy_timeout = 20000")
    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert Comment.objects.count() == 0
    assert client.post(address, form).status_code == 302
    assert Comment.objects.count() == 1
