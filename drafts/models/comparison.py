"""What changed between two versions, as it was said when it was first said."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class Comparison(models.Model):
    """The stored difference of two frozen versions: a later way of comparing never rewrites it."""

    before = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("before"))
    after = models.ForeignKey(Version, models.PROTECT, related_name="comparisons", verbose_name=_("after"))
    rows = models.JSONField(_("rows"), default=list)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="one_comparison_of_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.before} – {self.after}"
