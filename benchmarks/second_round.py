"""The pages of a second round on thousands of old comments: the text, a paragraph, the policy with its picture.

`script/bench second_round` takes the French consultation as an answered first round, and opens a second on its text.
"""

import json
import os
import statistics
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.report import LARGE, prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
PAGE_MS, TIMES = 500, 5


def main() -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    inputs = Path(os.environ.get("SAMRAD_SHARED", settings.BASE_DIR.parent / "shared")) / "inputs"
    if not (inputs / LARGE).is_dir():
        print("The real inputs are not here (inputs/ in the folder shared/ beside the project, or SAMRAD_SHARED).")
        print(json.dumps({"name": "second_round", "figures": {}, "target": {}, "met": None}))
        return 0
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measure(second(prepared(inputs / LARGE, 0)))
    finally:
        teardown_databases(old, verbosity=0)
    target = {"text_ms": PAGE_MS, "paragraph_ms": PAGE_MS, "policy_ms": PAGE_MS}
    met = all(figures[name] < most for name, most in target.items())
    print(json.dumps({"name": "second_round", "figures": figures, "target": target, "met": met}))
    return 0 if met else 1


def second(first):
    """A consultation that is open on the next version of the same text."""
    from django.utils import timezone

    from consultation.domain import lifecycle
    from consultation.models import Consultation
    from drafts.domain import versions
    from drafts.models import Version

    policy, now = first.version.policy, timezone.now()
    version = versions.freeze(policy, by=None, state=Version.State.IMPORTED)
    lifecycle.publish(version, at=now)
    return Consultation.objects.create(
        version=version, slug=f"{policy.slug}-v2", opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=9)
    )


def measure(consultation) -> dict:
    """Milliseconds and queries of each page, the median of five."""
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    policy, number = consultation.version.policy, consultation.version.number
    heard = policy.versions.get(number=number - 1).paragraphs.annotate(n=Count("comments")).order_by("-n").first()
    most = consultation.version.paragraphs.get(lineage=heard.lineage)
    addresses = {
        "text": reverse("version", args=[policy.slug, number]),
        "earlier_text": reverse("version", args=[policy.slug, number - 1]),
        "paragraph": reverse("paragraph", args=[policy.slug, number, most.number]),
        "policy": reverse("policy", args=[policy.slug]),
    }
    figures = {"paragraphs": consultation.version.paragraphs.count(), "on_one": heard.n}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        figures[f"{name}_queries"] = len(asked)
        times = []
        for _turn in range(TIMES):
            start = time.perf_counter()
            Client().get(address)
            times.append(1000 * (time.perf_counter() - start))
        figures[f"{name}_ms"] = round(statistics.median(times))
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
