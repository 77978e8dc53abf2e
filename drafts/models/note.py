"""What the working group says among itself about a draft."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .policy import Policy


class NoteQuerySet(models.QuerySet):
    """Rules about many notes."""

    def threads(self) -> "NoteQuerySet":
        """Notes that are no replies, with what a page shows of them and of their replies."""
        replies = Note.objects.select_related("author")
        return (
            self.filter(parent=None)
            .select_related("author", "done_by")
            .prefetch_related(models.Prefetch("replies", queryset=replies))
        )

    def open(self) -> "NoteQuerySet":
        """Those that nobody has marked as done; a reply is neither."""
        return self.filter(parent=None, done_at=None)


class Note(models.Model):
    """An internal note (intern anteckning) on one paragraph or the whole text; may carry a suggested wording.

    Never public. `lineage` ties it to its paragraph through every version; a reply has the lineage of its parent.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="notes", verbose_name=_("policy"))
    lineage = models.UUIDField(_("lineage"), null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    signature = models.CharField(
        _("signed"), max_length=200, blank=True, help_text=_("The name in the Word file that the note came with.")
    )
    words = models.TextField(_("words"), max_length=4000, blank=True)
    suggestion = models.TextField(_("suggested wording"), blank=True)
    base = models.TextField(_("the wording it was suggested for"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words="") | ~models.Q(suggestion=""), name="note_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(author__isnull=False) | ~models.Q(signature=""), name="note_has_an_author"
            ),
        ]
        indexes = [models.Index(fields=["policy", "lineage"], name="note_lineage")]

    def __str__(self) -> str:
        return self.words[:60] or self.suggestion[:60]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_open(self) -> bool:
        """The row form of `NoteQuerySet.open`."""
        return self.parent_id is None and self.done_at is None

    @property
    def name(self) -> str:
        """Who wrote it."""
        return self.author.name if self.author else self.signature
