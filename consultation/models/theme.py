"""What comments are about, in the words of those who answer them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation


class Theme(models.Model):
    """A theme (tema) that staff give to comments of one consultation, by hand or from what was proposed."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="themes")
    name = models.CharField(_("theme"), max_length=60)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "name"], name="one_theme_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="theme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
