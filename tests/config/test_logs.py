"""A visitor cannot write lines of their own into the log."""

import logging

import pytest

from config.logs import OneLine


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("plain åäö", "plain åäö"),
        ("a\nWARNING forged", "a\\nWARNING forged"),
        ("a\r\x1b[31mred\x00", "a\\r\\x1b[31mred\\x00"),
        ("\u202eturned\u2028line", "\\u202eturned\\u2028line"),
    ],
)
def test_control_characters_are_written_as_escapes(said, written):
    record = logging.LogRecord("samrad", logging.WARNING, __file__, 1, "%s", (said,), None)
    assert OneLine("%(message)s").format(record) == written


def test_a_traceback_keeps_its_lines_indented():
    try:
        raise ValueError("a\nforged")
    except ValueError as error:
        record = logging.LogRecord("samrad", logging.ERROR, __file__, 1, "failed", (), (type(error), error, None))
    assert OneLine("%(message)s").format(record).splitlines()[1:] == ["    ValueError: a", "    forged"]
