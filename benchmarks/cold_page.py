"""Pages as they are made: texts of 200 and of 96 paragraphs with 5,000 and with 50,000 comments, one with 8,500.

Queries, and milliseconds of the processor's time and by the clock, medians of several. Between two makings nothing is
kept of the page or of its matter. Nothing may grow with comments or authors: each comment has a sender of its own.
Beside each of the 96 paragraphs stand the last three comments. Then the first page of a new process that has started as
the server's do, and what that start takes.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from statistics import median
from wsgiref.util import setup_testing_defaults

ROUNDS = 21
PARAGRAPHS, SHORT, COMMENTS, MANY, HERE = 200, 96, 5_000, 50_000, 8_500
BATCH, DAYS = 2_000, 20
TARGET = {
    "queries": 6, "version_processor": 25 + 0.1 * PARAGRAPHS, "short_processor": 25 + 0.1 * SHORT,
    "paragraph_processor": 25,
}  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        begin(var)
        few, many = crowd(COMMENTS), crowd(MANY, here=HERE)
        figures = {
            "version_with_5000": measured(version_address(few)),
            "version_with_50000": measured(version_address(many)),
            "paragraph_with_8500": measured(paragraph_address(many)),
            "short_with_5000": measured(version_address(crowd(COMMENTS, paragraphs=SHORT))),
            "short_with_50000": measured(version_address(crowd(MANY, paragraphs=SHORT))),
        }
        new = {name: in_new_process(address(many)) for name, address in PAGES.items()}
    met = all(
        found["queries"] <= TARGET["queries"] and found["processor"] <= TARGET[f"{name.split('_')[0]}_processor"]
        for name, found in figures.items()
    )
    print(json.dumps({"name": "cold_page", "figures": figures | {"new": new}, "target": TARGET, "met": met}))


def begin(var: str, settings: str = "config.settings") -> None:
    """Django over an empty database of this run's own: that of script/postgres, else SQLite."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": settings, "SAMRAD_VAR": var, "SAMRAD_DEMO": "0", "SAMRAD_DEBUG": "0",
    }  # fmt: skip
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{var}/bench.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare", verbosity=0)


def crowd(comments: int, *, here: int = 0, paragraphs: int = PARAGRAPHS):
    """An open consultation on a text with so many comments, each from its own sender; `here` of them on a paragraph."""
    from django.db import transaction

    from tests.base import announce, make_policy

    with transaction.atomic():
        cast = people()
        title = f"Riktlinjer med {paragraphs} stycken och {comments} synpunkter"
        consultation = announce(cast, make_policy(cast, text=text(paragraphs), title=title))
        say(consultation, comments, here)
    return consultation


@cache
def people():
    """The cast, made once."""
    from tests.base import Cast

    return Cast()


def text(paragraphs: int) -> str:
    words = "kommunen ska svara på frågor inom två dagar, utan dröjsmål, och säga vem som ansvarar. "
    parts = ["# Riktlinjer för allt"]
    for number in range(paragraphs // 8):
        parts.append(f"## Avsnitt {number}")
        parts += [f"Stycke {number}.{n}: {words * 3}" for n in range(7)]
    return "\n\n".join(parts)


def say(consultation, comments: int, here: int) -> None:
    """Comments straight into the tables, all shown: sent in one by one they would be a benchmark of their own."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from django_comments.models import Comment as Words

    from consultation.models import Comment, CommentCounter, Submission
    from drafts.models import Paragraph

    rows = list(consultation.version.paragraphs.filter(kind="paragraph"))
    now, kind = timezone.now(), ContentType.objects.get_for_model(Paragraph)
    for start in range(1, comments + 1, BATCH):
        numbers = range(start, min(start + BATCH, comments + 1))
        days = [now - timedelta(days=DAYS * (1 - number / comments), minutes=9) for number in numbers]
        places = [rows[3] if number <= here else rows[4 + number % (len(rows) - 4)] for number in numbers]
        sent = Submission.objects.bulk_create(
            Submission(
                consultation=consultation, number=number, key=uuid.uuid4(), sender_name=f"Person {number}", named=True,
                email=f"person{number}@example.se", received_at=day, confirmed_at=day,
            )
            for number, day in zip(numbers, days, strict=True)
        )  # fmt: skip
        said = [f"Två dagar är för kort tid, säger nummer {number}. " * 3 for number in numbers]
        common = {"site_id": 1, "content_type": kind, "submit_date": now, "is_public": True}
        words = Words.objects.bulk_create(
            Words(object_pk=place.pk, comment=said, **common) for place, said in zip(places, said, strict=True)
        )
        insert(
            Comment(
                pk=word.pk, comment_ptr_id=word.pk, xtd_id=word.pk, thread_id=word.pk, parent_id=word.pk, order=1,
                consultation=consultation, policy=consultation.version.policy, submission=submission,
                number=submission.number, paragraph=place, state="shown",
            )
            for word, submission, place in zip(words, sent, places, strict=True)
        )  # fmt: skip
    type(consultation).objects.filter(pk=consultation.pk).update(last_submission=comments)
    CommentCounter.objects.update_or_create(policy=consultation.version.policy, defaults={"last": comments})


def insert(comments) -> None:
    """The two tables of a comment over that of its words: Django has no bulk_create for inherited tables."""
    from django.db import connection

    from consultation.models import Comment

    rows = list(comments)
    quote = connection.ops.quote_name
    for model in (Comment.xtd.field.related_model, Comment):
        fields = model._meta.local_concrete_fields
        columns = ", ".join(quote(field.column) for field in fields)
        values = [[each.get_db_prep_save(each.pre_save(row, True), connection) for each in fields] for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})",
                values,
            )


def version_address(consultation) -> str:
    return f"/policies/{consultation.version.policy.slug}/v/{consultation.version.number}/"


def paragraph_address(consultation) -> str:
    """The page of the paragraph with most comments."""
    number = consultation.version.paragraphs.filter(kind="paragraph")[3].number
    return f"{version_address(consultation)}p/{number}/"


PAGES = {"version_with_50000": version_address, "paragraph_with_8500": paragraph_address}


def measured(address: str) -> dict:
    """A page as it is made: nothing is stored of it between the rounds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    clock, processor = [], []
    for _round in range(ROUNDS):
        forget()
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - worked))
        assert answer.status_code == 200, answer.status_code
    forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)
    return {
        "queries": queries, "processor": middle(processor[1:]), "milliseconds": middle(clock[1:]),
        "kilobytes": len(answer.content) // 1024,
    }  # fmt: skip


def forget() -> None:
    """Empties the store of pages, and that of matters."""
    from consultation.domain import matter
    from consultation.views.public import stored

    stored.SHELF.clear()
    matter.KEPT.clear()


def in_new_process(address: str) -> dict:
    """Milliseconds of the processor's time of a process that starts, is asked for one page, and again for the same."""
    command = [sys.executable, "-m", "benchmarks.cold_page", address]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def one_page(address: str) -> dict:
    """What `in_new_process` runs."""
    from config.wsgi import application

    took = {"start": 1000 * time.process_time()}
    for name in ("first", "again"):
        begun = time.process_time()
        environment = {"HTTP_HOST": "127.0.0.1", "PATH_INFO": address}
        setup_testing_defaults(environment)
        page = b"".join(application(environment, lambda _status, _headers: None))
        assert b'id="content"' in page
        took[name] = 1000 * (time.process_time() - begun)
        forget()
    return {name: round(each) for name, each in took.items()}


def middle(times: Sequence[float]) -> float:
    return round(median(times), 1)


if __name__ == "__main__":
    print(json.dumps(one_page(sys.argv[1]))) if len(sys.argv) > 1 else main()
