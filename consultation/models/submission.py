"""What one sender sent in one consultation."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .invitation import Invitation
from .sender_kind import SenderKind


class Channel(models.TextChoices):
    """How a submission came in."""

    WEB = "web", _("on the web")
    EMAIL = "email", _("by e-mail")
    LETTER = "letter", _("by letter")
    MEETING = "meeting", _("at a meeting")
    PHONE = "phone", _("by telephone")
    OTHER = "other", _("in another medium")


class SubmissionQuerySet(models.QuerySet):
    """Rules about many submissions."""

    def late(self, consultation: Consultation) -> "SubmissionQuerySet":
        """Those of one consultation that are `is_late`."""
        in_time = models.Q(invitation__answer_by__gt=models.F("received_at"))
        return self.filter(received_at__gte=consultation.closes_at).exclude(in_time)


class Submission(models.Model):
    """One sender's views in one consultation (yttrande): registered when it comes in, confirmed by mail afterwards.

    `key` is the random key of the form it came by: the same key gives the same receipt.
    """

    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        related_name="submissions",
        verbose_name=_("consultation"),
    )
    number = models.PositiveIntegerField(_("number"))
    key = models.UUIDField(unique=True)
    sender_kind = models.CharField(
        _("kind of sender"),
        max_length=15,
        choices=SenderKind,
        default=SenderKind.PRIVATE,
    )
    sender_name = models.CharField(_("name"), max_length=100, blank=True)
    organisation = models.CharField(_("on behalf of"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    named = models.BooleanField(_("name shown on the web"), default=False)
    channel = models.CharField(_("came in"), max_length=10, choices=Channel, default=Channel.WEB)
    source = models.URLField(_("link to the source"), max_length=1000, blank=True)
    words = models.TextField(
        _("the letter"), blank=True, help_text=_("A letter as it came, whole, when it was split into comments.")
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("referral body")
    )
    files_shown = models.PositiveSmallIntegerField(_("attachments on the web"), default=0, editable=False)
    language = models.CharField(_("language"), max_length=5, default="sv")
    received_at = models.DateTimeField(_("received"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["received_at"], name="submission_received"),
            # For the flood guard, at every post.
            models.Index(Lower("email"), "received_at", name="submission_address"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_submission_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.number}"

    @property
    def shown_name(self) -> str:
        """The name on the web: the organisation always, a person only when they chose it."""
        if self.organisation:
            return self.organisation
        if self.named and self.sender_name:
            return self.sender_name
        return gettext("Anonymous")

    @property
    def due(self) -> datetime:
        """When it had to be here: a referral body may have a day of its own after the closing."""
        own = self.invitation.answer_by if self.invitation_id else None
        return max(filter(None, [own, self.consultation.closes_at]))

    @property
    def shown_role(self) -> str:
        """Through whom an organisation speaks, on the web: the name only when it was chosen to be shown."""
        if not self.organisation:
            return ""
        return ", ".join(filter(None, [self.sender_name if self.named else "", self.role]))

    @property
    def is_late(self) -> bool:
        return self.received_at >= self.due
