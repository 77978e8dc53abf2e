"""The smallest part of a text that can be commented on."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .version import Version

GAP = 1024


class Paragraph(models.Model):
    """A heading, paragraph, list item, table, quote, code or note (stycke).

    Its `lineage` is the same in every version of the policy; `number` is where it stands in this one.
    """

    class Kind(models.TextChoices):
        HEADING = "heading", _("heading")
        PARAGRAPH = "paragraph", _("paragraph")
        BULLET = "bullet", _("list item")
        ORDERED = "ordered", _("numbered list item")
        TABLE = "table", _("table")
        QUOTE = "quote", _("quote")
        CODE = "code", _("code")
        NOTE = "note", _("note")

    version = models.ForeignKey(Version, models.PROTECT, related_name="paragraphs", verbose_name=_("version"))
    lineage = models.UUIDField(_("lineage"), default=uuid.uuid4)
    position = models.PositiveIntegerField(_("position"), help_text=_("Order in the text, with gaps to insert into."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    marker = models.CharField(
        _("marker"),
        max_length=60,
        blank=True,
        help_text=_("The author's own list number, a note's label, a code block's language."),
    )
    number = models.CharField(_("number"), max_length=60)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), help_text=_("Rendered from the text; a cache."))
    revision = models.PositiveIntegerField(_("revision"), default=1)

    history = HistoricalRecords(
        excluded_fields=["html"], history_change_reason_field=models.TextField(blank=True, null=True)
    )

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="one_paragraph_per_lineage"),
            models.UniqueConstraint(fields=["version", "position"], name="one_paragraph_per_position"),
            models.CheckConstraint(condition=models.Q(level__lte=6), name="paragraph_nested_within_reason"),
        ]
        indexes = [models.Index(fields=["lineage"], name="paragraph_lineage")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def anchor(self) -> str:
        """The fragment of an address that leads to it: p-2-1 for 2.1."""
        return "p-" + self.number.replace(".", "-")

    @property
    def is_heading(self) -> bool:
        return self.kind == self.Kind.HEADING

    @property
    def is_item(self) -> bool:
        return self.kind in (self.Kind.BULLET, self.Kind.ORDERED)
