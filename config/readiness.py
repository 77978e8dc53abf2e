"""What a process of the server reads before its first visitor, who would wait a second for it."""

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

FOLDERS = ("components", "consultation")


def warm_up() -> None:
    """The code of the pages with their addresses, the words of each language, the templates of the public pages."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            reverse("policies")
    for folder in FOLDERS:
        for path in (settings.BASE_DIR / "templates" / folder).glob("*.html"):
            get_template(f"{folder}/{path.name}")
