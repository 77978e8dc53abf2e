"""What a person may do, for one unit or for the whole municipality."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Unit


class RoleQuerySet(models.QuerySet):
    """Rules about many roles."""

    def reaching(self, unit: Unit | None) -> "RoleQuerySet":
        """Roles that hold for `unit`: its own and those for the whole municipality."""
        return self.filter(models.Q(unit=None) | models.Q(unit=unit))


class Role(models.Model):
    """One kind of work given to one person (roll), in one unit or, without a unit, everywhere."""

    class Kind(models.TextChoices):
        DRAFTER = "drafter", _("drafter")
        RESPONSIBLE = "responsible", _("responsible")
        REVIEWER = "reviewer", _("reviewer")
        APPROVER = "approver", _("approver")
        REGISTRAR = "registrar", _("registrar")
        MODERATOR = "moderator", _("moderator")
        SECRETARY = "secretary", _("secretary")
        COUNCIL = "council", _("council member")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="roles",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("unit"),
    )
    kind = models.CharField(_("role"), max_length=20, choices=Kind)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "kind"], name="one_role_in_a_unit"),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=models.Q(unit=None),
                name="one_role_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
