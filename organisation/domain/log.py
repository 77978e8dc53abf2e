"""The log: what happened, in one sealed chain per policy."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from organisation.models import Event, Seal, User


def record(chain: UUID, verb: str, *, by: User | None = None, **facts) -> Event:
    """Writes an event in the caller's transaction. `facts` are ids, numbers and field names, never personal text.

    An official's act is sealed at once. A citizen's (`by` is None) is left for the worker: sealing
    takes turns, and everyone posting in the last minute should not queue for it.
    """
    event = Event.objects.create(chain=chain, verb=verb, actor=by, facts=facts)
    if by is not None:
        seal(chain)
    return event


@transaction.atomic
def seal(chain: UUID) -> int:
    """Puts the events of `chain` that have no seal yet into it, in the order they were written; their count."""
    take_turn(chain)
    last = Seal.objects.filter(chain=chain).order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, "")
    waiting = Event.objects.filter(chain=chain, seal=None).order_by("pk")
    for event in waiting:
        number, digest = number + 1, digest_of(event, number + 1, previous)
        Seal.objects.create(event=event, chain=chain, number=number, previous=previous, digest=digest)
        previous = digest
    return len(waiting)


def take_turn(chain: UUID) -> None:
    """Waits until no other transaction seals this chain. A lock on the last seal would give the next number twice."""
    if connection.vendor == "postgresql":  # SQLite has one writer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(chain.bytes[:8], signed=True)])


def seal_all() -> int:
    """Seals every chain that has something waiting; how many events that were."""
    chains = Event.objects.filter(seal=None).values_list("chain", flat=True).distinct()
    return sum(seal(chain) for chain in list(chains.order_by()))


def written_since(chain: UUID, moment: datetime, *, but: Sequence[str] = ()) -> int:
    """How many events of the chain are dated from then on, those of the verbs `but` left out.

    Asked at every visit of a stored page, so the statement is ready made: the ORM takes seven times as long over it.
    """
    table, fields = Event._meta.db_table, Event._meta.get_field
    verbs = f" AND verb NOT IN ({', '.join(['%s'] * len(but))})" if but else ""
    dated = [fields("chain").get_db_prep_value(chain, connection), fields("at").get_db_prep_value(moment, connection)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE chain = %s AND at >= %s{verbs}", [*dated, *but])
        return cursor.fetchone()[0]


def is_whole(chain: UUID) -> bool:
    """Whether every seal of the chain still matches its event and the seal before it."""
    previous = ""
    links = Seal.objects.filter(chain=chain).select_related("event").order_by("number")
    for number, link in enumerate(links, start=1):
        if (link.number, link.previous) != (number, previous):
            return False
        if link.digest != digest_of(link.event, number, previous):
            return False
        previous = link.digest
    return True


def digest_of(event: Event, number: int, previous: str) -> str:
    """SHA-256 (hex) over the event and the digest before it."""
    words = json.dumps(
        [
            previous,
            number,
            str(event.chain),
            event.pk,
            event.verb,
            event.actor_id,
            event.at.isoformat(),
            event.facts,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(words.encode()).hexdigest()
