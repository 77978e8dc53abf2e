"""What a feed says, as plain words: read in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from consultation.domain.gathering.reach import FetchFailed

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20


@dataclass(frozen=True)
class Found:
    """One entry of a feed: plain words, and a link that a page may carry, or ""."""

    guid: str
    title: str
    author: str
    link: str
    words: str
    published_at: datetime | None


@dataclass(frozen=True)
class Feed:
    """A feed: its title and its entries, the first hundred."""

    title: str
    entries: tuple[Found, ...]


def read(body: bytes, address: str) -> Feed:
    """The feed in this body; links in it are seen from `address`. Refused (FetchFailed) when it is none."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "consultation.domain.gathering.reader"],
            input=address.encode() + b"\n" + body,
            capture_output=True,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
            timeout=SECONDS,
            check=False,
        )
        said = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        said = None
    if said is None:
        raise FetchFailed(_("What lies at the address is too much, or too tangled, to be read."))
    if not said:
        raise FetchFailed(_("What lies at the address is no feed in RSS or Atom."))
    return Feed(said["title"], tuple(found_of(entry) for entry in said["entries"]))


def found_of(entry: dict) -> Found:
    """An entry as the reader wrote it."""
    at = entry.pop("published")
    return Found(**entry, published_at=datetime.fromtimestamp(at, UTC) if at else None)
