"""A text that was brought in from a file and waits to be looked at."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .policy import Policy


class Import(models.Model):
    """One file or pasted text (inläsning): read by a job, looked at, then saved as the draft or discarded.

    Nothing of it is in the draft before it is saved. The file is deleted when it is saved or discarded.
    """

    class Form(models.TextChoices):
        DOCX = "docx", _("Word")
        ODT = "odt", _("OpenDocument")
        MARKDOWN = "markdown", _("Markdown")
        HTML = "html", _("web page")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        READY = "ready", _("ready to look at")
        FAILED = "failed", _("failed")
        SAVED = "saved", _("saved")
        DISCARDED = "discarded", _("discarded")

    class Tracked(models.TextChoices):
        ASK = "ask", _("not answered yet")
        ACCEPT = "accept", _("accept all")
        REJECT = "reject", _("reject all")
        SUGGEST = "suggest", _("take them as suggestions")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="imports", verbose_name=_("policy"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    form = models.CharField(_("form"), max_length=10, choices=Form)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    file = models.FileField(_("file"), upload_to="imports", blank=True)
    progress = models.PositiveSmallIntegerField(_("how far, of 100"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)

    tracked = models.CharField(_("tracked changes"), max_length=10, choices=Tracked, default=Tracked.ASK)
    shift = models.SmallIntegerField(_("level shift"), default=0)
    start = models.PositiveIntegerField(_("numbering starts at block"), default=0)
    text = models.TextField(_("the text read, as Markdown"), blank=True)
    found = models.JSONField(_("what was found"), default=dict, blank=True)
    dropped = models.JSONField(_("what did not come along"), default=list, blank=True)
    remarks = models.JSONField(_("comments in the file"), default=list, blank=True)
    revisions = models.JSONField(_("tracked changes in the file"), default=list, blank=True)
    lineages = models.JSONField(_("lineages in the file"), default=list, blank=True)
    seen = models.CharField(_("checksum of the draft it was aligned with"), max_length=64, blank=True)
    answers = models.JSONField(_("ties decided by hand"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="import_progress_of_100"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.policy} {self.at:%Y-%m-%d}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)
