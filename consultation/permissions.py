"""Who may do what in a consultation: one sentence each."""

from django.db.models import Q, QuerySet

from drafts.models import Policy
from drafts.permissions import can_approve, can_edit, can_register
from organisation.models import Role, User
from organisation.permissions import holds, roles_of

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


def can_invite(user: User, policy: Policy) -> bool:
    """Those who write a policy, and registrars, keep the list of referral bodies."""
    return can_register(user, policy)


def answerers(policy: Policy) -> QuerySet[User]:
    """The people who may answer on it: the many-people form of `can_answer`."""
    by_role = Role.objects.reaching(policy.unit).filter(kind__in=(Kind.DRAFTER, Kind.RESPONSIBLE)).values("user")
    by_part = policy.memberships.filter(kind="drafter").values("user")
    return User.objects.filter(Q(pk__in=by_role) | Q(pk__in=by_part), is_active=True).order_by("name")


def can_see_notes(user: User, policy: Policy) -> bool:
    """Those who answer and those who approve read the internal notes of answers; nobody else."""
    return can_answer(user, policy) or can_approve(user, policy)


def keeps_common_reasons(user: User) -> bool:
    """Those who answer in every unit keep the reasons that are common to all."""
    return any(kind in (Kind.DRAFTER, Kind.RESPONSIBLE) and unit is None for kind, unit in roles_of(user))


def can_enter_letters(user: User, policy: Policy) -> bool:
    """Those who answer, moderate or register the comments enter what came by letter or was said, and split it."""
    return can_moderate(user, policy) or can_register(user, policy)


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
        or can_approve(user, policy)
        or holds(user, Kind.REGISTRAR, unit=policy.unit)
    )
