"""Who writes to SQLite takes turns, and no turn is kept."""

import fcntl
import os
import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from organisation.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one writer")


def is_free() -> bool:
    """Whether another process could take the turn now."""
    folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(folder)
    return True


def test_a_transaction_has_the_turn_until_it_ends_however_it_ends():
    with transaction.atomic():
        assert not is_free()
        with transaction.atomic():
            Unit.objects.create(name="Before")
        assert not is_free()
    assert is_free()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert is_free()
    with transaction.atomic():
        connection.close()
    assert is_free()
    with transaction.atomic():
        Unit.objects.create(name="After")
    assert set(Unit.objects.filter(name__in=["Before", "After"]).values_list("name", flat=True)) == {"Before", "After"}


def test_a_transaction_that_cannot_begin_has_no_turn():
    blocker = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    connection.cursor().execute("PRAGMA busy_timeout = 1")
    try:
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError), transaction.atomic():
            pass
        assert is_free()
    finally:
        blocker.close()
        connection.cursor().execute("PRAGMA busy_timeout = 20000")
