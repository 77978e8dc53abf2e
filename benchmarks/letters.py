"""Letters to 5,000 senders: asked for in one act; then the mails that the worker writes."""

import json
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SENDERS, WRITTEN, SECONDS = 5_000, 200, 2


def main() -> int:
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measure()
    finally:
        teardown_databases(old, verbosity=0)
    target = {"asked_seconds": SECONDS}
    met = figures["asked_seconds"] < SECONDS
    print(json.dumps({"name": "letters", "figures": figures, "target": target, "met": met}))
    return 0 if met else 1


def measure() -> dict:
    from consultation.domain import letters
    from consultation.models import Letter

    by, consultation = prepared()
    start = time.perf_counter()
    asked = letters.ask(consultation, by=by)
    done = time.perf_counter()
    # A mail takes the same time whichever it is: some stand for all.
    Letter.objects.filter(pk__in=Letter.objects.order_by("-pk").values("pk")[: asked - WRITTEN]).delete()
    began = time.process_time()
    written = letters.write(consultation.pk)
    return {
        "letters": asked,
        "asked_seconds": round(done - start, 2),
        "written": written,
        "cpu_ms_a_mail": round((time.process_time() - began) * 1000 / max(written, 1), 1),
    }


def prepared():
    """A consultation whose answers are published, with a comment and an answer to each of its senders."""
    from datetime import timedelta

    from django.utils import timezone

    from consultation.domain.folder.entries import CommentEntry
    from consultation.domain.folder.receiving import load_comments
    from consultation.models import Comment, Consultation, Disposition, Submission
    from tests.base import Cast, announce, make_policy

    cast = Cast()
    consultation = announce(cast, make_policy(cast))
    now = timezone.now()
    load_comments(
        consultation,
        [
            CommentEntry(f"x{i}", now, "v1", f"Synpunkt {i}: två dagar räcker inte.", f"Avsändare {i}", paragraph="1.1")
            for i in range(SENDERS)
        ],
    )
    for row in Submission.objects.all():
        row.email = f"a{row.pk}@example.se"
        row.save(update_fields=["email"])
    answer = Disposition.objects.create(
        consultation=consultation, outcome="noted", reason="Tack.", signature="Dan", by=cast.dan
    )
    Comment.objects.filter(pk__in=Comment.objects.values("pk")).update(disposition=answer)
    Consultation.objects.update(closes_at=now - timedelta(minutes=1), answers_published_at=now)
    return cast.dan, Consultation.objects.get()


if __name__ == "__main__":
    sys.exit(main())
