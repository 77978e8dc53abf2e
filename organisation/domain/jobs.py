"""Jobs that a killed worker left behind, known by the lock that only a living worker holds."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOST_ATTEMPTS = 3
# A worker on another machine holds no lock that can be seen here; no job of ours takes this long.
LONGEST_JOB = timedelta(hours=2)


class WorkerDied(Exception):
    """Stands as the reason of a job that took its worker down each time it was tried."""


@contextmanager
def presence(worker_id: str) -> Iterator[None]:
    """Hold the lock that says this worker is alive; the system lets it go however the process ends."""
    _folder().mkdir(parents=True, exist_ok=True)
    path = _folder() / worker_id
    unlocked = path.with_suffix(".new")
    with unlocked.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        unlocked.rename(path)  # never seen under its name without its lock
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def revive() -> int:
    """Give jobs of dead workers back to the queue, or fail them after MOST_ATTEMPTS; returns how many."""
    dead, living = _workers()
    overdue = timezone.now() - LONGEST_JOB
    left_behind = [
        job.pk
        for job in DBTaskResult.objects.running()
        if job.worker_ids[-1] in dead or (job.worker_ids[-1] not in living and job.started_at < overdue)
    ]
    for pk in left_behind:
        _give_back(pk)
    for worker_id in dead:
        (_folder() / worker_id).unlink(missing_ok=True)
    return len(left_behind)


@transaction.atomic
def _give_back(pk) -> None:
    job = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    if job is None:
        return
    if len(job.worker_ids) >= MOST_ATTEMPTS:
        job.set_failed(WorkerDied(f"The worker died {MOST_ATTEMPTS} times while doing this."))
    else:
        job.status = TaskResultStatus.READY
        job.save(update_fields=["status"])


def _workers() -> tuple[set[str], set[str]]:
    """The ids of workers of this machine that are dead, and of those that live."""
    dead, living = set(), set()
    for path in _folder().glob("*"):
        if path.suffix:
            continue
        try:
            with path.open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            dead.add(path.name)
        except BlockingIOError:
            living.add(path.name)
        except FileNotFoundError:  # it ended in order, just now
            continue
    return dead, living


def _folder() -> Path:
    return settings.VAR_DIR / "workers"
