"""Approving a text and, once it has been on consultation, the answers with it: read first, then answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain.answers import approving
from drafts.domain import approvals, texts, versions
from drafts.domain.composition import compose
from drafts.forms.approval import ApprovalForm
from drafts.models import Approval
from drafts.permissions import can_approve
from drafts.views.access import draft_of, get_policy_or_deny
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft to be read, and below it the answer: approve, or send back with a remark."""
    policy = get_policy_or_deny(request.user, slug, can_approve)
    asked = approvals.waiting(policy)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and asked is None:
        return page(request, policy, None, form, _("This request is not open any more."))
    if request.method == "POST" and request.POST.get("request", str(asked.pk)) != str(asked.pk):
        words = _("The text or an answer has been changed since you opened it, and approval is asked for anew.")
        return page(request, policy, asked, ApprovalForm(initial=remark_of(request)), words, status=409)
    if request.method != "POST" or not form.is_valid():
        return page(request, policy, asked, form)
    try:
        answer(asked, form.cleaned_data, request)
    except Stale as refusal:
        form = ApprovalForm(initial=remark_of(request))
        return page(request, policy, approvals.waiting(policy), form, str(refusal), status=409)
    except ActRefused as refusal:
        form.add_error("remark" if form.cleaned_data["answer"] == "send_back" else None, str(refusal))
        return page(request, policy, approvals.waiting(policy), form)
    return redirect("staff-policy", slug)


def answer(asked: Approval, cleaned: dict, request: HttpRequest) -> None:
    """Approves or sends back, as the pressed button says."""
    if cleaned["answer"] == "approve":
        approving.approve(asked, checksum=cleaned["checksum"], by=request.user)
        messages.success(request, _("The text is approved."))
    else:
        approvals.send_back(asked, remark=cleaned["remark"], by=request.user)
        messages.success(request, _("The text is sent back to its writers, with your remark."))


def remark_of(request: HttpRequest) -> dict:
    """What was typed, for a form that comes back."""
    return {"remark": request.POST.get("remark", "")}


def page(request, policy, asked, form, refusal="", status=200) -> HttpResponse:
    """The text and the form for the answer."""
    draft = draft_of(policy)
    paragraphs = list(draft.paragraphs.all())
    context = {
        "policy": policy,
        "asked": asked,
        "obstacle": asked and (approvals.obstacle(asked, request.user) or approving.obstacle(policy, request.user)),
        "form": form,
        "refusal": refusal,
        "draft": draft,
        "sections": compose(paragraphs),
        "becomes": versions.coming(policy),
        "checksum": texts.digest(texts.source(draft, paragraphs)),
    }
    return render(request, "drafts/approval.html", context, status=status)
