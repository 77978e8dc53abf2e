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


def can_enter(user: User) -> bool:
    """Officials, and who has a part in a policy's working group, enter the officials' pages."""
    return can_enter_staff(user) or Membership.objects.filter(member(user)).exists()


def can_view(user: User, policy: Policy) -> bool:
    """A public policy's work, or one shared with officials, is seen by them all; a draft by its unit and its group."""
    if policy.is_public and can_enter_staff(user):
        return True
    if holds(user, *READERS, unit=policy.unit) or is_member(user, policy):
        return True
    return can_enter_staff(user) and policy.versions.filter(shared_at__isnull=False).exists()


def viewable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_view`."""
    seen = Q(published_at__isnull=False) | Q(versions__shared_at__isnull=False)
    known = Policy.objects.filter(seen) if can_enter_staff(user) else Policy.objects.none()
    return Policy.objects.filter(Q(pk__in=known.values("pk")) | within(user, *READERS) | member_of(user))


def member(user: User, *kinds: str) -> Q:
    """The person's memberships, with one of these parts if any are named; none for who is out or not signed in."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk=None)
    return Q(user=user, kind__in=kinds or Membership.Kind.values)


def member_of(user: User, *kinds: str) -> Q:
    """Policies in whose working group the person is, with one of these parts if any are named."""
    return Q(pk__in=Membership.objects.filter(member(user, *kinds)).values("policy"))


def is_member(user: User, policy: Policy, *kinds: str) -> bool:
    """Members of the policy's working group, with one of these parts if any are named. They need no role."""
    return policy.memberships.filter(member(user, *kinds)).exists()


def can_edit(user: User, policy: Policy) -> bool:
    """Drafters and responsible people of its unit, and its own drafters, write."""
    return edits_by_role(user, policy) or is_member(user, policy, "drafter")


def edits_by_role(user: User, policy: Policy) -> bool:
    """Those who write it whether or not they are in its working group."""
    return holds(user, Kind.DRAFTER, Kind.RESPONSIBLE, unit=policy.unit)


def writable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_edit`."""
    return Policy.objects.filter(within(user, Kind.DRAFTER, Kind.RESPONSIBLE) | member_of(user, "drafter"))


def can_note(user: User, policy: Policy) -> bool:
    """Those who write, review or approve it read and write internal notes; nobody else sees them."""
    return holds(user, *NOTERS, unit=policy.unit) or is_member(user, policy)


def approvable(user: User) -> QuerySet[Policy]:
    """The many-rows form of `can_approve`."""
    return Policy.objects.filter(within(user, Kind.APPROVER) | member_of(user, "approver"))


def can_approve(user: User, policy: Policy) -> bool:
    """Approvers of its unit or its group approve; that it is not who asked or drafted, the act sees to."""
    return holds(user, Kind.APPROVER, unit=policy.unit) or is_member(user, policy, "approver")


def approvers(policy: Policy) -> QuerySet[User]:
    """The people who may approve it."""
    by_role = Role.objects.reaching(policy.unit).filter(kind=Kind.APPROVER).values("user")
    by_part = policy.memberships.filter(kind="approver").values("user")
    return User.objects.filter(Q(pk__in=by_role) | Q(pk__in=by_part), is_active=True)


def can_register(user: User, policy: Policy) -> bool:
    """Registrars set the diary number, as do those who write."""
    return holds(user, Kind.REGISTRAR, unit=policy.unit) or can_edit(user, policy)
