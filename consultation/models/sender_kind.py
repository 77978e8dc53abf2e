"""Who is behind a submission."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SenderKind(models.TextChoices):
    """Who is behind a submission; one list in form, filter and report."""

    PRIVATE = "private", _("private person")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    AUTHORITY = "authority", _("authority or board")
    PARTY = "party", _("party")
    COUNCIL = "council", _("council")
    ORGANISATION = "organisation", _("other organisation")
