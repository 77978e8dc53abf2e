"""One view on a frozen text."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments_xtd.models import XtdComment

from drafts.models import Paragraph, Policy, Version

from .alike_group import AlikeGroup
from .consultation import Consultation
from .disposition import Disposition
from .submission import Submission
from .theme import Theme


class CommentQuerySet(models.QuerySet):
    """Rules about many comments."""

    def listed(self) -> "CommentQuerySet":
        """Those with a place on the web: shown, hidden behind a stub, or withdrawn from above replies that stay."""
        replied = XtdComment.norel_objects.filter(pk=models.OuterRef("pk"), nested_count__gt=0)
        stays = ~models.Q(state=Comment.State.WITHDRAWN) | models.Exists(replied)
        return self.filter(stays, state__in=Comment.LISTED)

    def shown(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.SHOWN)

    def to_answer(self) -> "CommentQuerySet":
        """Those that need a disposition: all that were received and not withdrawn by their sender."""
        return self.exclude(state=Comment.State.WITHDRAWN)

    def unanswered(self) -> "CommentQuerySet":
        return self.to_answer().filter(disposition=None)


class CommentManager(models.Manager.from_queryset(CommentQuerySet)):
    """The default manager: xtd's joins user and content type to every query, this one does not."""


class Comment(XtdComment):
    """One view (synpunkt) on a frozen paragraph, a heading with its section, or the whole text.

    `state` is the truth about showing; xtd's booleans follow it. The words that came in are never altered: when its
    sender changes them, the earlier ones stay as a CommentText.
    A suggestion stands with the checksum of the text that it was written against.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not yet confirmed")
        HELD = "held", _("held for screening")
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("hidden on the web")
        WITHDRAWN = "withdrawn", pgettext_lazy("comment", "withdrawn")

    class Kind(models.TextChoices):
        """What the sender calls it, where the consultation asks."""

        SUPPORT = "support", _("support")
        CONCERN = "concern", _("concern")
        QUESTION = "question", _("question")
        SUGGESTION = "suggestion", _("suggestion")

    class Suggests(models.TextChoices):
        """Where the suggested wording belongs."""

        INSTEAD = "instead", _("instead of the paragraph")
        AFTER = "after", _("a new paragraph after it")

    LISTED = ("shown", "hidden", "withdrawn")
    MOVES = {
        State.UNCONFIRMED: {State.HELD, State.SHOWN, State.WITHDRAWN},
        State.HELD: {State.SHOWN, State.HIDDEN, State.WITHDRAWN},
        State.SHOWN: {State.HELD, State.HIDDEN, State.WITHDRAWN},
        State.HIDDEN: {State.SHOWN, State.HELD},
        State.WITHDRAWN: set(),
    }

    xtd = models.OneToOneField(
        XtdComment,
        models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="samrad",
    )
    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        related_name="comments",
        verbose_name=_("consultation"),
    )
    policy = models.ForeignKey(
        Policy, models.PROTECT, related_name="comments", verbose_name=_("policy"), editable=False
    )
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        related_name="comments",
        verbose_name=_("submission"),
    )
    paragraph = models.ForeignKey(
        Paragraph,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        db_index=False,
        verbose_name=_("paragraph"),
        help_text=_("Empty when the comment is on the whole text."),
    )
    number = models.PositiveIntegerField(_("number"))
    masks = models.JSONField(_("masked words"), default=list, blank=True, help_text=_("As the standing maskings say."))
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.UNCONFIRMED)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    suggestion = models.TextField(_("suggested wording"), blank=True)
    suggests = models.CharField(_("the suggestion"), max_length=10, choices=Suggests, default=Suggests.INSTEAD)
    base_checksum = models.CharField(_("checksum of the text it was written against"), max_length=64, blank=True)
    disposition = models.ForeignKey(
        Disposition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("disposition"),
    )

    # These follow from other rows (Agreement, CommentText, xtd's thread) and are kept here for pages of thousands.
    agreed = models.PositiveIntegerField(_("how many agree"), default=0, editable=False)
    edited_at = models.DateTimeField(_("changed by its sender"), null=True, blank=True, editable=False)
    begins = models.BooleanField(_("begins a thread"), default=True, editable=False)

    themes = models.ManyToManyField(Theme, related_name="comments", blank=True, verbose_name=_("themes"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    alike = models.ForeignKey(AlikeGroup, models.SET_NULL, null=True, blank=True, related_name="comments")

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["number"]
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="one_comment_per_number"),
            models.CheckConstraint(
                condition=models.Q(suggestion="") | ~models.Q(base_checksum=""),
                name="suggestion_has_a_base",
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "state", "paragraph", "begins", "disposition"],
                name="comments_counted",
            ),
            models.Index(fields=["paragraph", "number"], name="comments_on_paragraph"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number in public: S-0042."""
        return f"S-{self.number:04d}"

    @property
    def anchor(self) -> str:
        return f"s-{self.number:04d}"

    @property
    def is_reply(self) -> bool:
        return bool(self.parent_id) and self.parent_id != self.pk

    @property
    def adds(self) -> bool:
        """Whether the suggestion is a new paragraph after the one that it is on."""
        return bool(self.suggestion) and self.suggests == self.Suggests.AFTER

    @property
    def rewrites(self) -> bool:
        """Whether the suggestion is other words for the paragraph that it is on."""
        return bool(self.suggestion) and self.suggests == self.Suggests.INSTEAD

    @property
    def target(self) -> Paragraph | Version:
        return self.paragraph or self.consultation.version

    def save(self, *args, **kwargs) -> None:
        """Keeps xtd's thread order whole: replies on one text are added one at a time.

        xtd computes the order from what it reads; two at once give equal orders. SQLite has one
        writer (IMMEDIATE); on PostgreSQL the consultation's row is the lock. What begins a thread waits for nobody,
        and is written once (`_save_table`): xtd would write its three tables twice.
        """
        self.is_public = self.state == self.State.SHOWN
        self.is_removed = False
        if not self._state.adding:
            super().save(*args, **kwargs)
            return
        target = self.target
        self.content_type = ContentType.objects.get_for_model(target)
        self.object_pk = str(target.pk)
        self.site_id = self.site_id or 1
        self.begins = not self.parent_id
        if self.begins:
            self.submit_date = self.submit_date or timezone.now()
            models.Model.save(self, *args, **kwargs)
            return
        with transaction.atomic():
            Consultation._base_manager.select_for_update().get(pk=self.consultation_id)
            super().save(*args, **kwargs)

    def _save_table(self, raw=False, cls=None, *args, **kwargs) -> bool:
        """What begins a thread names itself, once its first table has given it a key."""
        if cls is XtdComment and not self.parent_id:
            self.thread_id = self.parent_id = self.comment_ptr_id
        return super()._save_table(raw, cls, *args, **kwargs)
