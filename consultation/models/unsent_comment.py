"""A view that its writer has put aside, to be sent together with others."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Paragraph

from .comment import Comment
from .consultation import Consultation


class UnsentComment(models.Model):
    """One view in somebody's "My comments" (osänd synpunkt): not received yet, seen by that browser alone.

    `holder` is the SHA-256 of the secret in the browser's cookie. Sent or forgotten, the row goes.
    """

    holder = models.CharField(_("holder"), max_length=64)
    key = models.UUIDField(unique=True)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="unsent")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Comment.Kind, blank=True)
    words = models.TextField(_("words"), blank=True)
    suggestion = models.TextField(_("suggested wording"), blank=True)
    suggests = models.CharField(
        _("the suggestion"), max_length=10, choices=Comment.Suggests, default=Comment.Suggests.INSTEAD
    )
    base_checksum = models.CharField(_("checksum of the text it was written against"), max_length=64, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("unsent comment")
        verbose_name_plural = _("unsent comments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["holder", "consultation"], name="unsent_of_holder")]

    def __str__(self) -> str:
        return f"{self.consultation} {self.written_at:%Y-%m-%d %H:%M}"
