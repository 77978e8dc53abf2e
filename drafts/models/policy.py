"""The governing document over its whole life, and the kinds there are."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from organisation.models import Unit


class DocumentType(models.Model):
    """A kind of policy (riktlinje, strategi …) and the body that decides it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    deciding_body = models.CharField(_("deciding body"), max_length=100)

    class Meta:
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """How far a policy is; what the clock decides is computed from dates instead."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("awaiting approval")
    APPROVED = "approved", _("approved")
    ANNOUNCED = "announced", _("announced")
    COMPILING = "compiling", _("being compiled")
    PROPOSAL = "proposal", _("revised proposal")
    BEFORE_COUNCIL = "before_council", _("before the council")
    RETURNED = "returned", _("returned")
    ADOPTED = "adopted", _("adopted")
    REPEALED = "repealed", _("repealed")
    REJECTED = "rejected", pgettext_lazy("policy", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("policy", "withdrawn")


MOVES: dict[str, set[str]] = {
    State.DRAFT: {State.REVIEW, State.WITHDRAWN},
    State.REVIEW: {State.DRAFT, State.APPROVED, State.WITHDRAWN},
    State.APPROVED: {State.DRAFT, State.ANNOUNCED, State.WITHDRAWN},
    State.ANNOUNCED: {State.COMPILING, State.WITHDRAWN},
    State.COMPILING: {State.PROPOSAL, State.WITHDRAWN},
    State.PROPOSAL: {State.ANNOUNCED, State.BEFORE_COUNCIL, State.WITHDRAWN},
    State.BEFORE_COUNCIL: {State.ADOPTED, State.RETURNED, State.REJECTED, State.WITHDRAWN},
    State.RETURNED: {State.COMPILING, State.WITHDRAWN},
    State.ADOPTED: {State.REPEALED},
    State.REPEALED: set(),
    State.REJECTED: set(),
    State.WITHDRAWN: set(),
}
DROPPED = (State.REJECTED, State.WITHDRAWN)
EDITABLE = (State.DRAFT, State.REVIEW, State.APPROVED, State.COMPILING, State.RETURNED)


class PolicyQuerySet(models.QuerySet):
    """Rules about many policies."""

    def public(self) -> "PolicyQuerySet":
        """Policies of which the public may know: at least one version has been published."""
        return self.filter(published_at__isnull=False)


class Policy(models.Model):
    """A governing document (styrdokument) from first draft to repeal."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    document_type = models.ForeignKey(
        DocumentType,
        models.PROTECT,
        related_name="policies",
        verbose_name=_("document type"),
    )
    diary_number = models.CharField(_("diary number"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="policies", verbose_name=_("unit"))
    responsible_function = models.CharField(_("responsible function"), max_length=100, blank=True)
    responsible_person = models.CharField(_("responsible person"), max_length=100, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True, help_text=_("Shown to the public."))
    purpose = models.TextField(_("purpose"), max_length=1000, blank=True)
    applies_to = models.CharField(_("applies to"), max_length=300, blank=True)
    replaces = models.CharField(_("replaces"), max_length=300, blank=True)
    legal_ground = models.CharField(_("legal ground"), max_length=300, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        default="sv",
        help_text=_("A language tag such as sv or en."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=2000,
        blank=True,
        help_text=_("Two or three sentences in plain language. Shown above the text."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(
        _("first published"),
        null=True,
        blank=True,
        help_text=_("When its first version was published; from then on the public may know of it."),
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords()
    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="policy_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("policy", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Whether the public may know of it; the row form of `PolicyQuerySet.public`."""
        return self.published_at is not None

    @property
    def is_editable(self) -> bool:
        """Whether its draft may be changed now."""
        return self.state in EDITABLE

    def review_is_due(self, today: date) -> bool:
        """Whether the last day to review it has passed."""
        return self.review_by is not None and self.review_by < today

    def may_become(self, state: str) -> bool:
        return state in MOVES[self.state]
