"""Why a paragraph changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Descent

from .comment import Comment


class Change(models.Model):
    """The cause of one paragraph's change (ändring): these comments, editorial, or moved at the meeting."""

    class Cause(models.TextChoices):
        COMMENTS = "comments", _("comments")
        EDITORIAL = "editorial", _("editorial")
        MEETING = "meeting", _("moved at the meeting")

    descent = models.OneToOneField(Descent, models.CASCADE, related_name="change", verbose_name=_("descent"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    comments = models.ManyToManyField(Comment, related_name="changes", blank=True, verbose_name=_("comments"))
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    signature = models.CharField(_("signed"), max_length=220)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cause__in=["comments", "editorial", "meeting"]),
                name="change_cause_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.descent}: {self.get_cause_display()}"
