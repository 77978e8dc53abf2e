"""That a reader has reported a comment."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .moderation_act import HidingReason


class Complaint(models.Model):
    """One report of a comment (anmälan): goes to the moderators' queue, is settled by one of them."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="complaints", verbose_name=_("comment"))
    key = models.UUIDField(unique=True)
    reason = models.CharField(_("reason"), max_length=20, choices=HidingReason)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_reason_display()}"
