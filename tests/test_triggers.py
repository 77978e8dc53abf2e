"""Between transactional tests the tables can be emptied, although triggers keep their rows."""

import uuid

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction

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
