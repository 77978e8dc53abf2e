"""What the municipality says about itself and its service."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicText(models.Model):
    """A page of the municipality's own words (sidtext): until it is written, a template that ships is shown."""

    class Page(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("accessibility statement")
        PRIVACY = "privacy", _("personal data")
        RULES = "rules", _("rules for comments")
        PROVIDER = "provider", _("who provides the service")

    page = models.CharField(_("page"), max_length=15, choices=Page)
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=40000, help_text=_("Markdown."))
    html = models.TextField(blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        ordering = ["page", "language"]
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="one_public_text_per_language")]

    def __str__(self) -> str:
        return f"{self.page} {self.language}"
