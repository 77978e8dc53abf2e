"""What a gate asks for, with the way to what is missing."""

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain.gates import Requirement
from drafts.models import Policy


def checks(policy: Policy, requirements: list[Requirement]) -> list[dict]:
    """What components/checks.html takes. What is missing comes first."""
    ways = {
        "text": ("text-put-in", _("Put the text in")),
        "approval": ("approval-ask", _("Ask for approval")),
        "answers": ("merge", _("Answer the comments")),
        "causes": ("causes", _("Give causes")),
    }
    found = []
    for requirement in sorted(requirements, key=lambda each: each.met):
        name, action = ways.get(requirement.name, ("policy-head", _("Fill in")))
        href = "" if requirement.met or requirement.name == "consultation" else reverse(name, args=[policy.slug])
        found.append({"passed": requirement.met, "title": requirement.words, "href": href, "action": action})
    return found
