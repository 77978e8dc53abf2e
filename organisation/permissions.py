"""Who may do what as an official: one sentence each."""

from organisation.models import Role, Unit, User


def holds(user: User, *kinds: str, unit: Unit | None = None) -> bool:
    """Whether the person has one of these roles for `unit` (its own or the whole municipality's).

    Without `unit`: in any unit. The roles are read once per person and request.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "_roles"):
        user._roles = list(user.roles.values_list("kind", "unit_id"))
    return any(kind in kinds and (unit is None or unit_id in (None, unit.pk)) for kind, unit_id in user._roles)


def can_enter_staff(user: User) -> bool:
    """Anyone with a role enters the officials' pages."""
    return holds(user, *Role.Kind.values)


def can_administer(user: User) -> bool:
    """Administrators keep settings and people."""
    return holds(user, Role.Kind.ADMINISTRATOR)


def can_see_mail(user: User) -> bool:
    """Administrators see what mail could not be sent."""
    return can_administer(user)
