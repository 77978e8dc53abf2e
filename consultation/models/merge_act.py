"""What was done on the merge table, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Version


class MergeActQuerySet(models.QuerySet):
    """Rules about many acts."""

    def on(self, lineage: object) -> "MergeActQuerySet":
        """Those that changed this paragraph."""
        return self.filter(Q(lineage=lineage) | Q(other=lineage))


class MergeAct(models.Model):
    """One saved act on a paragraph of a draft (or on two: split, join), with words and causes before and after.

    `found` and `left` are as `domain/undoing.snapshot` makes them. A row goes when its act is taken back.
    """

    class Kind(models.TextChoices):
        REWRITE = "rewrite", _("other words or causes")
        INSERT = "insert", _("a new paragraph")
        REMOVE = "remove", _("removed")
        SPLIT = "split", _("split in two")
        JOIN = "join", _("joined with the one before")
        MOVE = "move", _("moved")

    version = models.ForeignKey(Version, models.CASCADE, related_name="merge_acts", verbose_name=_("version"))
    kind = models.CharField(_("act"), max_length=10, choices=Kind)
    lineage = models.UUIDField(_("paragraph"))
    other = models.UUIDField(_("the other half"), null=True, blank=True)
    found = models.JSONField(_("before"))
    left = models.JSONField(_("after"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = MergeActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on the merge table")
        verbose_name_plural = _("acts on the merge table")
        ordering = ["pk"]
        indexes = [models.Index(fields=["version", "lineage"], name="merge_act_lineage")]

    def __str__(self) -> str:
        return f"{self.version}: {self.kind}"
