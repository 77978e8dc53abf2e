"""That somebody sits and writes in a draft."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class SittingQuerySet(models.QuerySet):
    """Rules about many windows."""

    def unsaved(self) -> "SittingQuerySet":
        """Those that hold words which are not in the text yet."""
        return self.exclude(unsaved=[])

    def writers(self) -> list[str]:
        """The names of those who sit there, each once."""
        return sorted(set(self.values_list("user__name", flat=True)))


class Sitting(models.Model):
    """One person's open editor (a window of the browser): where they are, and what is typed and not saved yet.

    The buffer that autosave writes to, without history. Others see only that somebody is there.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.ForeignKey(Version, models.CASCADE, related_name="sittings", verbose_name=_("version"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    lineage = models.UUIDField(_("paragraph"), null=True, blank=True)
    unsaved = models.JSONField(_("steps that are not saved yet"), default=list, blank=True)
    at = models.DateTimeField(_("last heard of"), default=timezone.now)
    taken = models.UUIDField(_("key of the last save"), null=True, blank=True)
    answer = models.JSONField(_("answer to the last save"), default=dict, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["version", "at"], name="sitting_recent")]

    def __str__(self) -> str:
        return f"{self.user}: {self.version}"
