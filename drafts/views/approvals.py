"""Approval: one asks, somebody else reads and answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import approvals, blanks, texts
from drafts.domain.composition import compose
from drafts.forms.approval import ApprovalForm
from drafts.models import Approval
from drafts.permissions import approvers, can_approve, can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from organisation.exceptions import ActRefused, Stale


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft to be read, and below it the answer: approve, or send back with a remark."""
    policy = get_policy_or_deny(request.user, slug, can_approve)
    asked = approvals.waiting(policy)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and asked is None:
        return page(request, policy, None, form, _("This request is not open any more."))
    if request.method != "POST" or not form.is_valid():
        return page(request, policy, asked, form)
    try:
        answer(asked, form.cleaned_data, request)
    except Stale as refusal:
        remark = {"remark": form.cleaned_data["remark"]}
        return page(request, policy, approvals.waiting(policy), ApprovalForm(initial=remark), str(refusal), status=409)
    except ActRefused as refusal:
        form.add_error("remark" if form.cleaned_data["answer"] == "send_back" else None, str(refusal))
        return page(request, policy, approvals.waiting(policy), form)
    return redirect("staff-policy", slug)


def answer(asked: Approval, cleaned: dict, request: HttpRequest) -> None:
    """Approves or sends back, as the pressed button says."""
    if cleaned["answer"] == "approve":
        approvals.approve(asked, checksum=cleaned["checksum"], by=request.user)
        messages.success(request, _("The text is approved."))
    else:
        approvals.send_back(asked, remark=cleaned["remark"], by=request.user)
        messages.success(request, _("The text is sent back to its writers, with your remark."))


def page(request, policy, asked, form, refusal="", status=200) -> HttpResponse:
    """The text and the form for the answer."""
    draft = draft_of(policy)
    paragraphs = list(draft.paragraphs.all())
    context = {
        "policy": policy,
        "asked": asked,
        "obstacle": asked and approvals.obstacle(asked, request.user),
        "form": form,
        "refusal": refusal,
        "draft": draft,
        "sections": compose(paragraphs),
        "checksum": texts.digest(texts.source(draft, paragraphs)),
    }
    return render(request, "drafts/approval.html", context, status=status)
