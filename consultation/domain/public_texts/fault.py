"""Telling the municipality that something on the site cannot be used."""

from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from organisation.domain import post
from organisation.exceptions import ActRefused
from organisation.models import Municipality

HOUR = 3600
AN_HOUR = 20


@transaction.atomic
def report(*, key: UUID, place: str, words: str, email: str) -> None:
    """Sends what somebody met to the municipality's address, once for the same `key`. Nothing of it is kept here.

    Refused when very many have come in the last hour: the address then stands on the page.
    """
    if not cache.add(f"fault-{key}", True, 24 * HOUR):
        return
    known = Municipality.current()
    cache.add("faults", 0, HOUR)
    if cache.incr("faults") > AN_HOUR:
        cache.delete(f"fault-{key}")
        raise ActRefused(_("Many reports came in the last hour. Write to %(email)s instead.") % {"email": known.email})
    said = {"place": place, "words": words, "email": email}
    post.write(known.email, _("Something on the site does not work"), render_to_string("mail/fault.txt", said))
