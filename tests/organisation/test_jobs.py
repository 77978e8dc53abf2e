"""A job that was being done when its worker was killed is done again, but not for ever."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from organisation.domain import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.data]
READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED

A_WORKER = """
import django, sys; django.setup()
from organisation.domain.jobs import presence
with presence("killed"):
    print("here", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def workers(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    folder = tmp_path / "workers"
    folder.mkdir()
    return folder


def running(*worker_ids, since=timedelta()):
    return DBTaskResult.objects.create(
        status=RUNNING,
        worker_ids=list(worker_ids),
        started_at=timezone.now() - since,
        run_after=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="organisation.tasks.seal_log",
        backend_name="default",
    )


def state(job):
    job.refresh_from_db()
    return job.status


def test_a_job_of_a_living_worker_is_left_alone():
    job = running("alive", since=jobs.LONGEST_JOB * 2)
    with jobs.presence("alive"):
        assert (jobs.revive(), state(job)) == (0, RUNNING)


def test_a_job_of_a_killed_worker_goes_back_to_the_queue(tmp_path, workers):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "SAMRAD_VAR": str(tmp_path)}
    worker = subprocess.Popen(
        [sys.executable, "-c", A_WORKER],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with worker:
        assert worker.stdout.readline() == b"here\n"
        job = running("killed")
        assert (jobs.revive(), state(job)) == (0, RUNNING)
        worker.send_signal(signal.SIGKILL)
    assert (jobs.revive(), state(job)) == (1, READY)
    assert list(workers.iterdir()) == []


def test_a_job_that_kills_every_worker_is_given_up_with_its_reason(workers):
    (workers / "third").touch()
    job = running("first", "second", "third")
    assert (jobs.revive(), state(job)) == (1, FAILED)
    assert job.exception_class_path == "organisation.domain.jobs.WorkerDied"


@pytest.mark.parametrize(("since", "expected"), [(timedelta(minutes=-1), RUNNING), (timedelta(minutes=1), READY)])
def test_a_worker_elsewhere_is_given_the_longest_time(since, expected):
    job = running("on another machine", since=jobs.LONGEST_JOB + since)
    jobs.revive()
    assert state(job) == expected


def test_a_worker_that_ends_in_order_leaves_no_trace(workers):
    with jobs.presence("orderly"):
        assert [path.name for path in workers.iterdir()] == ["orderly"]
    assert list(workers.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_revives_and_does_the_job(workers):
    (workers / "killed").touch()
    job = running("killed")
    call_command("work", once=True)
    assert state(job) == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_stops_neither_the_others_nor_the_jobs(settings, workers, caplog):
    settings.WORK_ROUNDS = ["organisation.nothing.here", *settings.WORK_ROUNDS]
    (workers / "killed").touch()
    job = running("killed")
    call_command("work", once=True)
    assert state(job) == TaskResultStatus.SUCCESSFUL
    assert "The round organisation.nothing.here failed." in caplog.text
