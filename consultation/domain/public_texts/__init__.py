"""What the municipality says about itself and its service: its own words, or until then a template that ships.

Accessibility: the Act (2018:1937) on Accessibility to Digital Public Services, 13-14 §§, and MDFFS 2019:2.
Provider: the Act (1998:112) on Electronic Bulletin Boards, 3 §, says what users must be told.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Template
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from drafts.domain import leaflet
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import Municipality, PublicText, User

# A chain of its own: these texts belong to no policy.
CHAIN = uuid5(NAMESPACE_URL, "samrad:public-texts")
TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Page:
    """A page as it is shown; `changed_at` is None while it is the template that ships."""

    name: str
    title: str
    html: SafeString
    changed_at: datetime | None = None


def shown(name: str, language: str) -> Page:
    """The municipality's own text in that language, else the template filled with its name and addresses."""
    own = PublicText.objects.filter(page=name, language=language).first()
    if own is not None:
        return Page(name, own.title, SafeString(own.html), own.changed_at)
    made = leaflet.read(template(name, language))
    return Page(name, made.title, made.html)


def template(name: str, language: str) -> str:
    """The Markdown to begin from."""
    source = (TEMPLATES / f"{name}.{language}.md").read_text(encoding="utf-8")
    known = Municipality.current()
    return Template(source).substitute(
        name=known.name,
        email=known.email,
        phone=known.phone or _("our switchboard"),
        address=known.address or known.name,
        **links(language),
    )


def links(language: str) -> dict[str, str]:
    """Whole addresses of our own pages: a link without its site is no link in a text."""
    names = {"fault_report": "fault-report", "own_data": "own-data-ask", "rules": "rules"}
    with translation.override(language):
        return {key: settings.SITE_ADDRESS + reverse(name) for key, name in names.items()}


def words(name: str, language: str) -> str:
    """The Markdown that stands now, to be changed."""
    own = PublicText.objects.filter(page=name, language=language).first()
    return own.text if own else template(name, language)


@transaction.atomic
def write(name: str, language: str, text: str, *, by: User) -> PublicText:
    """Saves the municipality's own words for a page. Refused without a heading that names it, or without words."""
    made = leaflet.read(text)
    if not made.title:
        raise ActRefused(_("Begin with a heading that names the page: a line that begins with one #."))
    if not made.html:
        raise ActRefused(_("Write something below the heading."))
    page, _new = PublicText.objects.update_or_create(
        page=PublicText.Page(name), language=language,
        defaults={"title": made.title, "text": text, "html": made.html, "changed_at": timezone.now(), "changed_by": by},
    )  # fmt: skip
    log.record(CHAIN, "public text changed", by=by, page=name, language=language)
    return page


@transaction.atomic
def begin_anew(name: str, language: str, *, by: User) -> None:
    """Shows the template that ships again. Nothing happens when it is shown already."""
    if PublicText.objects.filter(page=name, language=language).delete()[0]:
        log.record(CHAIN, "public text begun anew", by=by, page=name, language=language)
