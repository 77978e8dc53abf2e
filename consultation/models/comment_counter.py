"""The numbers that comments get."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drafts.models import Policy

from .drawing import next_of


class CommentCounterQuerySet(models.QuerySet):
    """Draws numbers."""

    def draw(self, policy_id: int) -> int:
        """The next number of a policy's comments, in the caller's transaction: gapless, a refusal takes it back."""
        counter = next_of(self.model, "last", policy_id)
        if counter is None:
            self.get_or_create(policy_id=policy_id)
            counter = next_of(self.model, "last", policy_id)
        return counter.last


class CommentCounter(models.Model):
    """How many comments a policy has received, over all its consultations; the last S-number given."""

    policy = models.OneToOneField(Policy, models.PROTECT, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(_("last number"), default=0)

    objects = CommentCounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment counter")
        verbose_name_plural = _("comment counters")

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.last}"
