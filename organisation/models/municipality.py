"""The municipality that speaks on every page, and its units."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as #rrggbb, for instance #0b4f66."))
picture = FileExtensionValidator(["svg", "png"])


class Screening(models.TextChoices):
    """When a comment is screened: before it is shown, or afterwards."""

    BEFORE = "before", _("before it is shown")
    AFTER = "after", _("after it is shown")


class Municipality(models.Model):
    """The municipality (kommun) whose site this is: its name, its profile, its settings. One row."""

    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"))
    website = models.URLField(_("website"), blank=True)
    profile_colour = models.CharField(_("profile colour"), max_length=7, default="#0b4f66", validators=[colour])
    action_colour = models.CharField(_("action colour"), max_length=7, default="#0b4f66", validators=[colour])
    logo_light = models.FileField(_("logo on light ground"), upload_to="logo", blank=True, validators=[picture])
    logo_dark = models.FileField(_("logo on dark ground"), upload_to="logo", blank=True, validators=[picture])
    diary_format = models.CharField(
        _("form of a diary number"),
        max_length=100,
        default=r"[A-ZÅÄÖ]{2,6} \d{4}/\d{1,6}",
        help_text=_("A regular expression that the whole diary number must match."),
    )
    screening = models.CharField(
        _("comments are screened"),
        max_length=10,
        choices=Screening,
        default=Screening.AFTER,
    )
    two_hide = models.BooleanField(
        _("hiding takes two"), default=False, help_text=_("One moderator proposes to hide a comment, another confirms.")
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_municipality"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A form that is no regular expression would stop every head table and every gate."""
        try:
            re.compile(self.diary_format)
        except re.error as error:
            fault = _("This is not a regular expression: %(why)s.") % {"why": error}
            raise ValidationError({"diary_format": fault}) from error

    @classmethod
    def current(cls) -> "Municipality":
        """The one row; before the set-up has written it, an unsaved one with the defaults."""
        rows = cls.objects.raw(f"SELECT * FROM {cls._meta.db_table}")  # asked for on every page: ready made
        return next(iter(rows), None) or cls(pk=1, name="Samråd", email="samrad@localhost")


class Unit(models.Model):
    """A board or department (nämnd, förvaltning) that owns policies."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
