"""A form over HTTP as a browser without scripts sends it: its hidden fields, its cookie, its words."""

import re
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.core.signing import TimestampSigner, b62_encode

from consultation.forms.commenting import SALT

HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?')


class AMinuteAgo(TimestampSigner):
    """Signs as if the form had been given out a minute ago: nobody waits in a test."""

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - 60)


class Visitor:
    """A browser with its cookies on the live server."""

    def __init__(self, server: str, jar: CookieJar | None = None) -> None:
        self.server = server
        self.jar = jar if jar is not None else CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def open(self, path: str, fields: dict | None = None) -> tuple[int, str, str]:
        """(status, address that it ended at, body) of GET, or of POST when there are fields."""
        data = urlencode(fields).encode() if fields is not None else None
        try:
            with self.opener.open(Request(self.server + path, data=data), timeout=60) as answer:
                return answer.status, answer.url.removeprefix(self.server), answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.url.removeprefix(self.server), refused.read().decode()

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the page's form; a stamp of the comment form is made a minute old."""
        fields = dict(HIDDEN.findall(self.open(path)[2]))
        if "stamp" in fields:
            fields["stamp"] = AMinuteAgo(salt=SALT).sign(fields["key"])
        return fields
