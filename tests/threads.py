"""Several people at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from organisation.exceptions import ActRefused


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each work gave, or the refusal that it met; all begin together."""
    start = Barrier(len(works), timeout=30)

    def one(work: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return work()
        except ActRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def refusals(outcomes: list[object]) -> list[ActRefused]:
    """Those that were refused."""
    return [outcome for outcome in outcomes if isinstance(outcome, ActRefused)]
