"""Mail on its way out: written with what it tells of, sent by the worker."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet):
    """Rules about many mails."""

    def due(self, now) -> "OutgoingMailQuerySet":
        """Those that wait and may be tried at `now`."""
        return self.filter(state=OutgoingMail.State.WAITING, not_before__lte=now)

    def dead(self) -> "OutgoingMailQuerySet":
        return self.filter(state=OutgoingMail.State.DEAD)


class OutgoingMail(models.Model):
    """One mail to one recipient (utgående brev). Its text is erased once it is sent: it may hold a secret link.

    `unsubscribe` too is such a link: it stands in the head of a mail to a follower (RFC 8058).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DEAD = "dead", _("could not be sent")

    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    unsubscribe = models.URLField(_("address of the one-click unsubscribe"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [models.Index(fields=["state", "not_before"], name="mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"
