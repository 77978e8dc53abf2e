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
    return [letter_of(file) for file in files[:NEWEST]]


def letter_of(file: Path) -> Letter:
    """One mail, read from its file; the file's rule below the message is left out."""
    data = file.read_bytes().rsplit(b"\n" + b"-" * 79, 1)[0]
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
