"""That somebody else than the drafter stands behind a text."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .version import Version


class Approval(models.Model):
    """A request for approval of a draft and its answer (godkännande), tied to the text that was read."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("sent back")
        WITHDRAWN = "withdrawn", pgettext_lazy("approval", "withdrawn")

    version = models.ForeignKey(Version, models.PROTECT, related_name="approvals", verbose_name=_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    checksum = models.CharField(_("checksum"), max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(state__in=["asked", "given"]),
                name="one_standing_approval",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="given") | ~models.Q(answered_by=models.F("asked_by")),
                name="approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"
