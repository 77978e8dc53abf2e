"""The settings as a whole: safe as they come, on the right SQLite, with the headers on every answer."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from config.checks import sqlite_is_safe

PRODUCTION = {
    "SAMRAD_ENV_FILE": os.devnull,
    "SAMRAD_SECRET_KEY": "of-a-production-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SAMRAD_ADDRESS": "https://samrad.example.se",
    "EMAIL_URL": "smtp://mail.example.se",
    "SAMRAD_PROXIES": "1",
    "PATH": os.environ["PATH"],
}


def manage(tmp_path, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=PRODUCTION | {"SAMRAD_VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_an_installation_as_it_comes_passes_the_check_for_deployment(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_start_without_a_secret_stops_with_a_sentence(tmp_path):
    done = manage(tmp_path, "check", SAMRAD_SECRET_KEY="")
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith("SAMRAD_SECRET_KEY is not set. script/setup writes a first one to the file .env.")
    )


def test_cookies_over_https_are_bound_to_the_host(tmp_path):
    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEBUG)"
    done = manage(tmp_path, "shell", "--no-imports", "-c", asked)
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "False"]


def test_an_old_sqlite_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    assert sqlite_is_safe(None, version=(3, 51, 3)) == []
    (error,) = sqlite_is_safe(None, version=(3, 40, 1))
    assert error.msg.startswith("SQLite 3.40.1 can lose data")


def test_sqlite_is_the_one_of_the_wheel():
    assert sqlite3.__name__ == "pysqlite3"


@pytest.mark.django_db
def test_sqlite_is_set_for_durability():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite is set by pragmas")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "journal_size_limit")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_size_limit": 67108864,
    }


@pytest.mark.data
@pytest.mark.django_db
def test_postgresql_reads_committed_and_never_waits_for_ever():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has these timeouts")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('transaction_isolation'), current_setting('lock_timeout'),"
            " current_setting('statement_timeout')"
        )
        assert cursor.fetchone() == ("read committed", "10s", "1min")


@pytest.mark.parametrize("path", ["/healthz", "/nothing-is-here"])
@pytest.mark.django_db
def test_the_headers_stand_on_every_answer(client, path):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS
    assert answer.cookies == {}
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy == EXPECTED_POLICY


EXPECTED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
    "Content-Language": "en",
}
EXPECTED_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
