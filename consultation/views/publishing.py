"""From an approved draft to an open consultation: freeze it, announce it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import gates, lifecycle
from consultation.forms.drafting import AnnounceForm
from consultation.models import Consultation
from consultation.permissions import can_publish
from consultation.views.checks import checks
from drafts.domain import blanks
from drafts.views.access import draft_of, get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """What the gate asks for, and the button that freezes the approved draft."""
    policy = get_policy_or_deny(request.user, slug, can_publish)
    refusal = ""
    if request.method == "POST":
        try:
            version = lifecycle.freeze_proposal(policy, by=request.user)
        except ActRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Proposal %(number)s is frozen.") % {"number": version.number})
            return redirect("consultation-announce", slug)
    waiting = policy.versions.waiting().first()
    requirements = [] if waiting else gates.before_publishing(policy)
    context = {
        "policy": policy,
        "refusal": refusal,
        "checks": checks(policy, requirements),
        "missing": len(gates.unmet(requirements)),
        "paragraphs": draft_of(policy).paragraphs.count(),
        "waiting": waiting,
        "unsaved": draft_of(policy).sittings.unsaved().writers(),
        "unfilled": blanks.unfilled(draft_of(policy)),
    }
    return render(request, "consultation/version_freeze.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a frozen proposal back before it is announced."""
    policy = get_policy_or_deny(request.user, slug, can_publish)
    refusal = ""
    if request.method == "POST":
        try:
            version = lifecycle.set_aside(policy, by=request.user)
        except ActRefused as refused:
            refusal = str(refused)
        else:
            words = _("Proposal %(number)s is set aside. The draft can be changed again.")
            messages.success(request, words % {"number": version.number})
            return redirect("editor", slug)
    context = {"policy": policy, "refusal": refusal, "version": policy.versions.waiting().first()}
    return render(request, "consultation/version_set_aside.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens a consultation on the newest frozen version, now or at a coming date."""
    policy = get_policy_or_deny(request.user, slug, can_publish)
    form = AnnounceForm(request.POST if request.method == "POST" else None, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            consultation = lifecycle.announce(
                policy,
                opens_at=cleaned["opens_at"],
                closes_at=cleaned["closes_at"],
                introduction=cleaned["introduction"],
                asks_kind=cleaned["asks_kind"],
                kind=cleaned["kind"],
                by=request.user,
            )
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said(consultation))
            return redirect("staff-consultation", consultation.slug)
    newest = policy.versions.newest()
    waiting = newest if newest and not newest.set_aside_at else None
    context = {"policy": policy, "form": form, "version": waiting}
    return render(request, "consultation/consultation_announce.html", context)


def said(consultation: Consultation) -> str:
    """What announcing did, and what comes next where bodies are asked."""
    if consultation.is_internal:
        return _("The consultation is announced to officials. Now choose who is asked.")
    if not consultation.is_for_all:
        return _("The consultation is announced, and the proposal is public. Now choose who is asked.")
    return _("The consultation is announced. The proposal is public from now on.")
