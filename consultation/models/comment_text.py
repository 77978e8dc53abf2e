"""What a comment said before its sender changed it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class CommentText(models.Model):
    """An earlier wording of a comment (tidigare lydelse): what came in is kept, the first stays. Append only."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="earlier", verbose_name=_("comment"))
    words = models.TextField(_("words"))
    suggestion = models.TextField(_("suggested wording"), blank=True)
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment} {self.replaced_at:%Y-%m-%d %H:%M}"
