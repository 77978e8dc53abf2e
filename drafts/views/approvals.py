"""Approval: one asks; somebody else reads and answers, on a page of consultation, which knows of answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import approvals, blanks
from drafts.models import Approval
from drafts.permissions import approvers, can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approval_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for approval of the draft as it reads now."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    refusal, people = "", approvers(policy).exclude(pk__in={request.user.pk} | approvals.writers(policy))
    if request.method == "POST":
        try:
            approvals.ask(policy, by=request.user, told=people)
        except ActRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Approval has been asked for. It is given by somebody else than you."))
            return redirect("staff-policy", slug)
    context = {
        "policy": policy,
        "refusal": refusal,
        "approvers": people,
        "unsaved": draft_of(policy).sittings.unsaved().writers(),
        "unfilled": blanks.unfilled(draft_of(policy)),
        "last": Approval.objects.filter(version__policy=policy).select_related("answered_by").first(),
    }
    return render(request, "drafts/approval_ask.html", context)
