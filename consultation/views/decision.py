"""The secretary enters what a body resolved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import decisions, meeting
from consultation.forms.deciding import DecisionForm
from consultation.models import Decision
from consultation.permissions import can_decide
from consultation.views.meeting import told
from drafts.models import Policy
from drafts.models.policy import State
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and those decisions that were entered before."""
    policy = get_policy_or_deny(request.user, slug, can_decide)
    kinds = decisions.possible(policy)
    form = DecisionForm(request.POST or None, initial=initial(policy, kinds))
    if request.method == "POST" and form.is_valid():
        try:
            decisions.decide(policy, by=request.user, **form.cleaned_data)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is recorded and published."))
            return redirect("decide", slug)
    context = {
        "policy": policy,
        "form": form,
        "kinds": [(code, label, MEANING[code]()) for code, label in Decision.Kind.choices if code in kinds],
        "entered": policy.decisions.select_related("version"),
        "moved": told(policy),
        "may_move": policy.state == State.BEFORE_COUNCIL,
        "version": policy.versions.published().order_by("-number").first(),
    }
    return render(request, "consultation/decision.html", context)


MEANING = {
    Decision.Kind.ADOPT: lambda: _("The text is adopted as it stands."),
    Decision.Kind.AMEND: lambda: _(
        "What was changed at the meeting is entered first, and becomes a version of its own."
    ),
    Decision.Kind.POSTPONE: lambda: _("Taken up again at a later meeting. The matter stays before the body."),
    Decision.Kind.RETURN: lambda: _("Back to the administration, with a motive."),
    Decision.Kind.ENDORSE: lambda: _(
        "A committee or board before the one that decides. Enter what it changed first; its motive is published."
    ),
    Decision.Kind.REJECT: lambda: _("The body says no to the proposal, and the matter ends."),
    Decision.Kind.WITHDRAW: lambda: _("The matter ends without a decision on it."),
    Decision.Kind.REPEAL: lambda: _("The text is in force no longer."),
}


def initial(policy: Policy, kinds: list[str]) -> dict:
    """The likely values: the body that decides this type of document, adoption where it can be adopted."""
    likely = Decision.Kind.AMEND if meeting.is_changed_before_council(policy) else kinds[0] if kinds else ""
    return {"body": policy.document_type.deciding_body, "kind": likely}
