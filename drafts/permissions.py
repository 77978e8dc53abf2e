"""Who may do what with a policy's text: one sentence each. When it may be done is the acts' matter."""

from django.db.models import Q, QuerySet

from drafts.models import Membership, Policy
from organisation.models import Role, Unit, User
from organisation.permissions import can_enter_staff, holds, roles_of, within

Kind = Role.Kind
READERS = (
    Kind.DRAFTER,
    Kind.RESPONSIBLE,
    Kind.REVIEWER,
    Kind.APPROVER,
    Kind.REGISTRAR,
    Kind.SECRETARY,
)

NOTERS = (Kind.DRAFTER, Kind.RESPONSIBLE, Kind.REVIEWER, Kind.APPROVER)


def can_create(user: User, unit: Unit | None = None) -> bool:
    """Drafters and responsible people begin policies in their unit."""
    return holds(user, Kind.DRAFTER, Kind.RESPONSIBLE, unit=unit)


def units_for_new(user: User) -> QuerySet[Unit]:
    """The units in which the person may begin a policy: the many-rows form of `can_create`."""
    units = {unit_id for kind, unit_id in roles_of(user) if kind in (Kind.DRAFTER, Kind.RESPONSIBLE)}
    return Unit.objects.all() if None in units else Unit.objects.filter(pk__in=units)


def can_view(user: User, policy: Policy) -> bool:
    """A public policy's work is seen by every official; a draft by its unit and its working group."""
    if not can_enter_staff(user):
        return False
    return policy.is_public or holds(user, *READERS, unit=policy.unit) or is_member(user, policy)


def viewable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_view`."""
    if not can_enter_staff(user):
        return Policy.objects.none()
    public = Policy.objects.public().values("pk")
    return Policy.objects.filter(Q(pk__in=public) | within(user, *READERS) | member_of(user))


def member_of(user: User, *kinds: str) -> Q:
    """Policies in whose working group the person is, with one of these parts if any are named."""
    parts = Membership.objects.filter(user=user)
    return Q(pk__in=(parts.filter(kind__in=kinds) if kinds else parts).values("policy"))


def is_member(user: User, policy: Policy, *kinds: str) -> bool:
    """Members of the policy's working group, with one of these parts if any are named."""
    memberships = policy.memberships.filter(user=user)
    return (memberships.filter(kind__in=kinds) if kinds else memberships).exists()


def can_edit(user: User, policy: Policy) -> bool:
    """Drafters and responsible people of its unit, and its own drafters, write."""
    return holds(user, Kind.DRAFTER, Kind.RESPONSIBLE, unit=policy.unit) or (
        can_enter_staff(user) and is_member(user, policy, "drafter")
    )


def writable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_edit`."""
    if not can_enter_staff(user):
        return Policy.objects.none()
    return Policy.objects.filter(within(user, Kind.DRAFTER, Kind.RESPONSIBLE) | member_of(user, "drafter"))


def can_note(user: User, policy: Policy) -> bool:
    """Those who write, review or approve it read and write internal notes; nobody else sees them."""
    return holds(user, *NOTERS, unit=policy.unit) or (can_enter_staff(user) and is_member(user, policy))


def approvable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_approve`."""
    if not can_enter_staff(user):
        return Policy.objects.none()
    return Policy.objects.filter(within(user, Kind.APPROVER) | member_of(user, "approver"))


def can_approve(user: User, policy: Policy) -> bool:
    """Approvers of its unit approve; that it is not who asked, the act sees to."""
    return holds(user, Kind.APPROVER, unit=policy.unit) or (
        can_enter_staff(user) and is_member(user, policy, "approver")
    )


def approvers(policy: Policy) -> QuerySet[User]:
    """The people who may approve it."""
    by_role = Role.objects.reaching(policy.unit).filter(kind=Kind.APPROVER).values("user")
    by_part = policy.memberships.filter(kind="approver").values("user")
    return User.objects.filter(Q(pk__in=by_role) | Q(pk__in=by_part), is_active=True)


def can_register(user: User, policy: Policy) -> bool:
    """Registrars set the diary number, as do those who write."""
    return holds(user, Kind.REGISTRAR, unit=policy.unit) or can_edit(user, policy)
