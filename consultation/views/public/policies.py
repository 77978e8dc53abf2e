"""The register, and one policy."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.domain import course, exporting, head_table, picture, publication
from consultation.domain import register as domain
from consultation.domain.matter import consultation_of
from consultation.views.public import stored
from consultation.views.public.published import get_matter
from drafts.models import DocumentType
from organisation.models import Unit

PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every public policy, narrowed by plain GET: words, document type, unit, where it stands; sorted."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "type", "unit", "state", "sort")}
    group = asked["state"] if asked["state"] in domain.STANDINGS else ""
    policies = domain.found(asked["q"], asked["type"], asked["unit"], asked["sort"])
    rows = domain.rows(policies, timezone.now(), group)
    context = {
        "asked": asked,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "total": domain.public().count(),
        "narrowed": any(asked.values()),
        "types": DocumentType.objects.filter(policies__in=domain.public()).distinct(),
        "units": Unit.objects.filter(policies__in=domain.public()).distinct(),
    }
    return render(request, "consultation/register.html", context)


@require_safe
@stored.page()
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy: its head table, its versions, what it went through, and the decision."""
    matter = get_matter(slug)
    consultation = next(filter(None, map(consultation_of, reversed(matter.versions))), None)
    shown = matter.adopted or matter.newest
    context = {
        "matter": matter,
        "policy": matter.policy,
        "version": shown,
        "title": matter.title_of(shown),
        "standing": domain.standing(matter.policy, consultation, matter.now),
        "consultation": consultation,
        "decisions": matter.policy.decisions.select_related("version").order_by("-date", "-pk"),
        "facts": head_table.facts(matter),
        "checksum": head_table.grouped(shown.checksum),
        "versions": head_table.versions(matter),
        "headings": [p for p in shown.paragraphs.filter(kind="heading") if p.level == 1],
        "papers": publication.papers(matter, shown),
        "offers": exporting.offers(shown),
        "steps": course.steps(matter),
        "pictures": picture.of(matter),
    }
    return stored.render(request, "consultation/policy.html", context)
