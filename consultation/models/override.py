"""That a gate was passed although something was missing."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Version


class Override(models.Model):
    """Somebody's word that a revised proposal goes on although the gate lacks something; stands in the report.

    `lacking` says what, and how many of it there were: {"answers": 3}. More than that is not covered.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="override", verbose_name=_("version"))
    lacking = models.JSONField(_("what was missing"), default=dict)
    reason = models.TextField(_("reason"), max_length=2000, validators=[MinLengthValidator(1)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.CharField(_("signed"), max_length=220)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("override of the gate")
        verbose_name_plural = _("overrides of the gate")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_gives_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.reason[:60]}"

    def covers(self, name: str, count: int) -> bool:
        """Whether it speaks of this many of what is missing."""
        return count <= self.lacking.get(name, 0)
