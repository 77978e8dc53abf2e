"""Looking changes nothing: every GET, as each role, leaves the database as it was."""

import hashlib

import pytest
from django.conf import settings
from django.db import connection

from tests.doors.table import DOORS, ROLES
from tests.doors.walk import client_of, path_of
from tests.doors.world import build

# A session's row is written by signing in and by what is said once (messages); the cache holds counters of tries.
APART = {"django_session", settings.CACHES["default"]["LOCATION"]}
# What the forms would send by POST: in an address it must do nothing.
ACTS = (
    "act=hide&reason=off_matter&answer=approve&use=1&choice=mine&text=x&outcome=met&comment=1&kind=adopt&consultation=1"
)


def dump() -> dict[str, tuple[int, str]]:
    """For each table its number of rows and a checksum over all that stands in them."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - APART):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["open", "closed", "proposal"])
def test_no_get_changes_anything(stage):
    world = build(stage)
    clients = {role: client_of(world, role) for role in ROLES}
    before = dump()
    assert before["consultation_comment"][0] == 2
    for role, client in clients.items():
        for name, door in DOORS.items():
            if door.answer(role, stage, "GET") in (200, 302):
                client.get(f"{path_of(name, world)}?{ACTS}")
        after = dump()
        assert {table for table in before if before[table] != after[table]} == set(), role


@pytest.mark.django_db
def test_the_dump_sees_a_changed_word():
    world = build("draft")
    before = dump()
    world.policy.summary = "Annat."
    world.policy.save_without_historical_record()
    after = dump()
    assert {table for table in before if before[table] != after[table]} == {"drafts_policy"}
