"""A policy as officials work with it: begin one, see where it stands, fill in its head."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from drafts.domain import policies, reviews, starting
from drafts.forms.head import HeadForm
from drafts.forms.starting import StartForm
from drafts.models import Approval
from drafts.permissions import can_approve, can_create, can_edit, can_note, can_register, viewable
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import resting
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy_create(request: HttpRequest) -> HttpResponse:
    """Begins a policy: title, type, unit; `?start=` names what it begins from. The rest of the head follows."""
    if not can_create(request.user):
        raise PermissionDenied
    posted = request.POST.copy() if request.method == "POST" else None
    chosen = (request.GET if posted is None else posted).get("start", "")
    start = starting.find(chosen, among=viewable(request.user))
    gone = bool(chosen and start is None)
    if gone and posted is None:
        raise Http404
    if gone:
        posted["start"] = ""
    form = StartForm(posted, person=request.user, start=start, initial={"start": chosen})
    if gone:
        form.add_error(None, _("What you wanted to begin from is no longer there. Choose again, or begin empty."))
    if posted is not None and form.is_valid():
        policy = starting.begin(start, by=request.user, **form.head)
        if start:
            messages.success(request, _("“%(title)s” has begun, with its text.") % {"title": policy.title})
            return redirect("editor", policy.slug)
        messages.success(request, _("“%(title)s” has begun. Put the text in.") % {"title": policy.title})
        return redirect("text-put-in", policy.slug)
    return render(request, "drafts/policy_create.html", {"form": form, "start": start})


@login_required
@require_GET
def staff_policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the policy stands, what is missing, who works on it, and the next step."""
    policy = get_policy_or_deny(request.user, slug)
    draft = draft_of(policy)
    return render(
        request,
        "drafts/staff_policy.html",
        {
            "policy": policy,
            "paragraphs": draft.paragraphs.count(),
            "versions": policy.versions.frozen().order_by("-number"),
            "members": policy.memberships.select_related("user").order_by("kind", "user__name"),
            "approvals": Approval.objects.filter(version__policy=policy).select_related(
                "asked_by", "answered_by", "version"
            ),
            "origin": starting.origin_of(policy, among=viewable(request.user)),
            "review": reviews.current(policy),
            "may_note": can_note(request.user, policy),
            "may_edit": can_edit(request.user, policy),
            "may_change": can_edit(request.user, policy) and not resting(policy),
            "may_register": can_register(request.user, policy),
            "may_approve": can_approve(request.user, policy),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy_head(request: HttpRequest, slug: str) -> HttpResponse:
    """The fields of the head table."""
    policy = get_policy_or_deny(request.user, slug, can_register)
    # The form writes into the row that it is given; the page shows the row as it is stored.
    form = HeadForm(request.POST if request.method == "POST" else None, instance=copy(policy))
    if request.method == "POST" and form.is_valid():
        try:
            policies.revise_head(policy, **form.cleaned_data, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The head table is saved."))
            return redirect("staff-policy", slug)
    return render(request, "drafts/policy_head.html", {"policy": policy, "form": form})
