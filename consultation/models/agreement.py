"""That somebody holds with a comment instead of repeating it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class AgreementQuerySet(models.QuerySet):
    """Rules about many agreements."""

    def confirmed(self) -> "AgreementQuerySet":
        """Those that count."""
        return self.filter(confirmed_at__isnull=False)


class Agreement(models.Model):
    """One person's "I agree" on one comment (instämmande): counts when the address is confirmed, once per address."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="agreements", verbose_name=_("comment"))
    key = models.UUIDField(unique=True)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5, default="sv")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [models.UniqueConstraint(fields=["comment", "email"], name="agreed_once")]
        indexes = [models.Index(fields=["email", "made_at"], name="agreement_of_address")]

    def __str__(self) -> str:
        return f"{self.comment} {self.made_at:%Y-%m-%d}"
