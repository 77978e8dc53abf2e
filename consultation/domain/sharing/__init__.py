"""What leads people to a consultation: a short address with its QR code, a poster, a picture, a calendar file."""

from django.conf import settings
from django.urls import reverse

from consultation.models import Consultation
from drafts.domain.paper import pictures


def short_address(consultation: Consultation) -> str:
    """The whole address for posters, without the scheme: kommun.example/s/7k2m/."""
    return full_address(consultation).split("://", 1)[1]


def full_address(consultation: Consultation) -> str:
    return settings.SITE_ADDRESS + reverse("short", args=[consultation.code])


def qr(consultation: Consultation) -> str:
    """The QR code of the short address as an SVG; the words beside it say the same."""
    return pictures.qr(full_address(consultation), short_address(consultation))
