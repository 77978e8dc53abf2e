"""Lifts the triggers that keep frozen versions and the log, for emptying the tables between tests."""

from contextlib import contextmanager

KEEPING = ("frozen_", "append_only_")


@contextmanager
def lifted(connection):
    """While inside, no trigger of KEEPING fires; afterwards all stand as before."""
    lift, put_back = _PLANS[connection.vendor](connection)
    _run(connection, lift)
    try:
        yield
    finally:
        _run(connection, put_back)


def _sqlite(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        keeping = [(name, sql) for name, sql in cursor.fetchall() if name.startswith(KEEPING)]
    return [f'DROP TRIGGER "{name}"' for name, _sql in keeping], [sql for _name, sql in keeping]


def _postgresql(connection):
    return ["SET session_replication_role = replica"], ["SET session_replication_role = origin"]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_PLANS = {"sqlite": _sqlite, "postgresql": _postgresql}
