"""That a consultation was given more time."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation


class Extension(models.Model):
    """One move of the closing date (förlängning), with its motive. Append only."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="extensions", verbose_name=_("consultation")
    )
    closed_at = models.DateTimeField(_("closed before"))
    closes_at = models.DateTimeField(_("closes now"))
    motive = models.TextField(_("motive"), max_length=1000, validators=[MinLengthValidator(1)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(_("signed"), max_length=220)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("closed_at")), name="extended_to_a_later_day"
            ),
            models.CheckConstraint(condition=~models.Q(motive=""), name="extension_gives_a_motive"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.closes_at:%Y-%m-%d}"
