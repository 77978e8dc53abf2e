"""Every address, for every role, in every state of a policy: the answer that doors.txt says."""

import pytest

from tests.doors.table import DOORS, ROLES, due
from tests.doors.walk import addresses, client_of, knock, path_of
from tests.doors.world import STAGES, build


def test_every_address_has_a_name_and_a_row():
    names = [name for name, _pattern in addresses()]
    assert None not in names
    assert sorted(set(names)) == sorted(DOORS)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
def test_every_door_answers_as_the_table_says(stage):
    world = build(stage)
    wrong = []
    for role in ROLES:
        client = client_of(world, role)
        for name in [name for name, door in DOORS.items() if role in due(door, stage)]:
            for method in ("GET", "POST"):
                answer = knock(client, method, path_of(name, world))
                expected = DOORS[name].answer(role, stage, method)
                if answer.status_code != expected:
                    wrong.append(f"{method} {name} as {role}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)
