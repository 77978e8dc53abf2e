"""Who wants to be told."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drafts.models import Policy

from .consultation import Consultation


class FollowingQuerySet(models.QuerySet):
    """Rules about many followings."""

    def standing(self) -> "FollowingQuerySet":
        """Confirmed ones that have not been ended."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class Following(models.Model):
    """One address that follows a policy, one consultation of it or one paragraph (bevakning)."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once, at most one mail an hour")
        WEEKLY = "weekly", _("once a week")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5, default="sv")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="followings", verbose_name=_("policy"))
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="followings", verbose_name=_("consultation")
    )
    lineage = models.UUIDField(_("paragraph"), null=True, blank=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("last mail"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "policy", "consultation", "lineage"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="followed_once",
            )
        ]
        indexes = [models.Index(fields=["ended_at", "confirmed_at"], name="following_standing")]

    def __str__(self) -> str:
        return f"{self.policy} {self.begun_at:%Y-%m-%d}"
