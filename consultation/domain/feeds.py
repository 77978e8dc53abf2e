"""Atom feeds (RFC 4287) of what has happened: the same news that mails to followers tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from consultation.domain.following import words
from consultation.domain.following.news import EVER, News, Span, decisions, newest
from organisation.models import Municipality

ENTRIES = 50
# What XML 1.0 cannot hold, not even written as a number.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """One feed as it goes out."""

    content: bytes
    updated: datetime


class Atom(Atom1Feed):
    """Django's writer, which would date an empty feed by the clock and so make it a new one at each look."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EVER)


def feed(title: str, subtitle: str, *, page: str, address: str, found: Iterable[News]) -> Feed:
    """The newest of `found`, the newest first. `page` is the path of the page it is of, `address` its own."""
    rows = sorted(found, key=lambda each: (each.when, each.key), reverse=True)[:ENTRIES]
    language = get_language() or settings.LANGUAGE_CODE
    atom = Atom(
        title=written(title),
        link=settings.SITE_ADDRESS + page,
        description="",
        subtitle=written(subtitle),
        language=language,
        author_name=written(Municipality.current().name),
        feed_url=settings.SITE_ADDRESS + address,
        feed_guid=uuid5(NAMESPACE_URL, settings.SITE_ADDRESS + address).urn,
    )
    for each in rows:
        add(atom, each, language)
    return Feed(atom.writeString("utf-8").encode(), newest(rows))


def add(atom: Atom, each: News, language: str) -> None:
    """One entry. It says what happened and leads there: words that may be hidden later stand on the page alone."""
    atom.add_item(
        title=written(words.title(each)),
        link=settings.SITE_ADDRESS + words.path(each),
        description=f"<p>{escape(written(words.words(each)))}</p>",
        unique_id=each.uuid(language).urn,
        pubdate=each.when,
        updateddate=each.when,
    )


def written(said: str) -> str:
    """The words without what XML cannot hold."""
    return UNWRITABLE.sub("", said)


def decided(until: datetime) -> list[News]:
    """The decisions alone."""
    return list(decisions(Span(EVER, until, limit=ENTRIES)))
