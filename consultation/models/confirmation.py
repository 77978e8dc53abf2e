"""The secret link by which a sender confirms an address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .submission import Submission


class Confirmation(models.Model):
    """One token sent to one address (bekräftelse): only its hash is kept, it serves once, it expires."""

    submission = models.ForeignKey(
        Submission,
        models.CASCADE,
        related_name="confirmations",
        verbose_name=_("submission"),
    )
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        return str(self.submission)
