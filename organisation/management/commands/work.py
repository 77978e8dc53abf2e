"""The job worker: the library's loop, with our rounds (revive lost jobs, send mail …) between the jobs."""

import logging
import time

from django.conf import settings
from django.core.management import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker

from organisation.domain.jobs import presence

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does the jobs that the site has put in its queue, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits, then end (for cron and tests)")
        parser.add_argument("--interval", type=float, default=1, help="seconds between looks at an empty queue")

    def handle(self, *args, once, interval, **options):
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        if not once:
            worker.configure_signals()
        with presence(worker.worker_id):
            while worker.running:
                turn(worker)
                if once:
                    break
                if worker.running:
                    time.sleep(interval)


def turn(worker: Worker) -> None:
    """One turn: every round of the settings, then every job that is ready."""
    worker.running_task = True  # a signal now lets the round end in order
    try:
        for path in settings.WORK_ROUNDS:
            go_round(path)
    finally:
        worker.running_task = False
    if worker.running:
        try:
            worker.run()
        except OperationalError:
            logger.exception("The database did not answer; the worker tries again.")
            close_old_connections()


def go_round(path: str) -> None:
    """One round; a fault in it is logged and never stops the others."""
    try:
        import_string(path)()
    except Exception:
        logger.exception("The round %s failed.", path)
        close_old_connections()
