"""Where a paragraph comes from and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .paragraph import Paragraph
from .version import Version


class DescentQuerySet(models.QuerySet):
    """Which ties."""

    def changed(self) -> "DescentQuerySet":
        """Those over which something changed, as `is_changed` says of one."""
        same = {f"before__{name}": models.F(f"after__{name}") for name in ("text", "kind", "level")}
        return self.exclude(kind=Descent.Kind.KEPT, **same)

    def in_reading_order(self) -> "DescentQuerySet":
        """With both ends; what was removed last."""
        ends = self.select_related("before", "after")
        return ends.order_by(models.F("after__position").asc(nulls_last=True), "before__position")


class Descent(models.Model):
    """One tie between a paragraph before and after (härkomst), in the version that comes after.

    `kept` covers edited too: which of the two it is follows from the texts.
    """

    class Kind(models.TextChoices):
        KEPT = "kept", _("kept")
        MOVED = "moved", _("moved")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        NEW = "new", _("new")
        REMOVED = "removed", _("removed")

    version = models.ForeignKey(Version, models.PROTECT, related_name="descents", verbose_name=_("version"))
    before = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="became")
    after = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="came_from")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    objects = DescentQuerySet.as_manager()

    class Meta:
        verbose_name = _("descent")
        verbose_name_plural = _("descents")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(kind="new", before=None, after__isnull=False)
                    | models.Q(kind="removed", before__isnull=False, after=None)
                    | models.Q(
                        kind__in=["kept", "moved", "split", "merged"],
                        before__isnull=False,
                        after__isnull=False,
                    )
                ),
                name="descent_ties_what_it_says",
            ),
            models.UniqueConstraint(fields=["version", "before", "after"], name="one_descent_per_tie"),
            models.UniqueConstraint(
                fields=["version", "before"],
                condition=models.Q(after=None),
                name="removed_once",
            ),
            models.UniqueConstraint(
                fields=["version", "after"],
                condition=models.Q(before=None),
                name="new_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} -> {self.after_id} ({self.kind})"

    @property
    def is_changed(self) -> bool:
        """Whether a reader would call it a change: anything but kept with the same words in the same form."""
        if self.kind != self.Kind.KEPT:
            return True
        before, after = self.before, self.after
        return (before.text, before.kind, before.level) != (
            after.text,
            after.kind,
            after.level,
        )

    @property
    def change_kind(self) -> str:
        """The word for the badge: kept, edited, moved, split, merged, new or removed."""
        if self.kind == self.Kind.KEPT and self.is_changed:
            return "edited"
        return self.kind
