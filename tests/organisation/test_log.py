"""The log: append only, one unbroken chain per policy."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from organisation.domain import log
from organisation.models import Event, Seal
from tests.triggers import lifted

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_an_officials_act_is_sealed_at_once_with_what_waited_before_it(cast):
    chain = uuid.uuid4()
    log.record(chain, "comment received", comment=1)
    assert Seal.objects.count() == 0
    log.record(chain, "comment hidden", by=cast.meja, comment=1)
    assert [seal.event.verb for seal in Seal.objects.all()] == ["comment received", "comment hidden"]
    assert log.is_whole(chain)


def test_the_worker_seals_each_chain_by_itself(cast):
    chains = [uuid.uuid4(), uuid.uuid4()]
    for turn in range(4):
        log.record(chains[turn % 2], "comment received", comment=turn)
    assert log.seal_all() == 4
    assert [list(Seal.objects.filter(chain=c).values_list("number", flat=True)) for c in chains] == [[1, 2]] * 2


@pytest.mark.parametrize("noun", ["event", "seal"])
@pytest.mark.parametrize("sql", ["UPDATE organisation_{0} SET chain = chain", "DELETE FROM organisation_{0}"])
def test_the_database_refuses_to_change_or_drop_what_is_logged(cast, noun, sql):
    log.record(uuid.uuid4(), "x", by=cast.dan)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        connection.cursor().execute(sql.format(noun))


def test_a_chain_with_a_changed_event_is_not_whole(cast):
    chain = uuid.uuid4()
    for verb in ("one", "two", "three"):
        log.record(chain, verb, by=cast.dan)
    with lifted(connection):
        Event.objects.filter(verb="two").update(verb="to")
    assert not log.is_whole(chain)
