"""What every template may know of the installation."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language


def installation(request):
    """Whether this is the demo, where the site is, and the address of this page in the other language."""
    other = "en" if get_language() == "sv" else "sv"
    return {
        "demo": settings.DEMO,
        "site_address": settings.SITE_ADDRESS,
        "in_other_language": translate_url(request.get_full_path(), other),
    }
