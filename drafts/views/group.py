"""The working group of a policy: who is in it, somebody new, another part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import group as acts
from drafts.forms.group import MemberForm, PartForm
from drafts.models import Membership, Policy
from drafts.permissions import can_edit, can_enter, can_view, edits_by_role
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The members; and people that are found by `q`, to be added."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    words = request.GET.get("q", "").strip()
    found = list(acts.search(policy, words))
    form = MemberForm(request.POST if request.method == "POST" else None, found=found[: acts.MOST])
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            acts.add(policy, person, kind=form.cleaned_data["kind"], by=request.user)
        except ActRefused as refusal:
            form.add_error("person", str(refusal))
        else:
            messages.success(request, _("%(name)s is in the working group.") % {"name": person.name})
            return redirect("group", slug)
    context = {
        "policy": policy,
        "members": members_of(policy),
        "words": words,
        "found": found,
        "too_many": len(found) > acts.MOST,
        "form": form,
    }
    return render(request, "drafts/group.html", context)


def members_of(policy: Policy) -> list[Membership]:
    """The group, with the people at hand."""
    return list(policy.memberships.select_related("user").order_by("kind", "user__name"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """Another part for a member, or the way out."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    membership = get_object_or_404(policy.memberships.select_related("user"), pk=member_id)
    mine = membership.user_id == request.user.pk
    loses_pen = mine and not edits_by_role(request.user, policy)
    posted = request.POST if request.method == "POST" else None
    form = PartForm(posted, loses_pen=loses_pen, initial={"kind": membership.kind})
    if posted is not None and form.is_valid():
        try:
            messages.success(request, alter(membership, form, request))
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return after(request, policy)
    context = {"policy": policy, "member": membership, "form": form, "mine": mine}
    return render(request, "drafts/member.html", context)


def alter(membership: Membership, form: PartForm, request: HttpRequest) -> str:
    """Does what the pressed button says; what to tell the person who pressed it."""
    if form.cleaned_data["out"]:
        acts.take_out(membership, by=request.user)
        return _("%(name)s is no longer in the working group.") % {"name": membership.user.name}
    changed = acts.change(membership, kind=form.cleaned_data["kind"], by=request.user)
    words = {"name": changed.user.name, "part": changed.get_kind_display()}
    return _("%(name)s is now %(part)s.") % words


def after(request: HttpRequest, policy: Policy) -> HttpResponse:
    """The nearest page that the person still may open."""
    if can_edit(request.user, policy):
        return redirect("group", policy.slug)
    if can_view(request.user, policy):
        return redirect("staff-policy", policy.slug)
    return redirect("desk" if can_enter(request.user) else "front")
