"""Words that are not shown on the web."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .moderation_act import HidingReason


class Masking(models.Model):
    """One string of a comment that is masked on the web and in papers (maskering); the comment keeps it."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="maskings", verbose_name=_("comment"))
    words = models.CharField(_("words to mask"), max_length=500)
    reason = models.CharField(_("reason"), max_length=20, choices=HidingReason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("masking")
        verbose_name_plural = _("maskings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "words"], condition=Q(lifted_at=None), name="masked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} {self.at:%Y-%m-%d}"
