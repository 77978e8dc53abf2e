"""What every template may know of the installation."""

from django.conf import settings


def installation(request):
    return {"demo": settings.DEMO, "site_address": settings.SITE_ADDRESS}
