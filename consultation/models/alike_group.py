"""Comments that say nearly the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation


class AlikeGroup(models.Model):
    """Nearly equal comments of one consultation (likalydande): counted and shown together, never dropped."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="alike_groups")

    class Meta:
        verbose_name = _("group of alike comments")
        verbose_name_plural = _("groups of alike comments")

    def __str__(self) -> str:
        return f"{self.consultation} {self.pk}"
