"""Who may do what with a policy's text: one sentence each. When it may be done is the acts' matter."""

from drafts.models import Policy
from organisation.models import Role, Unit, User
from organisation.permissions import can_enter_staff, holds

Kind = Role.Kind


def can_create(user: User, unit: Unit | None = None) -> bool:
    """Drafters and responsible people begin policies in their unit."""
    return holds(user, Kind.DRAFTER, Kind.RESPONSIBLE, unit=unit)


def can_view(user: User, policy: Policy) -> bool:
    """A public policy's work is seen by every official; a draft by its unit and its working group."""
    if not can_enter_staff(user):
        return False
    return (
        policy.is_public
        or holds(
            user,
            Kind.DRAFTER,
            Kind.RESPONSIBLE,
            Kind.REVIEWER,
            Kind.APPROVER,
            Kind.REGISTRAR,
            Kind.SECRETARY,
            unit=policy.unit,
        )
        or is_member(user, policy)
    )


def is_member(user: User, policy: Policy, *kinds: str) -> bool:
    """Members of the policy's working group, with one of these parts if any are named."""
    memberships = policy.memberships.filter(user=user)
    return (memberships.filter(kind__in=kinds) if kinds else memberships).exists()


def can_edit(user: User, policy: Policy) -> bool:
    """Drafters and responsible people of its unit, and its own drafters, write."""
    return holds(user, Kind.DRAFTER, Kind.RESPONSIBLE, unit=policy.unit) or (
        can_enter_staff(user) and is_member(user, policy, "drafter")
    )


def can_approve(user: User, policy: Policy) -> bool:
    """Approvers of its unit approve; that it is not who asked, the act sees to."""
    return holds(user, Kind.APPROVER, unit=policy.unit) or (
        can_enter_staff(user) and is_member(user, policy, "approver")
    )


def can_register(user: User, policy: Policy) -> bool:
    """Registrars set the diary number, as do those who write."""
    return holds(user, Kind.REGISTRAR, unit=policy.unit) or can_edit(user, policy)
