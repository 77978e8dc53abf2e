"""The gate before the council: what is missing, and the two steps when nothing is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consultation.domain import contradictions, gates, lifecycle, unexplained
from consultation.models import Override
from consultation.permissions import can_override, can_publish
from consultation.views.checks import checks
from drafts.domain import approvals
from drafts.models import Policy
from drafts.models.policy import State
from drafts.permissions import can_approve, can_edit
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_GET
def gate(request: HttpRequest, slug: str) -> HttpResponse:
    """What the revised proposal needs, with links to what is missing."""
    return page(request, get_policy_or_deny(request.user, slug))


@login_required
@require_POST
def revised_freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Freezes the revised proposal and publishes it with all answers."""
    policy = get_policy_or_deny(request.user, slug, can_publish)
    before = policy.versions.newest()
    try:
        version = lifecycle.freeze_revised(policy, by=request.user)
    except ActRefused as refusal:
        return page(request, policy, str(refusal))
    if version == before:
        said = _("The answers are published. Proposal %(number)s stands, since no change was made in it.")
    else:
        said = _("Proposal %(number)s is frozen and published with the answers.")
    messages.success(request, said % {"number": version.number})
    return redirect("gate", slug)


@login_required
@require_POST
def gate_override(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets the proposal through although something is missing; the reason is published."""
    policy = get_policy_or_deny(request.user, slug, can_override)
    reason = request.POST.get("reason", "")[:2000]
    try:
        lifecycle.pass_over(policy, reason=reason, by=request.user)
    except ActRefused as refusal:
        return page(request, policy, str(refusal), reason=reason)
    messages.success(request, _("What is missing is passed over. The reason will stand in the report."))
    return redirect("gate", slug)


@login_required
@require_POST
def send_to_council(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts the revised proposal before the council."""
    policy = get_policy_or_deny(request.user, slug, can_publish)
    try:
        lifecycle.send_to_council(policy, by=request.user)
    except ActRefused as refusal:
        return page(request, policy, str(refusal))
    messages.success(request, _("The proposal is before the council."))
    return redirect("gate", slug)


def page(request: HttpRequest, policy: Policy, refusal: str = "", reason: str = "") -> HttpResponse:
    """The gate as it stands; `refusal` is the act's sentence, `reason` what was typed for passing something over."""
    policy.refresh_from_db()
    consultation = gates.consulted(policy)
    is_working = policy.state in (State.ANNOUNCED, State.COMPILING, State.RETURNED) and consultation is not None
    requirements = gates.before_council(policy) if is_working else []
    found = checks(policy, requirements)
    asked = approvals.waiting(policy)
    may_answer = bool(asked and can_approve(request.user, policy) and not approvals.obstacle(asked, request.user))
    context = {
        "policy": policy,
        "consultation": consultation,
        "progress": gates.progress(consultation) if consultation else None,
        "missing": [check for check in found if not check["passed"]],
        "done": [check for check in found if check["passed"]],
        "is_working": is_working,
        **(doubts(policy) if is_working else {}),
        "is_ready": is_working and not gates.unmet(requirements) and policy.state != State.ANNOUNCED,
        "asked": asked,
        "may_answer_approval": may_answer,
        "given": approvals.given(policy),
        "can_publish": can_publish(request.user, policy),
        "may_edit": can_edit(request.user, policy),
        "gates": steps(policy, requirements),
        "newest": policy.versions.newest(),
        "refusal": refusal,
        "reason": reason,
        "may_override": can_override(request.user, policy)
        and any(each.count and not each.met for each in requirements),
        "override": Override.objects.filter(version__policy=policy, version__number=None).first(),
    }
    return render(request, "consultation/gate.html", context)


def doubts(policy: Policy) -> dict:
    """What is worth a look and stops nothing."""
    return {"contradictions": contradictions.found(policy), "unexplained": unexplained.without_reason(policy)}


def steps(policy: Policy, requirements: list[gates.Requirement]) -> list[dict]:
    """The three doors of the way: published, frozen again, before the council; as components/gates.html takes them."""
    past = [State.PROPOSAL, State.BEFORE_COUNCIL, State.ADOPTED, State.REPEALED]
    missing = len(gates.unmet(requirements))
    is_frozen, is_sent = policy.state in past, policy.state in past[1:]
    return [
        {"words": _("Publish the consultation"), "href": "#way", **passed(policy.is_public)},
        {
            "words": _("Freeze the revised proposal"),
            "href": "#missing" if missing else "#on",
            "current": not is_frozen,
            **(passed(is_frozen) if is_frozen or not missing else {"state": "warn", "state_words": lacking(missing)}),
        },
        {"words": _("Send to the council"), "href": "#on", "current": is_frozen, **passed(is_sent)},
    ]


def passed(done: bool) -> dict:
    return {"state": "ok", "state_words": _("Passed")} if done else {"state": "empty", "state_words": _("Not yet")}


def lacking(number: int) -> str:
    return _("%(number)s missing") % {"number": number}
