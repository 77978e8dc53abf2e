"""The report of a consultation: “Answers to the comments” until the decision, “How it went” after it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consultation.domain import chart, course, publication, report_files
from consultation.domain import report as domain
from consultation.domain.printing import word
from consultation.domain.rounds import before
from consultation.views.public import stored
from consultation.views.public.published import get_answered
from drafts.domain.export.formats import WORD
from drafts.models import Edition

ENTRIES = 25
VIEWS = 50
FILES = {
    "docx": (word.report_file, WORD.content_type),
    "csv": (lambda consultation: report_files.as_csv(domain.build(consultation)), "text/csv; charset=utf-8"),
    "xlsx": (
        lambda consultation: report_files.as_xlsx(domain.build(consultation)),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": (lambda consultation: report_files.as_json(domain.build(consultation)), "application/json"),
}


@require_safe
@stored.page("part", "page")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbers, each paragraph's views, answers and changes, what was not met, and the annex with every word."""
    matter, version, consultation = get_answered(slug)
    made = domain.build(consultation)
    annex = request.GET.get("part") == "annex"
    rows, size = (made.annex, VIEWS) if annex else (made.entries, ENTRIES)
    whole = request.GET.get("page") == "all"
    page = Paginator(rows, max(len(rows), 1) if whole else size).get_page(1 if whole else request.GET.get("page"))
    if not whole:
        made.words.read(page if annex else made.quoted(page))
    context = {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "consultation": consultation,
        "report": made,
        "title": matter.title_of(version),
        "name": matter.called(version),
        "rounds": before.of(consultation),
        "later": matter.after(version),
        "later_name": matter.named(matter.after(version)) if matter.after(version) else "",
        "settled": matter.settled(version),
        "ended": course.end_of(decision) if (decision := course.ended(matter.policy)) else None,
        "chart": chart.of(made),
        "pdf": publication.paper(matter, version, Edition.Kind.REPORT),
        "page": page,
        "whole": whole,
    }
    return stored.render(request, f"consultation/report{'_annex' if annex else ''}.html", context)


@require_safe
def report_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The report as a file: what the page shows, no more."""
    _matter, version, consultation = get_answered(slug)
    make, kind = FILES[form]
    name = f"{slug}-v{version.number}-report.{form}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(consultation), content_type=kind, headers=disposition)
