"""What is kept of a comment's words so that others that say nearly the same are found."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .consultation import Consultation


class Likeness(models.Model):
    """That a comment has been compared with the others of its consultation (jämförd), and when."""

    comment = models.OneToOneField(
        Comment, models.CASCADE, primary_key=True, related_name="likeness", verbose_name=_("comment")
    )
    compared_at = models.DateTimeField(_("compared"), default=timezone.now)

    class Meta:
        verbose_name = _("comparison of a comment")
        verbose_name_plural = _("comparisons of comments")

    def __str__(self) -> str:
        return str(self.comment)


class LikenessKey(models.Model):
    """A number made of some words in a row of a comment: two that say nearly the same have some in common."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="likeness_keys", verbose_name=_("comment"))
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("key of likeness")
        verbose_name_plural = _("keys of likeness")
        indexes = [models.Index(fields=["consultation", "key"], name="likeness_key")]

    def __str__(self) -> str:
        return f"{self.comment} {self.key}"
