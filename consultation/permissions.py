"""Who may do what in a consultation: one sentence each."""

from drafts.models import Policy
from drafts.permissions import can_approve, can_edit
from organisation.models import Role, User
from organisation.permissions import holds

Kind = Role.Kind


def can_publish(user: User, policy: Policy) -> bool:
    """Those who write a policy freeze it and open consultations on it, once it is approved."""
    return can_edit(user, policy)


def can_moderate(user: User, policy: Policy) -> bool:
    """Moderators of its unit screen comments."""
    return holds(user, Kind.MODERATOR, unit=policy.unit)


def can_answer(user: User, policy: Policy) -> bool:
    """Those who write a policy answer the comments on it."""
    return can_edit(user, policy)


def can_override(user: User, policy: Policy) -> bool:
    """Approvers let a proposal through a gate that lacks something, with a reason that is published."""
    return can_approve(user, policy)


def can_decide(user: User, policy: Policy) -> bool:
    """Secretaries enter what a body resolved."""
    return holds(user, Kind.SECRETARY, unit=policy.unit)


def can_see_comments(user: User, policy: Policy) -> bool:
    """Those who work with the comments see them all, the hidden ones too."""
    return (
        can_answer(user, policy)
        or can_moderate(user, policy)
        or holds(user, Kind.APPROVER, Kind.REGISTRAR, unit=policy.unit)
    )
