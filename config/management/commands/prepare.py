"""Makes the database and the files of this installation ready to serve."""

import sqlite3
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection

PATIENCE_SECONDS = 3


class Command(BaseCommand):
    help = "Migrates the database, makes the shared cache table and collects the static files."

    def add_arguments(self, parser):
        parser.add_argument("then", nargs="*", metavar="COMMAND", help="commands to run afterwards in the same process")

    def handle(self, *args, then, **options):
        if connection.vendor == "sqlite":
            refuse_unwritable(settings.DATABASES["default"]["NAME"])
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database cannot be prepared: {error}") from error
        collect_static()
        for command in then:
            call_command(command, stdout=self.stdout, stderr=self.stderr)


def collect_static() -> None:
    """Collect the static files unless none has changed since: hashing and compressing them takes seconds."""
    digest = sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            seen = Path(storage.path(name)).stat()
            digest.update(f"{name} {seen.st_mtime_ns} {seen.st_size}\n".encode())
    collected = Path(settings.STATIC_ROOT) / ".collected"
    if collected.is_file() and collected.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    collected.write_text(digest.hexdigest())


def refuse_unwritable(path) -> None:
    """Say what is wrong with an SQLite file that cannot be written, before anything waits long for it."""
    try:
        trial = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
        try:
            trial.execute("BEGIN IMMEDIATE")
            trial.execute("CREATE TABLE trial_of_writing (x)")
            trial.execute("ROLLBACK")
        finally:
            trial.close()
    except sqlite3.Error as error:
        raise CommandError(_explain(path, str(error))) from error


def _explain(path, error: str) -> str:
    if "locked" in error:
        return f"The database file {path} is locked: another program is writing to it. Stop that one, then try again."
    if "readonly" in error or "unable to open" in error:
        return f"The database file {path} cannot be written. Who owns it and its folder, and is the disk read-only?"
    if "not a database" in error:
        return f"The file {path} is not an SQLite database. Move it away, then try again."
    return f"The database file {path} cannot be used: {error}."
