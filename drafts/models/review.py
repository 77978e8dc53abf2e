"""The working group's reading of a draft, with a date."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .version import Version


class ReviewRoundQuerySet(models.QuerySet):
    """Rules about many rounds."""

    def open(self) -> "ReviewRoundQuerySet":
        """Those that nobody has ended; a draft that is frozen ends its own."""
        return self.filter(ended_at=None, version__number=None)


class ReviewRound(models.Model):
    """A request to the working group to read a draft by a date (granskningsrunda). One at a time.

    The date is inclusive, in Europe/Stockholm.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="review_rounds", verbose_name=_("version"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    read_by = models.DateField(_("to be read by"))
    message = models.TextField(_("message"), max_length=1000, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(ended_at=None), name="one_review_round_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.read_by}"

    @property
    def is_open(self) -> bool:
        """The row form of `ReviewRoundQuerySet.open`."""
        return self.ended_at is None and self.version.is_draft


class ReviewAnswerQuerySet(models.QuerySet):
    """Rules about many answers."""

    def waiting(self, person) -> "ReviewAnswerQuerySet":
        """Those that a person still owes."""
        return self.filter(person=person, kind=ReviewAnswer.Kind.WAITING, round__in=ReviewRound.objects.open())


class ReviewAnswer(models.Model):
    """What one member has said in a round, on the text with this checksum."""

    class Kind(models.TextChoices):
        WAITING = "waiting", _("has not answered")
        FINE = "fine", _("fine by me")
        NOTES = "notes", _("has notes")

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="answers", verbose_name=_("round"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("answer"), max_length=10, choices=Kind, default=Kind.WAITING)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)
    at = models.DateTimeField(_("at"), null=True, blank=True)

    objects = ReviewAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("review answer")
        verbose_name_plural = _("review answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_review_answer_each"),
            models.CheckConstraint(
                condition=models.Q(kind="waiting", at=None) | (~models.Q(kind="waiting") & models.Q(at__isnull=False)),
                name="review_answer_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
