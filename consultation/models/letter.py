"""What is told to a sender when the answers are published."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import OutgoingMail

from .consultation import Consultation
from .submission import Submission


class Letter(models.Model):
    """One letter to one sender with a confirmed address (brev): your views, our answers, what changed. Sent once.

    `submission` is the sender's first; the letter is about all that came from the same address. `mail` is empty until
    the worker has written it.
    """

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="letters", verbose_name=_("consultation")
    )
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="letter", verbose_name=_("submission"))
    mail = models.OneToOneField(
        OutgoingMail, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mail")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.submission.number}"
