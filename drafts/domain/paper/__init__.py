"""Printed papers: HTML becomes a PDF that is PDF/A-3a and PDF/UA-1, in a process of its own, without any network."""

import base64
import datetime
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from organisation.exceptions import ActRefused

ROOT = Path(__file__).resolve().parents[3]
MEMORY = 2 * 1024 * 1024 * 1024
# What a long paper takes for each character of its page: a report of 32,000 views has 20 million.
MEMORY_A_SIGN = 300
SECONDS = 600
LARGEST = 30 * 1024 * 1024
COLOUR = "#0b4f66"


class PaperRefused(ActRefused):
    """No paper was made; the sentence says why."""


class Printed(bytes):
    """A PDF, and how many pages it has."""

    pages: int = 0


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF; relationship as in PDF/A-3: Source, Data, Supplement, Alternative."""

    name: str
    data: bytes
    mime: str = "text/markdown"
    description: str = ""
    relationship: str = "Source"


@dataclass(frozen=True)
class Profile:
    """The municipality's look on paper: its colour (#rrggbb) and its arms, a PNG or an SVG without links."""

    colour: str = COLOUR
    arms: bytes = b""
    arms_mime: str = "image/svg+xml"


def render(
    html: str,
    *,
    date: datetime.date,
    attachments: Sequence[Attachment] = (),
    profile: Profile | None = None,
    seconds: int = SECONDS,
    memory: int = 0,
) -> Printed:
    """The PDF of a page made from templates/print/. The same arguments give the same bytes.

    Only the paper's own style sheet, its fonts, the profile and the attachments are ever read. Refused
    (PaperRefused) when a character has no glyph, when the text is too large or too deeply nested, and when the
    press takes more than its seconds or its memory or falls over; the process that called goes on.
    """
    memory = memory or max(MEMORY, MEMORY_A_SIGN * len(html))
    if len(html) > LARGEST:
        size = len(html) // (1024 * 1024)
        raise PaperRefused(_("The text is too large to be printed: %(size)d MB.") % {"size": size})
    order = _order(html, date, attachments, profile or Profile()) | {"seconds": seconds, "memory": memory}
    with tempfile.TemporaryDirectory() as home:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "drafts.domain.paper.press"],
                input=json.dumps(order).encode(),
                capture_output=True,
                cwd=ROOT,
                env=_surroundings(home, date),
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PaperRefused(_sentence("time", [str(seconds)])) from None
    pages, _end, data = done.stdout.partition(b"\n")
    if done.returncode == 0 and data.startswith(b"%PDF-"):
        printed = Printed(data)
        printed.pages = int(pages)
        return printed
    raise PaperRefused(_why_not(done, seconds))


def _order(html: str, date: datetime.date, attachments: Sequence[Attachment], profile: Profile) -> dict:
    files = [("profile.css", _look(profile).encode(), "text/css")]
    files += [("arms", profile.arms, profile.arms_mime)] if profile.arms else []
    files += [(f"attached/{i}", attached.data, attached.mime) for i, attached in enumerate(attachments)]
    return {
        "html": html,
        "date": date.isoformat(),
        "files": [{"name": name, "data": base64.b64encode(data).decode(), "mime": mime} for name, data, mime in files],
        "attachments": [
            {
                "file": f"attached/{i}",
                "name": attached.name,
                "description": attached.description,
                "relationship": attached.relationship,
            }
            for i, attached in enumerate(attachments)
        ],
    }


def _look(profile: Profile) -> str:
    """The profile's colour, and the tint of official answers: 7 parts of it in 100 of white."""
    colour = profile.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", profile.colour) else COLOUR
    tint = "".join(f"{round(255 - (255 - int(colour[i : i + 2], 16)) * 0.07):02x}" for i in (1, 3, 5))
    arms = "" if profile.arms else ".sender img { display: none }"
    return f":root {{ --profile: {colour}; --tint: #{tint} }} {arms}"


def _surroundings(home: str, date: datetime.date) -> dict[str, str]:
    """A clean environment: no secrets, and a clock that stands still (fontTools stamps it into fonts)."""
    noon = datetime.datetime.combine(date, datetime.time(12), tzinfo=datetime.UTC)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": home,
        "FONTCONFIG_FILE": str(ROOT / "drafts" / "print" / "fonts.conf"),
        "TMPDIR": home,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
    }


def _why_not(done: subprocess.CompletedProcess, seconds: int) -> str:
    if done.returncode == 3:
        answer = json.loads(done.stdout)
        return _sentence(answer["refused"], answer["detail"])
    if -done.returncode in (signal.SIGXCPU, signal.SIGKILL):
        return _sentence("time", [str(seconds)])
    fault = done.stderr.decode(errors="replace").strip().splitlines()
    if fault and "GLib-ERROR" in fault[-1]:  # what GLib dies of is that it gets no memory, or no thread for want of it
        return _sentence("memory", [])
    return _sentence("stopped", fault[-1:])


def _sentence(reason: str, detail: list[str]) -> str:
    sentences = {
        "characters": _("The paper could not be made: its fonts lack %(detail)s."),
        "incomplete": _("The paper could not be made: something is missing in it (%(detail)s)."),
        "nesting": _("The paper could not be made: lists, tables or quotes are nested too deeply."),
        "memory": _("The paper could not be made: it needs more memory than is allowed."),
        "time": _("The paper was not finished within %(detail)s seconds and was stopped."),
        "stopped": _("The paper could not be made: the press stopped (%(detail)s)."),
    }
    if reason == "characters":
        detail = [f"{character} (U+{ord(character):04X})" for character in detail[:10]]
    return sentences[reason] % {"detail": ", ".join(detail)}
