"""What the merge workspace asks for every fifteen seconds: who else is here, and what has come in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from consultation.domain import company, gates
from consultation.permissions import can_answer
from consultation.views.workspace import not_now
from drafts.views.access import get_policy_or_deny


@login_required
@require_POST
def merge_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Says that this person is at a paragraph, and gets the lines about the others; 204 while they are the same."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    consultation = gates.consulted(policy)
    if consultation is None:
        return not_now(request, policy)
    lineage = lineage_of(request.POST.get("lineage", ""))
    company.sit_down(policy, lineage, by=request.user)
    since = request.POST.get("since", "")
    arrivals = company.arrived(consultation, int(since)) if since.isdecimal() and len(since) < 18 else []
    found = company.Company(company.near(policy, request.user), arrivals)
    if found.mark == request.POST.get("mark"):
        return HttpResponse(status=204)
    context = {"company": found, "policy": policy, "lineage": lineage}
    return render(request, "consultation/_merge_here_words.html", context)


def lineage_of(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
