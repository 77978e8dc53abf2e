"""How the draft came about: all of it, and one paragraph through all versions."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from drafts.domain import chronicle, lifeline
from drafts.models import Paragraph
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import resting

PAGE = 50
MOMENTS, LISTED = 20, 50


@login_required
@require_GET
def draft_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what in the draft, newest first."""
    policy = get_policy_or_deny(request.user, slug)
    draft = draft_of(policy)
    rows = chronicle.of_draft(draft)
    page = Paginator(chronicle.spans(rows), MOMENTS).get_page(request.GET.get("page"))
    context = {
        "policy": policy,
        "draft": draft,
        "page": page,
        "moments": chronicle.moments_of(rows, page, LISTED),
        "here": set(draft.paragraphs.values_list("lineage", flat=True)),
        "newest": policy.versions.newest(),
        "newest_row": rows.values_list("history_id", flat=True).first(),
        "may_bring_back": can_edit(request.user, policy) and not resting(policy),
    }
    return render(request, "drafts/draft_history.html", context)


@login_required
@require_GET
def paragraph_history(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """One paragraph: what it says, and every change of it through all versions."""
    policy = get_policy_or_deny(request.user, slug)
    versions = Paragraph.objects.filter(version__policy=policy, lineage=lineage).select_related("version")
    standing = sorted(versions, key=lambda paragraph: paragraph.version.number or float("inf"))
    changes = chronicle.of_paragraph(policy, lineage)
    if not standing and not changes:
        raise Http404
    stages = lifeline.stages(policy, lineage)
    context = {
        "policy": policy,
        "lineage": lineage,
        "paragraph": standing[-1] if standing else None,
        "in_draft": bool(standing) and standing[-1].version.is_draft,
        "frozen": [paragraph for paragraph in standing if not paragraph.version.is_draft],
        # That nothing has happened in the draft yet is not worth a stage.
        "stages": [stage for stage in stages if not (stage.version.is_draft and stage.kind == "kept")],
        "page": Paginator(changes, PAGE).get_page(request.GET.get("page")),
        "newest_row": changes[0].row if changes else None,
        "may_bring_back": can_edit(request.user, policy) and not resting(policy),
    }
    return render(request, "drafts/paragraph_history.html", context)
