"""How often pages were read, and from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drafts.models import Policy


class Visits(models.Model):
    """How many times the pages of a policy were opened on one day, from one site (besök). Nothing about who."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="visits", verbose_name=_("policy"))
    day = models.DateField(_("day"))
    site = models.CharField(_("came from"), max_length=100, blank=True)
    count = models.PositiveIntegerField(_("visits"), default=0)

    class Meta:
        verbose_name = _("visits")
        verbose_name_plural = _("visits")
        ordering = ["day", "site"]
        constraints = [models.UniqueConstraint(fields=["policy", "day", "site"], name="one_count_per_day_and_site")]

    def __str__(self) -> str:
        return f"{self.policy} {self.day}"
