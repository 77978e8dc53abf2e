"""A body that is asked for its view."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .sender_kind import SenderKind


class InvitationQuerySet(models.QuerySet):
    """Rules about many referral bodies."""

    def with_answers(self) -> "InvitationQuerySet":
        """Each with `answered`: whether something came from it that was not withdrawn."""
        submissions = self.model._meta.get_field("submissions").related_model.objects
        kept = models.Q(comments=None) | models.Q(comments__state__in=["unconfirmed", "held", "shown", "hidden"])
        told = submissions.filter(kept, invitation=models.OuterRef("pk"))
        return self.annotate(answered=models.Exists(told))

    def silent(self) -> "InvitationQuerySet":
        """Those that have neither answered nor said that they abstain."""
        return self.with_answers().filter(answered=False, abstained_at=None)


class Invitation(models.Model):
    """One referral body of a consultation (remissinstans): own link, own deadline, reminders, "abstains".

    Whether it has answered follows from its submissions. Its link is signed from `uuid`, so that it can be sent again.
    """

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="invitations", verbose_name=_("consultation")
    )
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    sender_kind = models.CharField(
        _("kind of sender"), max_length=15, choices=SenderKind, default=SenderKind.ORGANISATION
    )
    email = models.EmailField(_("e-mail"), blank=True)
    answer_by = models.DateTimeField(
        _("own deadline"), null=True, blank=True, help_text=_("Empty: when the consultation closes.")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("letter sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    abstained_at = models.DateTimeField(_("abstained"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral body")
        verbose_name_plural = _("referral bodies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="invited_once")]

    def __str__(self) -> str:
        return self.name

    def deadline(self, consultation: Consultation | None = None) -> datetime:
        """The first moment after the day by which an answer is asked for: its own, else the consultation's."""
        return self.answer_by or (consultation or self.consultation).closes_at

    def takes_answers(self, now: datetime, consultation: Consultation | None = None) -> bool:
        """Whether its link takes an answer at `now`: until closing or its own later day, and before the answers."""
        asked = consultation or self.consultation
        return asked.answers_published_at is None and now >= asked.opens_at and not self.is_over(now, asked)

    def is_over(self, now: datetime, consultation: Consultation | None = None) -> bool:
        """Whether its time has run out at `now`."""
        asked = consultation or self.consultation
        return now >= max(self.deadline(asked), asked.closes_at)
