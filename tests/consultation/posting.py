"""Filling in the citizens' form as a browser does, some time after the page was opened."""

import re
import time
import uuid
from html.parser import HTMLParser

from django.core import signing
from django.utils.http import urlencode

from consultation.forms.commenting import SALT
from organisation.models import OutgoingMail

A_WHILE = 60


class Earlier(signing.TimestampSigner):
    """Signs as it was done a while ago."""

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - A_WHILE)


def filled(**more) -> dict:
    """A whole form; `more` replaces or adds fields."""
    key = str(more.pop("key", uuid.uuid4()))
    stamp = Earlier(salt=SALT).sign(key)
    words = {"words": "Två dagar är för kort.", "kind": "private", "email": "paula@example.se", "name": "Paula Ek"}
    return words | {"key": key, "stamp": stamp} | more


def link() -> str:
    """The address in the latest mail."""
    return re.search(r"/confirm/[\w-]+/", OutgoingMail.objects.latest("pk").text)[0]


def links_sent() -> int:
    """How many mails with a link to confirm have been written."""
    return OutgoingMail.objects.filter(text__contains="/confirm/").count()


def query(**more) -> str:
    return "?" + urlencode(more)


class Shape(HTMLParser):
    """What elements a page has, with the names of their attributes, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[tuple] = set()
        self.schemes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.elements.add((tag, frozenset(name for name, _value in attrs)))
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                found = re.match(r"\s*([a-z][a-z0-9+.-]*):", value or "", re.I)
                self.schemes.add(found[1].lower() if found else "")


def shape(html: str) -> Shape:
    found = Shape()
    found.feed(html)
    found.close()
    return found
