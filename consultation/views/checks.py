"""What a gate asks for, with the way to what is missing."""

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain.gates import Requirement
from drafts.domain import approvals
from drafts.models import Approval, Policy


def checks(policy: Policy, requirements: list[Requirement]) -> list[dict]:
    """What components/checks.html takes. What is missing comes first."""
    ways = {
        "text": ("text-put-in", _("Put the text in")),
        "approval": ("approval-ask", _("Ask for approval")),
        "answers": ("merge", _("Answer the comments")),
        "causes": ("causes", _("Give causes")),
        "reasons": ("merge-paragraph", _("Say why")),
        "conflicts": ("merge-alternatives", _("Settle it")),
    }
    found = []
    for requirement in sorted(requirements, key=lambda each: each.met):
        name, action = ways.get(requirement.name, ("policy-head", _("Fill in")))
        asked = requirement.name == "approval" and not requirement.met and approvals.waiting(policy) is not None
        place = [requirement.place] if requirement.place else []
        is_plain = requirement.met or requirement.name == "consultation" or asked
        href = "" if is_plain else reverse(name, args=[policy.slug, *place])
        check = {"passed": requirement.met, "title": requirement.words, "href": href, "action": action}
        if asked:
            check["detail"] = _("It has been asked for and waits for an answer.")
        elif requirement.name == "approval" and not requirement.met:
            check["detail"] = why_not_approved(policy)
        if requirement.passed_over:
            check["detail"] = _("Missing, and passed over with a reason.")
        found.append(check)
    return found


def why_not_approved(policy: Policy) -> str:
    """What became of the last request for approval of this draft; nothing when nobody has asked."""
    last = approvals.on_draft(policy, Approval.State.REFUSED, Approval.State.WITHDRAWN)
    if last is None:
        return ""
    if last.state == Approval.State.REFUSED:
        words = _("%(name)s sent the text back: “%(remark)s”")
        return words % {"name": last.answered_by.name, "remark": last.remark}
    return _("The text or an answer has been changed since it was asked for.")
