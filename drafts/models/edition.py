"""A PDF that was made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class Edition(models.Model):
    """One PDF of one frozen version, made by a job and kept with its SHA-256 (upplaga).

    A later one of the same kind supersedes it; the earlier stays, since somebody may have cited it.
    """

    class Kind(models.TextChoices):
        CLEAN = "clean", _("clean text")
        MARKED = "marked", _("marked-up edition")
        REPORT = "report", _("report")
        POSTER = "poster", _("poster")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    version = models.ForeignKey(Version, models.PROTECT, related_name="editions", verbose_name=_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(_("file"), upload_to="editions", blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ready")
                | (~models.Q(sha256="") & ~models.Q(file="") & models.Q(made_at__isnull=False)),
                name="ready_edition_has_file",
            ),
        ]
        indexes = [models.Index(fields=["version", "kind", "-id"], name="edition_latest")]

    def __str__(self) -> str:
        return self.name or f"{self.version} {self.kind}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)
