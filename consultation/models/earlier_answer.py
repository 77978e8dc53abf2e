"""What was answered before a published answer was changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .disposition import Outcome


class EarlierAnswer(models.Model):
    """A published answer that another took the place of (tidigare svar), and why; stays beside it. Append only.

    It hangs on the comment: an answer to many can be changed for one of them.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="earlier_answers", verbose_name=_("comment"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    signature = models.CharField(_("signed"), max_length=220)
    at = models.DateTimeField(_("at"))
    why = models.CharField(_("why it was changed"), max_length=500)
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("earlier answer")
        verbose_name_plural = _("earlier answers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="changed_answer_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} {self.replaced_at:%Y-%m-%d %H:%M}"
