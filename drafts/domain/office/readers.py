"""One door to reading: bytes of a known form become a Reading."""

from collections.abc import Callable

from drafts.domain import blocks

from . import sniffing, suggestions, web
from .odt.reader import Writer
from .reading import Losses, Reading
from .word.reader import Word

Progress = Callable[[int], None]


def read(data: bytes, form: str, *, tracked: str = "ask", progress: Progress = lambda percent: None) -> Reading:
    """Reads a file. `tracked`: what becomes of tracked changes; `progress` is told percents. Refused in words."""
    match form:
        case "docx":
            reading = suggestions.read(Word(data), tracked, progress)
        case "odt":
            reading = suggestions.read(Writer(data), tracked, progress)
        case "html":
            text, guess = sniffing.decoded(data)
            reading = web.read(text)
            _guess(reading, guess)
        case _:
            text, guess = sniffing.decoded(data)
            reading = _markdown(text)
            _guess(reading, guess)
    return reading


def _markdown(text: str) -> Reading:
    text = blocks.split(text.replace("\x0c", "\n"), lenient=True)
    return Reading(text, [() for _block in text.blocks], [None for _block in text.blocks], losses=Losses())


def _guess(reading: Reading, guess: str) -> None:
    if guess:
        reading.losses.add(f"encoding {guess}")
