"""What is said about a consultation in other channels, as their feeds tell it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .submission import Submission


class ChannelFeedQuerySet(models.QuerySet):
    """Rules about many feeds."""

    def fed(self) -> "ChannelFeedQuerySet":
        """Those that are gathered from still: nobody ended them, and the answers are not published."""
        return self.filter(ended_at=None, consultation__answers_published_at=None)


class ChannelFeed(models.Model):
    """One RSS or Atom address that a consultation gathers from (flöde); fetched by the worker."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="channel_feeds", verbose_name=_("consultation")
    )
    address = models.URLField(_("address"), max_length=500)
    title = models.CharField(_("title"), max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    fetch_after = models.DateTimeField(_("fetched next"), default=timezone.now)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    problem = models.CharField(_("what went wrong"), max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ChannelFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "address"], name="one_feed_per_address")]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def is_awaited(self) -> bool:
        """Whether it was added and has not been fetched for the first time yet, nor failed."""
        return not (self.fetched_at or self.problem or self.ended_at)


class ChannelEntry(models.Model):
    """One entry of a feed (inlägg), as it was gathered: staff enter it as a comment with its source, or pass it by."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ENTERED = "entered", _("entered as a comment")
        PASSED = "passed", _("passed by")

    feed = models.ForeignKey(ChannelFeed, models.PROTECT, related_name="entries", verbose_name=_("feed"))
    guid = models.CharField(max_length=500)
    title = models.CharField(_("title"), max_length=300, blank=True)
    author = models.CharField(_("author"), max_length=150, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    words = models.TextField(_("words"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    gathered_at = models.DateTimeField(_("gathered"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    submission = models.OneToOneField(Submission, models.PROTECT, null=True, blank=True, related_name="channel_entry")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("entry of a feed")
        verbose_name_plural = _("entries of feeds")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["feed", "guid"], name="gathered_once")]

    def __str__(self) -> str:
        return self.title or self.guid
