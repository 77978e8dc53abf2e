"""What can be done next with a policy, by this person: the one button of the overview and of the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation import permissions
from consultation.domain.way import Stand
from drafts.domain import approvals
from drafts.models.policy import DROPPED, State
from drafts.permissions import can_approve, can_edit
from organisation.models import User


@dataclass(frozen=True)
class Step:
    """`words` on the button that leads to `href`; without it, `wait` says whose turn it is."""

    words: str = ""
    href: str = ""
    wait: str = ""


def next_step(standing: Stand, user: User, now: datetime) -> Step:
    """The next step on the way of the policy, or for whom it waits."""
    policy = standing.policy
    if policy.state in (State.DRAFT, State.REVIEW, State.APPROVED):
        return before_consultation(standing, user)
    if policy.state == State.BEFORE_COUNCIL:
        if permissions.can_decide(user, policy):
            return Step(_("Record the decision"), reverse("decide", args=[policy.slug]))
        return Step(wait=_("The matter lies before the council. A secretary records the decision."))
    if policy.state in (State.ADOPTED, State.REPEALED, *DROPPED):
        return Step(wait=_("The matter is ended."))
    return after_announcing(standing, user, now)


def before_consultation(standing: Stand, user: User) -> Step:
    """Draft, review, approved."""
    policy, of_policy = standing.policy, [standing.policy.slug]
    if policy.state == State.REVIEW:
        if can_approve(user, policy):
            return Step(_("Read and answer"), reverse("approval", args=of_policy))
        return Step(wait=_("Approval has been asked for. Somebody else than the one who asked gives it."))
    if not can_edit(user, policy):
        return Step(wait=_("The drafters have the next step."))
    if policy.state == State.APPROVED and standing.waiting:
        return Step(_("Announce the consultation"), reverse("consultation-announce", args=of_policy))
    if policy.state == State.APPROVED:
        return Step(_("Freeze the proposal"), reverse("version-freeze", args=of_policy))
    if not policy.versions.draft().paragraphs.exists():
        return Step(_("Put the text in"), reverse("text-put-in", args=of_policy))
    return Step(_("Ask for approval"), reverse("approval-ask", args=of_policy))


def after_announcing(standing: Stand, user: User, now: datetime) -> Step:
    """On consultation, compiling, revised proposal."""
    policy, consultation = standing.policy, standing.consultation
    if policy.state == State.ANNOUNCED and consultation and now < consultation.closes_at:
        return Step(_("See the consultation"), reverse("staff-consultation", args=[consultation.slug]))
    asked = approvals.waiting(policy) is not None
    if asked and can_approve(user, policy):
        return Step(_("Read and answer"), reverse("approval", args=[policy.slug]))
    if asked and not standing.left:
        return Step(wait=_("Approval has been asked for. Somebody else than the one who asked gives it."))
    if not can_edit(user, policy):
        return Step(wait=_("The drafters have the next step."))
    if policy.state == State.PROPOSAL:
        return Step(_("Put it before the council"), reverse("gate", args=[policy.slug]))
    if standing.left:
        return Step(_("Answer the comments"), reverse("merge", args=[policy.slug]))
    return Step(_("Go through the gate"), reverse("gate", args=[policy.slug]))
