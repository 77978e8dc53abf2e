"""What a body resolved about a policy."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Policy, Version


class Decision(models.Model):
    """A resolution (beslut) on one frozen version: body, date, section of the minutes. The text itself is untouched.

    Adopted with changes it is on the version that the changes made. A matter that passes several bodies has one of
    each: those before the last propose to it (`STAYING`: the matter stays before the council).
    """

    class Kind(models.TextChoices):
        ADOPT = "adopt", _("adopt")
        AMEND = "amend", _("adopt with changes")
        ENDORSE = "endorse", _("propose that it be adopted")
        RETURN = "return", _("return for further preparation")
        POSTPONE = "postpone", _("postpone")
        REJECT = "reject", _("reject")
        WITHDRAW = "withdraw", _("drop the matter")
        REPEAL = "repeal", _("repeal")

    ADOPTING = ("adopt", "amend")
    ENDING = ("reject", "withdraw")
    STAYING = ("endorse", "postpone")

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="decisions", verbose_name=_("policy"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="decisions", verbose_name=_("version"))
    kind = models.CharField(_("decision"), max_length=10, choices=Kind)
    body = models.CharField(_("deciding body"), max_length=100)
    date = models.DateField(_("date of the meeting"))
    section = models.CharField(_("section (§)"), max_length=20)
    minutes = models.CharField(_("reference to the minutes"), max_length=200, blank=True)
    motive = models.TextField(_("motive"), max_length=2000, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    signature = models.CharField(_("signed"), max_length=220, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(kind__in=["adopt", "amend"]),
                name="adopted_once",
            ),
            models.UniqueConstraint(
                fields=["policy", "body", "date", "section"],
                name="one_decision_per_section",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["adopt", "amend"]) | models.Q(in_force_from__isnull=False),
                name="adopted_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.date} § {self.section}"

    @property
    def is_amending(self) -> bool:
        """Whether the meeting changed the text that it adopted."""
        return self.kind == self.Kind.AMEND
