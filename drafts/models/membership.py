"""Who works on one policy."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .policy import Policy


class Membership(models.Model):
    """A person's part in one policy's working group (arbetsgrupp)."""

    class Kind(models.TextChoices):
        DRAFTER = "drafter", _("drafter")
        REVIEWER = "reviewer", _("reviewer")
        APPROVER = "approver", _("approver")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("part"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["policy", "user", "kind"], name="one_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
