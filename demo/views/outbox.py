"""What the demo has mailed, for a newcomer to follow a link."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

NEWEST = 50
RULE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One mail as it left: to whom, about what, its words."""

    recipient: str
    subject: str
    sent_at: datetime
    text: str


@require_GET
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest mails of the demo, newest first."""
    return render(request, "demo/outbox.html", {"letters": letters()})


def letters() -> list[Letter]:
    """The mails that lie in the outbox folder."""
    folder = Path(settings.EMAIL_FILE_PATH or settings.VAR_DIR / "outbox")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [letter_of(data) for file in files[:NEWEST] for data in mails_of(file)][:NEWEST]


def mails_of(file: Path) -> list[bytes]:
    """The mails of one file, newest first; a rule stands below each, and two of one second may share a file."""
    return [data for data in reversed(file.read_bytes().split(RULE)) if data.strip()]


def letter_of(data: bytes) -> Letter:
    """One mail, read from what its file holds of it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    return Letter(
        recipient=message["To"],
        subject=message["Subject"],
        sent_at=utc(message["Date"].datetime),
        text=message.get_content(),
    )


def utc(when: datetime) -> datetime:
    """The date of a mail that names no zone is in UTC ("-0000")."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)
