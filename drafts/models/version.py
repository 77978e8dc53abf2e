"""A numbered, frozen text; the unnumbered one is the draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .policy import Policy


class VersionQuerySet(models.QuerySet):
    """Rules about many versions."""

    def frozen(self) -> "VersionQuerySet":
        return self.exclude(number=None)

    def published(self) -> "VersionQuerySet":
        """Those that anyone may read."""
        return self.frozen().filter(published_at__isnull=False)

    def draft(self) -> "Version":
        """The one without a number; of one policy's versions."""
        return self.get(number=None)

    def waiting(self) -> "VersionQuerySet":
        """Frozen ones that wait to be published; not those that were set aside, or went to officials alone."""
        return self.frozen().filter(published_at=None, set_aside_at=None, shared_at=None)

    def newest(self) -> "Version | None":
        """The frozen version with the highest number."""
        return self.frozen().order_by("-number").first()


class Version(models.Model):
    """A text of a policy (version). Numbered it is frozen for good; the one without number is the draft."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FROZEN = "frozen", _("frozen")
        IMPORTED = "imported", _("imported")

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions", verbose_name=_("policy"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    links = models.TextField(
        _("link definitions"),
        blank=True,
        help_text=_("Markdown reference links of the text."),
    )
    label = models.CharField(_("label"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    set_aside_at = models.DateTimeField(
        _("set aside"), null=True, blank=True, help_text=_("When it was taken back, frozen but never published.")
    )
    shared_at = models.DateTimeField(
        _("shown to officials"),
        null=True,
        blank=True,
        help_text=_("From when officials may read it, in an internal consultation; the public may not."),
    )
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    checksum = models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of the text as Markdown, hexadecimal."),
    )

    history = HistoricalRecords()
    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["policy", "number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["policy"],
                condition=models.Q(number=None),
                name="one_draft_per_policy",
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, state="draft", checksum="")
                | (
                    models.Q(
                        number__gte=1,
                        frozen_at__isnull=False,
                        state__in=["frozen", "imported"],
                    )
                    & ~models.Q(checksum="")
                ),
                name="numbered_means_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(number__gte=1),
                name="published_means_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.name}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_draft(self) -> bool:
        return self.number is None

    @property
    def name(self) -> str:
        """ "draft" or "v2": the word for it in files and logs."""
        return "draft" if self.number is None else f"v{self.number}"
