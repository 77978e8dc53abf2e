"""A file that came with a submission."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .submission import Submission


class Attachment(models.Model):
    """One file of a submission (bilaga), or the scanned letter itself; on the web only after screening."""

    class Kind(models.TextChoices):
        ENCLOSURE = "enclosure", _("enclosure")
        ORIGINAL = "original", _("scanned original")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for screening")
        SHOWN = "shown", _("shown")
        KEPT = "kept", _("kept, not shown")
        INFECTED = "infected", _("infected")

    class Scan(models.TextChoices):
        """What the virus scanner said."""

        NONE = "none", _("not scanned")
        CLEAN = "clean", _("no virus found")
        INFECTED = "infected", _("virus found")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments", verbose_name=_("submission"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ENCLOSURE)
    file = models.FileField(_("file"), upload_to="attachments")
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(_("type of file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    scan = models.CharField(_("virus scan"), max_length=10, choices=Scan, default=Scan.NONE)
    came_at = models.DateTimeField(_("came in"), default=timezone.now)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    screened_at = models.DateTimeField(_("screened"), null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sha256"], name="one_attachment_per_content"),
        ]

    def __str__(self) -> str:
        return self.name
