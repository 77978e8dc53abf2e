"""Database triggers that refuse what must never happen, on SQLite and PostgreSQL, for use in migrations."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {when}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def refuse(name: str, table: str, event: str, when: str, message: str) -> migrations.RunPython:
    """A migration step: a trigger `name` that refuses `event` (INSERT, UPDATE, DELETE) on `table`.

    `when` is SQL over OLD and NEW that both databases read alike; the refusal is an IntegrityError
    with `message`. A name begins with `frozen_` or `append_only_`, so that tests can lift them.
    """
    parts = {
        "name": name,
        "table": table,
        "event": event,
        "when": when,
        "message": message,
    }

    def make(apps, schema_editor):
        body = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        schema_editor.execute(body.format(**parts))

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")

    step = migrations.RunPython(make, drop)
    step.trigger = name
    return step


def changed(*columns: str) -> str:
    """SQL that is true when an UPDATE changes one of `columns`."""
    return "(" + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) + ")"
