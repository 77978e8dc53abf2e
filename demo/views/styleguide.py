"""Every component of the pages, with something in it. Reads no database."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from demo.views import samples
from drafts.domain.export.formats import FORMATS


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "demo/styleguide.html",
        {
            "municipality": samples.EKEBY,
            "comment": samples.COMMENT,
            "held": samples.HELD,
            "hidden": samples.HIDDEN,
            "answer": samples.ANSWER,
            "steps": samples.STEPS,
            "matter": samples.MATTER,
            "difference": samples.DIFFERENCE,
            "outcomes": samples.OUTCOMES,
            "places": samples.PLACES,
            "facts": samples.FACTS,
            "senders": samples.SENDERS,
            "offers": [{"format": each, "href": "#lists"} for each in FORMATS.values()],
            "page": Paginator(range(200), 25).page(3),
            "form": samples.sent_form(),
            "crumbs_policy": {"slug": "sociala-medier", "title": "Sociala medier", "language": "sv"},
            "job": samples.JOB,
        },
    )


@require_safe
def styleguide_staff(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "demo/styleguide_staff.html",
        {
            "municipality": samples.EKEBY,
            "person": samples.PERSON,
            "case": samples.CASE,
            "gates": samples.GATES,
            "checks": samples.CHECKS,
            "todos": samples.TODOS,
            "alternatives": samples.ALTERNATIVES,
            "form": samples.sent_form(),
            "ways": [(1, "Utkast"), (4, "På samråd"), (5, "Sammanställning, 312 av 320"), (8, "Gäller, ska ses över")],
        },
    )
