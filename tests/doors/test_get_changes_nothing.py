"""That looking changes nothing is seen in test_every_door.py; here, that it would see it."""

import pytest

from tests.doors.dump import dump
from tests.doors.world import build


@pytest.mark.django_db
def test_the_dump_sees_a_changed_word():
    world = build("draft")
    before = dump()
    world.policy.summary = "Annat."
    world.policy.save_without_historical_record()
    after = dump()
    assert {table for table in before if before[table] != after[table]} == {"drafts_policy"}
