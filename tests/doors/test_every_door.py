"""Every address, for every role, in every state of a policy: the answer that doors.txt says, with its headers.

In some states the same walk sees that looking changes nothing: its GETs carry what the forms would send by POST, are
not taken back, and leave the database as it was.
"""

import pytest

from tests.doors.dump import ACTS, dump
from tests.doors.headers import lacking
from tests.doors.table import DOORS, ROLES, due
from tests.doors.walk import addresses, client_of, knock, path_of
from tests.doors.world import STAGES, build

LOOKED_AT = ("open", "closed", "proposal")


def test_every_address_has_a_name_and_a_row():
    names = [name for name, _pattern in addresses()]
    assert None not in names
    assert sorted(set(names)) == sorted(DOORS)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
def test_every_door_answers_as_the_table_says_and_carries_the_headers(stage, over_https):
    world = build(stage)
    clients = {role: client_of(world, role) for role in ROLES}
    before, wrong = dump(), []
    for role, client in clients.items():
        for name in [name for name, door in DOORS.items() if role in due(door, stage)]:
            for method in ("GET", "POST"):
                looks = method == "GET" and stage in LOOKED_AT
                path = path_of(name, world)
                answer = client.get(f"{path}?{ACTS}", secure=True) if looks else knock(client, method, path)
                expected = DOORS[name].answer(role, stage, method)
                if answer.status_code != expected:
                    wrong.append(f"{method} {name} as {role}: {answer.status_code}, not {expected}")
                wrong += [f"{method} {name} as {role} lacks {header}" for header in lacking(answer)]
        changed = [table for table, rows in dump().items() if before[table] != rows]
        assert not changed, f"{role} looked, and changed {changed}"
    assert not wrong, "\n".join(wrong)
