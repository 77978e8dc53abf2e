"""The report of thousands of comments: its page, its files, and its PDF made by a process with limits.

`script/bench report` takes the French consultation (4,986 comments); `script/bench report 32000` repeats it to so many.
`…_cpu_ms` and `pdf_cpu_seconds` are what the processor worked, for a machine that others use too. `stopped` is what is
said and left when the press may take three seconds only.
"""

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
LARGE = "fr-republique-numerique"
PAGE_MS, PDF_SECONDS, PDF_MB, MOST_SECONDS = 500, 120, 1024, 600
PLENTY = 10_000
OUTCOMES = ("met", "partly", "not_met", "noted", "answered")


def main() -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    inputs = Path(os.environ.get("SAMRAD_SHARED", settings.BASE_DIR.parent / "shared")) / "inputs"
    if not (inputs / LARGE).is_dir():
        print("The real inputs are not here (inputs/ in the folder shared/ beside the project, or SAMRAD_SHARED).")
        print(json.dumps({"name": "report", "figures": {}, "target": {}, "met": None}))
        return 0
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        consultation = prepared(inputs / LARGE, wanted)
        figures = measure(consultation)
    finally:
        teardown_databases(old, verbosity=0)
    target = {"page_ms": PAGE_MS, "pdf_seconds": PDF_SECONDS, "pdf_mb": PDF_MB}
    if figures["comments"] > PLENTY:
        target = {"pdf_seconds": MOST_SECONDS}
    met = all(figures[name] is not None and figures[name] < most for name, most in target.items())
    print(json.dumps({"name": "report", "figures": figures, "target": target, "met": met}))
    return 0 if met else 1


def prepared(folder: Path, wanted: int):
    """The consultation with an answer to every comment, published; its comments repeated up to `wanted`."""
    from django.utils import timezone

    from consultation.domain.folder import loading, reading
    from consultation.models import Comment, Consultation, Disposition

    policy = loading.load(reading.read(folder, language="fr")).policy
    consultation = Consultation.objects.get(version__policy=policy)
    repeat(consultation, wanted)
    places = Comment.objects.filter(consultation=consultation).order_by().values_list("paragraph", flat=True).distinct()
    for paragraph in list(places):
        here = list(Comment.objects.filter(consultation=consultation, paragraph=paragraph).values_list("pk", flat=True))
        for at, outcome in enumerate(OUTCOMES):
            answer = Disposition.objects.create(
                consultation=consultation, outcome=outcome, signature="Dan Drafter, handläggare",
                reason="Förvaltningen har vägt synpunkterna mot varandra och föreslår en annan lydelse. " * 3,
            )  # fmt: skip
            Comment.objects.filter(pk__in=here[at :: len(OUTCOMES)]).update(disposition=answer)
    Consultation.objects.filter(pk=consultation.pk).update(answers_published_at=timezone.now())
    return Consultation.objects.get(pk=consultation.pk)


def repeat(consultation, wanted: int) -> None:
    """More comments with the words of those that there are."""
    from consultation.models import Comment

    rows = list(consultation.comments.all())
    number = max(row.number for row in rows)
    for at in range(max(wanted - len(rows), 0)):
        model = rows[at % len(rows)]
        Comment(
            consultation=consultation, policy_id=model.policy_id, submission_id=model.submission_id,
            paragraph_id=model.paragraph_id, number=number + at + 1, comment=model.comment,
            submit_date=model.submit_date, state=model.state,
        ).save()  # fmt: skip


def measure(consultation) -> dict:
    from django.test import Client
    from django.urls import reverse

    page = reverse("report", args=[consultation.slug])
    figures = {"comments": consultation.comments.count()}
    figures["page_ms"], figures["page_cpu_ms"] = milliseconds(lambda: Client().get(page), 5)
    annex = f"{page}?part=annex&page=3"
    figures["annex_page_ms"], figures["annex_page_cpu_ms"] = milliseconds(lambda: Client().get(annex), 5)
    figures["stopped"] = stopped(consultation)
    figures |= printed(consultation)  # before pandoc runs: the peak is the highest of all processes so far
    for form in ("csv", "xlsx", "json", "docx"):
        start = time.perf_counter()
        made = Client().get(reverse(f"report-{form}", args=[consultation.slug])).status_code == 200
        figures[f"{form}_seconds"] = round(time.perf_counter() - start, 1) if made else None
    return figures


def milliseconds(act, times: int) -> tuple[int, int]:
    """Wall and processor."""
    act()  # warm
    taken = []
    for _ in range(times):
        start, worked = time.perf_counter(), time.process_time()
        assert act().status_code == 200
        taken.append((time.perf_counter() - start, time.process_time() - worked))
    wall, processor = (round(1000 * statistics.median(each)) for each in zip(*taken, strict=True))
    return wall, processor


def stopped(consultation) -> str:
    """What the edition says when the press was stopped at a limit; nothing may be kept of it."""
    from consultation.domain import printing
    from drafts.domain import paper
    from drafts.models import Edition

    edition = Edition.objects.create(version=consultation.version, kind=Edition.Kind.REPORT)
    usual = paper.render.__kwdefaults__["seconds"]
    paper.render.__kwdefaults__["seconds"] = 3
    try:
        assert printing.make(edition.pk) == Edition.State.FAILED
    finally:
        paper.render.__kwdefaults__["seconds"] = usual
    edition.refresh_from_db()
    assert not edition.file and not edition.pages
    return edition.problem


def printed(consultation) -> dict:
    """The PDF by the act of the job: seconds, peak of the process that sets it, pages, or why there is none."""
    from consultation.domain import printing
    from drafts.models import Edition

    edition = Edition.objects.create(version=consultation.version, kind=Edition.Kind.REPORT)
    start = time.perf_counter()
    printing.make(edition.pk)
    seconds = round(time.perf_counter() - start)
    edition.refresh_from_db()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = edition.state == Edition.State.READY
    return {
        "pdf_seconds": seconds if made else None, "pdf_mb": used.ru_maxrss // 1024 if made else None,
        "pdf_cpu_seconds": round(used.ru_utime + used.ru_stime), "pdf_pages": edition.pages,
        "pdf_problem": edition.problem, "stopped_after": None if made else seconds,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
