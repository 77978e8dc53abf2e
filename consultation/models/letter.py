"""What is told to a sender of the answers: of all when they are published, of one before or after that."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation.models import OutgoingMail

from .comment import Comment
from .consultation import Consultation
from .submission import Submission


class Letter(models.Model):
    """One letter to one sender with a confirmed address (brev): your views, our answers, what changed.

    The letter of all answers is about all that came from the same address, `submission` being the first; it goes out
    once. One about a question that is answered, or about answers that were corrected, names the `comments` that it
    tells of. `mail` is empty until the worker has written it.
    """

    class Kind(models.TextChoices):
        ANSWERS = "answers", _("all answers")
        QUESTION = "question", _("a question answered")
        CORRECTION = "correction", pgettext_lazy("letter", "a correction")

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="letters", verbose_name=_("consultation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ANSWERS)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="letters", verbose_name=_("submission"))
    comments = models.ManyToManyField(Comment, related_name="letters", blank=True, verbose_name=_("comments"))
    mail = models.OneToOneField(
        OutgoingMail, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mail")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(kind="answers"), name="all_answers_told_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["answers", "question", "correction"]), name="letter_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.submission.number}"
