"""Rows of a frozen text as HTML, kept from one making of a page to the next: a new comment changes one of hundreds."""

import threading
from collections import OrderedDict

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from consultation.domain.reading import Place, Reading
from drafts.models import Policy

register = template.Library()
MOST = 4000
KEPT: OrderedDict[tuple, SafeString] = OrderedDict()
LOCK = threading.Lock()


@register.simple_tag(takes_context=True)
def text_row(context: Context, place: Place) -> SafeString:
    """consultation/_place.html of a place. Uses: page, policy"""
    page, policy = context["page"], context["policy"]
    key = key_of(place, page, policy) if settings.STORED_PAGES_MB else None
    if key in KEPT:
        return KEPT[key]
    made = context.template.engine.get_template("consultation/_place.html")
    html = made.render(context.new({"place": place, "page": page, "policy": policy}))
    if key:
        with LOCK:
            KEPT[key] = html
            if len(KEPT) > MOST:
                KEPT.popitem(last=False)
    return html


def key_of(place: Place, page: Reading, policy: Policy) -> tuple | None:
    """All that its HTML is made of; None where words of others stand beside it."""
    if place.comments or place.answer or place.revision or place.earlier or place.since:
        return None
    return (
        get_language(), policy.language, page.phase, page.closed, page.long, place.number, place.anchor, place.href,
        place.comment_href, place.count, place.answered, place.row.lead_html, place.row.list_html,
    )  # fmt: skip
