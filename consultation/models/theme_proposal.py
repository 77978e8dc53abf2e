"""Themes that words in common point at, until staff have said what they are."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .consultation import Consultation


class ThemeProposal(models.Model):
    """Comments that have words in common (föreslaget tema): staff name it and accept all or some, or decline it."""

    class State(models.TextChoices):
        OPEN = "open", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="theme_proposals")
    words = models.CharField(_("words in common"), max_length=200, help_text=_("The most telling first, by spaces."))
    comments = models.ManyToManyField(Comment, related_name="+", verbose_name=_("comments"))
    alike = models.PositiveIntegerField(
        default=0, help_text=_("How many of the comments have one of the words only, and are alike in the rest.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposed theme")
        verbose_name_plural = _("proposed themes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words
