"""Settings are read, or the start stops with a sentence that names the variable."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import readers

NAME = "SAMRAD_TRIED"
FOLDER = Path("/srv/samrad")


@pytest.fixture
def given(monkeypatch):
    def give(value):
        monkeypatch.setenv(NAME, value) if value is not None else monkeypatch.delenv(NAME, raising=False)

    give(None)
    return give


def refusal(reader, *args, **kwargs) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        reader(NAME, *args, **kwargs)
    return str(refused.value)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_value_is_named(given, value):
    given(value)
    assert refusal(readers.text) == f"{NAME} is not set. script/setup writes a first one to the file .env."


def test_a_default_stands_in_for_a_missing_value(given):
    assert readers.text(NAME, "var") == "var"


@pytest.mark.parametrize("value", ["true", "yes", "2", "on"])
def test_a_flag_is_0_or_1_and_nothing_like_it(given, value):
    given(value)
    assert refusal(readers.flag) == f"{NAME} must be 0 or 1, not {value!r}."


@pytest.mark.parametrize(("value", "expected"), [(None, False), ("0", False), ("1", True)])
def test_a_flag_is_read(given, value, expected):
    given(value)
    assert readers.flag(NAME) is expected


@pytest.mark.parametrize("value", ["-1", "1.5", "two", "²", "0"])
def test_a_number_below_its_least_or_no_number_is_refused(given, value):
    given(value)
    assert refusal(readers.number, 1, least=1) == f"{NAME} must be a whole number of at least 1, not {value!r}."


def test_a_choice_outside_the_list_is_refused(given):
    given("de")
    assert refusal(readers.choice, "sv", ["sv", "en"]) == f"{NAME} must be one of sv, en, not 'de'."


@pytest.mark.parametrize("value", ["short", "a" * 60, "change-me"])
def test_a_weak_secret_is_refused_and_not_repeated(given, value):
    given(value)
    assert refusal(readers.secret) == f"{NAME} must be at least 50 random characters."


def test_an_address_is_read_without_its_slash(given):
    given("https://samrad.example.se/")
    assert readers.address(NAME) == ("https://samrad.example.se", "samrad.example.se")


@pytest.mark.parametrize("value", ["samrad.example.se", "ftp://samrad.example.se", "https://", "https://a.se/samrad"])
def test_what_is_no_address_is_refused(given, value):
    given(value)
    assert "must be like https://samrad.example.se" in refusal(readers.address)


def test_plain_http_is_for_this_machine_alone(given):
    given("http://127.0.0.1:8000")
    assert readers.address(NAME) == ("http://127.0.0.1:8000", "127.0.0.1")
    given("http://samrad.example.se")
    assert "must begin with https://" in refusal(readers.address)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "a.sqlite3"}),
        ("sqlite:///b.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "b.sqlite3"}),
        ("sqlite:////data/c.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("/data/c.sqlite3")}),
        (
            "postgres://sam:p%40ss@db.example.se:5433/samrad?sslmode=require",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "samrad",
                "USER": "sam",
                "PASSWORD": "p@ss",
                "HOST": "db.example.se",
                "PORT": 5433,
                "OPTIONS": {"sslmode": "require"},
            },
        ),
    ],
)
def test_a_database_is_read(given, value, expected):
    given(value)
    assert readers.database(NAME, "sqlite:///a.sqlite3", FOLDER) == expected


@pytest.mark.parametrize(
    "value", ["samrad.sqlite3", "sqlite://", "sqlite://a.sqlite3", "mysql://h/d", "postgres://h", "postgres://h:x/d"]
)
def test_a_database_that_cannot_be_is_refused(given, value):
    given(value)
    assert refusal(readers.database, "sqlite:///a.sqlite3", FOLDER).startswith(NAME)


def test_a_refused_database_address_does_not_show_its_password(given):
    given("mysql://sam:hemligt@db/samrad")
    assert "hemligt" not in refusal(readers.database, "sqlite:///a.sqlite3", FOLDER)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "file:outbox",
            {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "FILE_PATH": FOLDER / "outbox"},
        ),
        ("console:", {"BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("memory:", {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}),
        (
            "smtp://sam:hemligt@mail.example.se",
            {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "HOST": "mail.example.se",
                "PORT": 587,
                "HOST_USER": "sam",
                "HOST_PASSWORD": "hemligt",
                "USE_SSL": False,
                "USE_TLS": True,
            },
        ),
    ],
)
def test_the_way_of_mail_is_read(given, value, expected):
    given(value)
    assert readers.mail(NAME, FOLDER) == expected


@pytest.mark.parametrize("value", ["mail.example.se", "smtp://", "pigeon://mail.example.se", "file:", "smtp://h:x"])
def test_a_way_of_mail_that_cannot_be_is_refused(given, value):
    given(value)
    assert refusal(readers.mail, FOLDER).startswith(NAME)


def test_the_file_gives_what_the_environment_does_not_say(given, monkeypatch, tmp_path):
    monkeypatch.setenv("SAMRAD_SAID", "by the environment")
    monkeypatch.setenv("SAMRAD_FROM_FILE", "kept for undoing")
    monkeypatch.delenv("SAMRAD_FROM_FILE")
    (tmp_path / "env").write_text("# a word\n\nSAMRAD_SAID=by the file\nSAMRAD_FROM_FILE = a=b \n")
    readers.load_file(tmp_path / "env")
    assert (readers.text("SAMRAD_SAID"), readers.text("SAMRAD_FROM_FILE")) == ("by the environment", "a=b")


def test_a_line_of_the_file_that_cannot_be_read_is_shown(tmp_path):
    (tmp_path / "env").write_text("A=1\nnonsense\n")
    with pytest.raises(ImproperlyConfigured, match="line 2: expected NAME=value, found 'nonsense'"):
        readers.load_file(tmp_path / "env")
