"""One save in the editor, the whole request, in texts of 100 to 2,000 paragraphs: milliseconds and queries.

The draft is the second of its policy, so that it has ties; each length once with footnotes and once without.
Milliseconds are medians: as the clock goes, and of the processor's time, since the machine is shared. The
cost should follow the change and not the text.
"""

import json
import os
import shutil
import tempfile
import time
import uuid
from pathlib import Path
from statistics import median

ROUNDS = 21
LENGTHS = (100, 400, 2000)
TARGET = {"milliseconds": 50}
SECTION = 20


def main() -> None:
    figures = {}
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SAMRAD_VAR": var,
            "SAMRAD_DEMO": "0",
            "SAMRAD_DEBUG": "0",
        }
        empty = Path(var) / "empty.sqlite3"
        apart(empty, prepare)
        for length in LENGTHS:
            for noted in (False, True):
                name = f"{length}{' with notes' if noted else ''}"
                copy = shutil.copy(empty, Path(var) / f"{length}-{noted}.sqlite3")
                figures[name] = apart(copy, saves_of, length, noted)
    met = all(each["milliseconds"] < TARGET["milliseconds"] for saves in figures.values() for each in saves.values())
    print(json.dumps({"name": "save_paragraph", "figures": figures, "target": TARGET, "met": met}))


def apart(database: Path, work, *args) -> dict:
    """What the work gives on that database, in a process of its own."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        with os.fdopen(reading) as answer:
            figures = json.load(answer)
        os.waitpid(pid, 0)
        return figures
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    with os.fdopen(writing, "w") as answer:
        json.dump(work(*args), answer)
    os._exit(0)


def prepare() -> None:
    """Makes the tables; closed, so that all of it is in the one file."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("prepare", verbosity=0)
    connection.close()


def text_of(length: int, noted: bool) -> str:
    """A heading to every twenty paragraphs; with notes, one paragraph in ten refers to one."""
    parts = ["# Plan"]
    for turn in range(length):
        if turn % SECTION == 0:
            parts.append(f"## Avsnitt {turn // SECTION}")
            continue
        note = f"[^{turn}]" if noted and turn % 10 == 5 else ""
        words = f"Stycke {turn}: kommunen ska svara på frågor inom två dagar, vänligt och utan dröjsmål.{note}"
        parts.append(" ".join([words] * 3))
    notes = [f"[^{turn}]: Källa {turn}." for turn in range(5, length, 10)] if noted else []
    return "\n\n".join(parts + notes)


def saves_of(length: int, noted: bool) -> dict:
    """Puts the text into the empty database, and saves in the middle of it."""
    import django

    django.setup()
    policy, user = begun(text_of(length, noted))
    draft = policy.versions.draft()
    middle = draft.paragraphs.filter(kind="paragraph").order_by("position")[length // 2]
    note = "[^5]" if noted else ""
    return {name: timed(policy, user, middle.lineage, name, note) for name in ("rewrite", "insert", "split", "move")}


def begun(text: str):
    """A policy with the text in a frozen version and in the draft after it."""
    from drafts.domain import importing, policies, versions
    from drafts.models import DocumentType
    from organisation.models import Role, Unit, User

    kind = DocumentType.objects.create(name="Plan", deciding_body="Kommunfullmäktige")
    unit = Unit.objects.create(name="Kommunstyrelsen")
    user = User.objects.create_user("dan@ekeby.example", name="Dan", title="handläggare")
    Role.objects.create(user=user, unit=unit, kind=Role.Kind.DRAFTER)
    policy = policies.create("Plan", document_type=kind, unit=unit, by=user)
    importing.put_in(policy, text, by=user)
    versions.freeze(policy, by=user, state="imported")
    policy.versions.newest().__class__.objects.exclude(number=None).update(published_at="2026-01-01T00:00:00Z")
    return policy, user


def timed(policy, user, lineage, name: str, note: str) -> dict:
    """The median of some saves of one sort."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    draft = policy.versions.draft()
    times, processor = [], []
    for turn in range(ROUNDS + 1):
        steps = steps_of(draft, lineage, name, turn, note)
        body = json.dumps({"steps": steps, "sitting": str(uuid.uuid4())})
        with CaptureQueriesContext(connection) as asked:
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.post(f"/staff/policies/{policy.slug}/edit/save/", body, "application/json")
            processor.append(1000 * (time.process_time() - worked))
            times.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, answer.content
    figures = {"milliseconds": median(times[1:]), "processor": median(processor[1:])}
    return {key: round(value, 1) for key, value in figures.items()} | {"queries": len(asked)}


def steps_of(draft, lineage, name: str, turn: int, note: str) -> list[dict]:
    paragraph = draft.paragraphs.get(lineage=lineage)
    form = {"kind": "paragraph", "level": 0, "marker": ""}
    seen = {"lineage": str(lineage), "revision": paragraph.revision}
    new = {"do": "insert", "lineage": str(uuid.uuid4()), "after": str(lineage), "text": f"Nytt {turn}.{note}"} | form
    match name:
        case "rewrite":
            return [{"do": "rewrite", "text": f"Andra ord {turn}: [se](#avsnitt).{note}"} | seen | form]
        case "insert":
            return [new]
        case "split":
            first = {"do": "rewrite", "text": f"Första delen {turn}."} | seen | form
            return [first, new | {"split_from": str(lineage)}]
    place = draft.paragraphs.exclude(lineage=lineage).values_list("lineage", flat=True)[10]
    return [{"do": "move", "after": str(place) if turn % 2 else None} | seen]


if __name__ == "__main__":
    main()
