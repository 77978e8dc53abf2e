"""The merge workspace of a text of 400 paragraphs with 5,000 comments: a paragraph with 500 opens, a save is made.

Whole requests, medians of several, as the clock goes and of the processor's time, since the machine is shared; and the
queries, with 500 comments on the paragraph and with a handful. One comment in ten carries a suggestion, all different.
"""

import json
import os
import re
import tempfile
import time
import uuid
from datetime import timedelta
from statistics import median

ROUNDS = 11
PARAGRAPHS, COMMENTS, HERE = 400, 5000, 500
TARGET = {"open_milliseconds": 200, "save_milliseconds": 100}
FIELD = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": f"sqlite:///{var}/merge.sqlite3",
            "SAMRAD_VAR": var, "SAMRAD_DEMO": "0", "SAMRAD_DEBUG": "0",
        }  # fmt: skip
        client, policy = prepared()
        few, many = (f"/staff/policies/{policy.slug}/merge/{row.lineage}/" for row in places(policy))
        figures = opened(client, many) | {"queries_few": opened(client, few)["queries"]} | saved(client, many)
    met = all(figures[name] < most for name, most in TARGET.items()) and figures["queries"] == figures["queries_few"]
    print(json.dumps({"name": "merge_paragraph", "figures": figures, "target": TARGET, "met": met}))


def prepared():
    """A closed consultation on that text, with its comments, and the browser of who answers them."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.test import Client

    from tests.base import Cast, announce, close, make_policy

    call_command("prepare", verbosity=0)
    with transaction.atomic():
        cast = Cast()
        policy = make_policy(cast, text=text(), title="Riktlinjer för allt")
        consultation = announce(cast, policy)
        said(consultation)
        close(consultation)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(cast.dan)
    return client, policy


def text() -> str:
    parts = ["# Riktlinjer för allt"]
    for number in range(PARAGRAPHS // 8):
        parts.append(f"## Avsnitt {number}")
        parts += [
            f"Stycke {number}.{n}: kommunen ska svara på frågor inom två dagar, utan dröjsmål. " * 3 for n in range(7)
        ]
    return "\n\n".join(parts)


def places(policy) -> list:
    """A paragraph with a handful of comments, and the one with most."""
    rows = list(policy.versions.draft().paragraphs.filter(kind="paragraph"))
    return [rows[9], rows[3]]


def said(consultation) -> None:
    """Comments straight into the tables: sent in one by one they would be a benchmark of their own."""
    from django.utils import timezone

    from consultation.models import Comment, CommentCounter, Submission
    from drafts.domain import texts

    rows = list(consultation.version.paragraphs.filter(kind="paragraph"))
    day = timezone.now() - timedelta(minutes=9)
    for number in range(1, COMMENTS + 1):
        row = rows[3] if number <= HERE else rows[4 + number % (len(rows) - 4)]
        sent = Submission.objects.create(
            consultation=consultation, number=number, key=uuid.uuid4(), sender_name=f"Person {number}",
            received_at=day, confirmed_at=day,
        )  # fmt: skip
        wish = row.text.replace("två dagar", f"{number} dagar", 1) if number % 10 == 0 else ""
        Comment(
            consultation=consultation, policy=consultation.version.policy, submission=sent, paragraph=row,
            number=CommentCounter.objects.draw(consultation.version.policy_id), state="shown", submit_date=day,
            comment=f"Två dagar är för kort tid, säger nummer {number}. " * 3, suggestion=wish,
            base_checksum=texts.digest(row.text) if wish else "",
        ).save()  # fmt: skip


def opened(client, address: str) -> dict:
    clock, processor, queries, page = timed(lambda _turn: client.get(address))
    return {
        "open_milliseconds": clock, "open_processor": processor, "queries": queries,
        "page_kilobytes": len(page.content) // 1024,
    }  # fmt: skip


def saved(client, address: str) -> dict:
    """One answer and other words, the fields of the page sent back."""
    pages: dict[int, dict] = {}

    def look(turn: int) -> None:
        pages[turn] = filled(client.get(address).content.decode(), turn)

    clock, processor, queries, answer = timed(lambda turn: client.post(address, pages[turn]), before=look)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return {"save_milliseconds": clock, "save_processor": processor, "save_queries": queries}


def filled(page: str, turn: int) -> dict:
    """The hidden fields of the page, with an answer to its first comment and a wording."""
    fields: dict = {}
    for name, value in FIELD.findall(page):
        fields.setdefault(name, []).append(value)
    key = fields["card"][0].partition(",")[0]
    fields |= {f"a{key}-outcome": "noted", f"a{key}-reason": f"Tack {turn}."}
    return fields | {"text": f"Andra ord, gång {turn}.", "editorial": "on", "reason": f"Kortare {turn}."}


def timed(work, before=None) -> tuple:
    """Medians of the clock and of the processor in milliseconds, the queries, and the last answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock, processor = [], []
    for turn in range(ROUNDS + 1):
        if before:
            before(turn)
        begun, worked = time.perf_counter(), time.process_time()
        answer = work(turn)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - worked))
    if before:
        before(turn + 1)
    with CaptureQueriesContext(connection) as asked:
        answer = work(turn + 1)
    return round(median(clock[1:]), 1), round(median(processor[1:]), 1), len(asked), answer


if __name__ == "__main__":
    main()
