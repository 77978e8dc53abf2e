"""The period in which one version is open for views."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from drafts.models import Version

from .drawing import next_of

# Signs that cannot be taken for one another on a poster; 28 million addresses.
SHORT, SIGNS = 5, "23456789abcdefghjkmnpqrstuvwxyz"


class ConsultationQuerySet(models.QuerySet):
    """Rules about many consultations; each agrees with the property of the same name."""

    def coming(self, now: datetime) -> "ConsultationQuerySet":
        return self.filter(opens_at__gt=now)

    def open(self, now: datetime) -> "ConsultationQuerySet":
        return self.filter(opens_at__lte=now, closes_at__gt=now)

    def closed(self, now: datetime) -> "ConsultationQuerySet":
        return self.filter(closes_at__lte=now)

    def draw(self, pk: int) -> "Consultation":
        """The row as it is now, with one submission more, locked until the caller's transaction ends."""
        return next_of(self.model, "last_submission", pk)


class Consultation(models.Model):
    """The time in which a version is open for views (samråd, remiss): `opens_at` is in, `closes_at` is out."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open to all")
        NAMED = "named", _("to named bodies")
        INTERNAL = "internal", _("internal")

    class Answers(models.TextChoices):
        """When the public sees the answers."""

        TOGETHER = "together", _("all together, with the revised proposal")
        AS_THEY_COME = "as_they_come", _("as they are given, after closing")

    version = models.OneToOneField(Version, models.PROTECT, related_name="consultation", verbose_name=_("version"))
    slug = models.SlugField(_("address"), max_length=90, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPEN)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    introduction = models.TextField(_("introduction"), max_length=4000, blank=True)
    announced_at = models.DateTimeField(_("announced"), default=timezone.now)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answers_come = models.CharField(
        _("answers are published"), max_length=15, choices=Answers, default=Answers.TOGETHER
    )
    asks_kind = models.BooleanField(
        _("senders say what kind of comment it is"),
        default=False,
        help_text=_("Support, concern, question, suggestion."),
    )
    code = models.CharField(_("short address"), max_length=12, unique=True, null=True, blank=True)
    shows_draft = models.BooleanField(
        _("the revised draft is shown while it is written"), default=False, help_text=_("Marked as working material.")
    )
    answers_published_at = models.DateTimeField(_("answers published"), null=True, blank=True)
    last_submission = models.PositiveIntegerField(default=0)

    history = HistoricalRecords(excluded_fields=["last_submission"])
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="consultation_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args, **kwargs) -> None:
        """Gives it a short address of its own, once."""
        if not self.code:
            self.code = get_random_string(SHORT, SIGNS)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.slug])

    def phase(self, now: datetime) -> str:
        """coming, open or closed at `now`; half-open, so that the closing moment itself is closed."""
        if now < self.opens_at:
            return "coming"
        return "open" if now < self.closes_at else "closed"

    @property
    def is_for_all(self) -> bool:
        """Whether anybody may take part; else only the bodies that were asked."""
        return self.kind == self.Kind.OPEN

    @property
    def is_internal(self) -> bool:
        """Whether officials alone see it."""
        return self.kind == self.Kind.INTERNAL

    @property
    def is_open(self) -> bool:
        return self.phase(timezone.now()) == "open"

    @property
    def is_coming(self) -> bool:
        return self.phase(timezone.now()) == "coming"

    @property
    def is_closed(self) -> bool:
        return self.phase(timezone.now()) == "closed"
