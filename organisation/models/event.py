"""The log: what happened, sealed in one chain per policy."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing that happened (händelse). Append only; holds ids and field names, never personal text."""

    chain = models.UUIDField(_("chain"), help_text=_("The policy whose log this is."))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="events",
        verbose_name=_("by"),
    )
    verb = models.CharField(_("what happened"), max_length=60)
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        indexes = [models.Index(fields=["chain", "at"], name="event_chain")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class Seal(models.Model):
    """An event's place in its chain: its digest covers the event and the digest before it (SHA-256, hex)."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="seal")
    chain = models.UUIDField(_("chain"))
    number = models.PositiveIntegerField(_("number"))
    previous = models.CharField(_("digest before"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_seal_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest[:12]}"
