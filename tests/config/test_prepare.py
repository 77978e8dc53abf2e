"""The preparation says what is wrong with a database file before anything waits for it."""

import sqlite3

import pytest
from django.core.management import CommandError

from config.management.commands import prepare


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "samrad.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE kept (x)")
    return path


def refusal(path) -> str:
    with pytest.raises(CommandError) as refused:
        prepare.refuse_unwritable(path)
    return str(refused.value)


def test_a_file_that_can_be_written_is_left_as_it_was(file):
    prepare.refuse_unwritable(file)
    assert sqlite3.connect(file).execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]


def test_a_locked_file_is_named(file, monkeypatch):
    monkeypatch.setattr(prepare, "PATIENCE_SECONDS", 0)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refusal(file) == (
        f"The database file {file} is locked: another program is writing to it. Stop that one, then try again."
    )


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    assert f"{tmp_path / 'none' / 'samrad.sqlite3'} cannot be written" in refusal(tmp_path / "none" / "samrad.sqlite3")


def test_a_read_only_file_is_named(file):
    assert f"{file}?mode=ro cannot be written" in refusal(f"file:{file}?mode=ro")


def test_a_file_that_is_no_database_is_named(file):
    file.write_text("not a database, but long enough to be read as one" * 20)
    assert refusal(file) == f"The file {file} is not an SQLite database. Move it away, then try again."
