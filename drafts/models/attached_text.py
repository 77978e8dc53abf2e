"""Texts that stand beside a version, to read only."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class AttachedText(models.Model):
    """A translation of a version, or the same in plain language (bifogad text). What counts is the version itself."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("translation")
        PLAIN = "plain", _("plain language")

    version = models.ForeignKey(Version, models.PROTECT, related_name="attached_texts", verbose_name=_("version"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    language = models.CharField(_("language"), max_length=35, help_text=_("A language tag such as sv or en."))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("attached text")
        verbose_name_plural = _("attached texts")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "language"], name="one_attached_text_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.kind} {self.language}"
