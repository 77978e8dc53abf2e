"""Who may do what as an official: one sentence each."""

from django.db.models import Q

from organisation.models import Role, Unit, User


def holds(user: User, *kinds: str, unit: Unit | None = None) -> bool:
    """Whether the person has one of these roles for `unit` (its own or the whole municipality's).

    Without `unit`: in any unit. The roles are read once per person and request.
    """
    return any(kind in kinds and (unit is None or unit_id in (None, unit.pk)) for kind, unit_id in roles_of(user))


def roles_of(user: User) -> list[tuple[str, int | None]]:
    """The person's roles as (kind, unit or None for everywhere); none for who is out or not signed in."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_roles"):
        user._roles = list(user.roles.values_list("kind", "unit_id"))
    return user._roles


def within(user: User, *kinds: str) -> Q:
    """The many-rows form of `holds`: what belongs to a unit (field `unit`) for which the person has such a role."""
    units = {unit_id for kind, unit_id in roles_of(user) if kind in kinds}
    return ~Q(pk=None) if None in units else Q(unit__in=units)


def can_enter_staff(user: User) -> bool:
    """Anyone with a role enters the officials' pages."""
    return holds(user, *Role.Kind.values)


def can_administer(user: User) -> bool:
    """Administrators keep settings and people."""
    return holds(user, Role.Kind.ADMINISTRATOR)
