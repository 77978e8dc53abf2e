"""Between transactional tests the tables can be emptied, although triggers keep their rows."""

import uuid

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader

from organisation.models import Event
from tests.triggers import lifted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]


def is_kept() -> bool:
    Event.objects.create(chain=uuid.uuid4(), verb="tried")
    try:
        with transaction.atomic():
            Event.objects.all().delete()
    except Error:
        return True
    return False


def test_triggers_are_lifted_inside_and_back_afterwards():
    assert is_kept()
    with lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    assert is_kept()


def test_triggers_are_back_after_a_fault_too():
    with pytest.raises(ZeroDivisionError), lifted(connection):
        raise ZeroDivisionError
    assert is_kept()


def names_in(statement: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}


def test_every_trigger_of_the_migrations_is_in_the_database():
    """SQLite copies a table to change it, and forgets its triggers: a later migration must not take one away."""
    migrations = MigrationLoader(connection).disk_migrations.values()
    steps = [step for migration in migrations for step in migration.operations]
    written = {step.trigger for step in steps if hasattr(step, "trigger")}
    if connection.vendor == "sqlite":
        standing = names_in("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        standing = names_in("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    assert written and written - standing == set()
