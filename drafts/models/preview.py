"""A secret way to read a draft."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class PreviewLinkQuerySet(models.QuerySet):
    """Rules about many preview links."""

    def open(self, now: datetime) -> "PreviewLinkQuerySet":
        """Those that lead somewhere."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class PreviewLink(models.Model):
    """A secret address where colleagues without an account read one draft (förhandslänk); only its hash is stored."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="preview_links", verbose_name=_("version"))
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=100)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.label}"

    def is_open(self, now: datetime) -> bool:
        """The row form of `PreviewLinkQuerySet.open`."""
        return self.revoked_at is None and now < self.expires_at
