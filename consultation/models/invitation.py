"""A body that is asked for its view."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .sender_kind import SenderKind


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

    class Meta:
        verbose_name = _("referral body")
        verbose_name_plural = _("referral bodies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="invited_once")]

    def __str__(self) -> str:
        return self.name
