"""The secret link by which a sender confirms an address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agreement import Agreement
from .following import Following
from .submission import Submission


class Confirmation(models.Model):
    """One token sent to one address (bekräftelse): only its hash is kept, it serves once, it expires."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="confirmations", verbose_name=_("submission")
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="confirmations", verbose_name=_("agreement")
    )
    following = models.ForeignKey(
        Following, models.CASCADE, null=True, blank=True, related_name="confirmations", verbose_name=_("following")
    )
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.CheckConstraint(
                condition=Q(submission__isnull=False, agreement=None, following=None)
                | Q(submission=None, agreement__isnull=False, following=None)
                | Q(submission=None, agreement=None, following__isnull=False),
                name="confirms_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.submission or self.agreement or self.following)
