"""The page of a version with thousands of comments beside the same with five: queries and milliseconds.

`script/bench version_page [FOLDER]` takes a policy folder whose comments are many (the French consultation).
Milliseconds are medians: as the clock goes, and of the processor's time, since the machine is shared.
"""

import io
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 15
TARGET = {"queries": 6, "milliseconds": 300}
FOLDER = "../shared/inputs/fr-republique-numerique"


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else FOLDER)
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMRAD_VAR": var,
            "SAMRAD_DEMO": "0",
            "SAMRAD_DEBUG": "0",
        }
        few = measure(first_comments(folder, 5, Path(var)), f"sqlite:///{var}/few.sqlite3")
        many = measure(folder, f"sqlite:///{var}/many.sqlite3")
    met = many["queries"] == few["queries"] <= TARGET["queries"] and many["milliseconds"] < TARGET["milliseconds"]
    print(json.dumps({"name": "version_page", "figures": {"many": many, "five": few}, "target": TARGET, "met": met}))


def first_comments(folder: Path, keep: int, var: Path) -> Path:
    """A copy of the folder with only its first comments."""
    copy = var / "few"
    shutil.copytree(folder, copy)
    comments = json.loads((copy / "comments.json").read_text())
    (copy / "comments.json").write_text(json.dumps(comments[:keep]))
    return copy


def measure(folder: Path, database: str) -> dict:
    """The figures of one folder, in a process of its own."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        with os.fdopen(reading) as answer:
            figures = json.load(answer)
        os.waitpid(pid, 0)
        return figures
    os.environ["DATABASE_URL"] = database
    with os.fdopen(writing, "w") as answer:
        json.dump(page_of(folder), answer)
    os._exit(0)


def page_of(folder: Path) -> dict:
    """Loads the folder into the empty database and asks for the page of its newest version."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from consultation.models import Comment
    from drafts.models import Version

    call_command("prepare", verbosity=0)
    call_command("load_policy", str(folder), language="fr", stdout=io.StringIO())
    version = Version.objects.published().select_related("policy").order_by("number").last()
    address = f"/policies/{version.policy.slug}/v/{version.number}/"
    client = Client(headers={"host": "127.0.0.1"})
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    clock, processor = [], []
    for _round in range(ROUNDS):
        begun, spent = time.perf_counter(), time.process_time()
        client.get(address)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - spent))
    return {
        "comments": Comment.objects.count(),
        "status": answer.status_code,
        "queries": queries,
        "milliseconds": round(median(clock), 1),
        "processor_milliseconds": round(median(processor), 1),
        "bytes": len(answer.content),
    }


if __name__ == "__main__":
    main()
