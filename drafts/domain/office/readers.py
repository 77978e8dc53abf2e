"""One door to reading: bytes of a known form become a Reading."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from drafts.domain import blocks
from drafts.exceptions import TextRefused

from . import sniffing, web
from .odt import reader as odt
from .reading import Losses, Reading
from .word import suggestions
from .word.reader import Word

Progress = Callable[[int], None]
SCANNED = 30


def read(data: bytes, form: str, *, tracked: str = "ask", progress: Progress = lambda percent: None) -> Reading:
    """Reads a file. `tracked`: what becomes of tracked changes; `progress` is told percents. Refused in words."""
    match form:
        case "docx":
            reading = suggestions.read(Word(data), tracked, progress)
        case "odt":
            progress(20)
            reading = odt.read(data)
        case "html":
            text, guess = sniffing.decoded(data)
            reading = web.read(text)
            _guess(reading, guess)
        case _:
            text, guess = sniffing.decoded(data)
            reading = _markdown(text)
            _guess(reading, guess)
    refuse_scanned(reading)
    return reading


def _markdown(text: str) -> Reading:
    text = blocks.split(text.replace("\x0c", "\n"), lenient=True)
    return Reading(text, [() for _block in text.blocks], [None for _block in text.blocks], losses=Losses())


def _guess(reading: Reading, guess: str) -> None:
    if guess:
        reading.losses.add(f"encoding {guess}")


def refuse_scanned(reading: Reading) -> None:
    """Refuses a file of pictures with almost no words."""
    pictures = reading.losses.counts["pictures"] + reading.losses.counts["pictures described"]
    words = sum(len(block.text.split()) for block in reading.text.blocks)
    if pictures and words < SCANNED:
        raise TextRefused(
            _(
                "The file has pictures (%(count)d) and almost no words: it looks like a scanned paper."
                " Text in pictures cannot be read. Send the file that the text was written in,"
                " or have the paper read by text recognition first."
            )
            % {"count": pictures}
        )
