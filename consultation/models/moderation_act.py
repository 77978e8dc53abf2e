"""What a moderator did with a comment, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class HidingReason(models.TextChoices):
    """Why a comment may be hidden on the web: the list of the published rules."""

    CRIME = (
        "crime",
        _("apparently criminal content (the Act on Electronic Bulletin Boards)"),
    )
    SECRECY = "secrecy", _("covered by secrecy")
    PERSONAL_DATA = "personal_data", _("personal data about others")
    OFF_MATTER = "off_matter", _("off the matter according to the published rules")
    DUPLICATE = "duplicate", _("sent twice by mistake")


class ModerationActQuerySet(models.QuerySet):
    """Rules about many acts."""

    def moves(self) -> "ModerationActQuerySet":
        """Those that say whether a comment is shown; masking of words leaves that as it is."""
        return self.exclude(kind__in=("mask", "unmask"))


class ModerationAct(models.Model):
    """One act of moderation (modereringsåtgärd): hold, show or hide. The log of the queue; never changed."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("held")
        SHOW = "show", _("shown")
        HIDE = "hide", _("hidden")
        PROPOSE = "propose", _("proposed to be hidden")
        MASK = "mask", _("masked")
        UNMASK = "unmask", _("masking lifted")
        SPLIT = "split", _("split into several comments")
        WITHDRAW = "withdraw", _("withdrawn by staff")

    comment = models.ForeignKey(
        Comment,
        models.PROTECT,
        related_name="moderation_acts",
        verbose_name=_("comment"),
    )
    kind = models.CharField(_("act"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=20, choices=HidingReason, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = ModerationActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["hide", "propose", "mask"]) | ~models.Q(reason=""),
                name="hiding_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_kind_display()}"
