"""Outcome and reasons for one comment, or for many alike."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from .consultation import Consultation


class Outcome(models.TextChoices):
    """What the municipality does with a view; a proposal until the decision."""

    MET = "met", _("met")
    PARTLY = "partly", _("partly met")
    NOT_MET = "not_met", _("not met")
    ANSWERED = "answered", pgettext_lazy("outcome", "answered")
    NOTED = "noted", _("noted")
    OUTSIDE = "outside", _("outside the matter")

    @property
    def proposed(self):
        """The same outcome in the administration's voice, before the decision."""
        return PROPOSED[self]


PROPOSED = {
    Outcome.MET: _("proposed to be met"),
    Outcome.PARTLY: _("proposed to be partly met"),
    Outcome.NOT_MET: _("proposed not to be met"),
    Outcome.ANSWERED: pgettext_lazy("outcome", "answered"),
    Outcome.NOTED: _("noted"),
    Outcome.OUTSIDE: _("outside the matter"),
}


class Disposition(models.Model):
    """The answer to one or many comments (bemötande): outcome, public reason, and who signed it."""

    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        related_name="dispositions",
        verbose_name=_("consultation"),
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    note = models.TextField(_("internal note"), max_length=4000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dispositions",
        verbose_name=_("by"),
    )
    signature = models.CharField(_("signed"), max_length=220)
    at = models.DateTimeField(_("at"), default=timezone.now)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("When it was published by itself, before all the others.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="met") | ~models.Q(reason=""),
                name="disposition_gives_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values),
                name="disposition_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason[:60]}"
