"""Reasons that are written often, to begin an answer from."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import Unit

from .disposition import Outcome


class StandardReason(models.Model):
    """A reason kept by those who answer (standardsvar), of one unit or of all; an answer begins from a copy of it."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="standard_reasons", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=80)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(_("reason"), max_length=4000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("standard reason")
        verbose_name_plural = _("standard reasons")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="one_standard_reason_per_title"),
            models.UniqueConstraint(
                fields=["title"], condition=models.Q(unit=None), name="one_common_reason_per_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title
