"""Telling 5,000 followers: a look when nothing has happened, the mails when something has; and what counting costs.

The worker looks once a minute; its queries must not grow with the followers. Times are of the processor, since the
machine is shared; the mails also by the clock.
"""

import json
import os
import sys
import tempfile
import time
import uuid
from datetime import timedelta

FOLLOWERS = 5_000
FEW = 50
VISITS = 20_000
TARGET = {
    "quiet_milliseconds": 500,
    "mails_a_second_of_the_processor": 100,
    "microseconds_a_visit": 50,
    "write_milliseconds": 50,
}


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{var}/follow.sqlite3",
            "SAMRAD_VAR": var,
            "SAMRAD_DEMO": "0",
            "SAMRAD_DEBUG": "0",
        }
        figures = measure()
    met = (
        figures["quiet_milliseconds"] < TARGET["quiet_milliseconds"]
        and figures["quiet_queries"] == figures["quiet_queries_of_few"]
        and figures["mails_a_second_of_the_processor"] > TARGET["mails_a_second_of_the_processor"]
        and figures["microseconds_a_visit"] < TARGET["microseconds_a_visit"]
        and figures["write_milliseconds"] < TARGET["write_milliseconds"]
    )
    print(json.dumps({"name": "follow", "figures": figures, "target": TARGET, "met": met}))


def measure() -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from consultation.models import Following
    from tests.base import Cast, announce, make_policy

    call_command("prepare", verbosity=0)
    consultation = announce(cast := Cast(), make_policy(cast))
    now = timezone.now()
    lineages = list(consultation.version.paragraphs.values_list("lineage", flat=True))
    rows = [
        Following(
            uuid=uuid.uuid4(),
            email=f"{number}@example.se",
            policy=consultation.version.policy,
            lineage=lineages[number % len(lineages)] if number % 2 else None,
            confirmed_at=now,
            told_until=now,
        )
        for number in range(FOLLOWERS)
    ]
    Following.objects.bulk_create(rows[:FEW])
    _few, few_queries, _sent = tell(now + timedelta(minutes=10))
    Following.objects.bulk_create(rows[FEW:], batch_size=500)
    quiet, queries, _sent = tell(now + timedelta(minutes=10))
    begun = time.perf_counter()
    consultation.closes_at = now + timedelta(minutes=12)
    consultation.save()
    spent, _queries, sent = tell(now + timedelta(minutes=20))
    clock = time.perf_counter() - begun
    return {
        "followers": FOLLOWERS,
        "quiet_milliseconds": round(1000 * quiet, 1),
        "quiet_queries": queries,
        "quiet_queries_of_few": few_queries,
        "mails": sent,
        "mails_a_second": round(sent / clock),
        "mails_a_second_of_the_processor": round(sent / spent),
        **counting(consultation.version.policy.slug),
    }


def tell(now) -> tuple[float, int, int]:
    """(seconds of the processor, queries, mails) of one look."""
    from django.db import connection

    from consultation.domain.following import telling

    asked = []

    def count(execute, *args):
        asked.append(1)
        return execute(*args)

    begun = time.process_time()
    with connection.execute_wrapper(count):
        sent = telling.tell(now)
    return time.process_time() - begun, len(asked), sent


def counting(slug: str) -> dict:
    """What one visit costs the request, and what writing a hundred of them costs after an answer."""
    from consultation.domain.numbers import visits

    headers = {"User-Agent": "Mozilla/5.0 Firefox/140.0", "Referer": "https://www.ekebyposten.example/a"}
    begun = time.process_time()
    for number in range(VISITS):
        visits.note(f"/policies/{slug}/v/1/", headers | {"Referer": f"https://s{number % 20}.example/"}, "localhost")
    each = time.process_time() - begun
    begun = time.process_time()
    written = visits.write()
    assert written == VISITS, written
    return {
        "microseconds_a_visit": round(1_000_000 * each / VISITS, 1),
        "write_milliseconds": round(1000 * (time.process_time() - begun), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
