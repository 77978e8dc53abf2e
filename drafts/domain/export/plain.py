"""A page of simple HTML (headings, paragraphs, lists, tables) as a Word file in styles of our own."""

import re

from drafts.domain.office import pandoc

from .docx import Running, signed
from .office import REFERENCE
from .package import packed, unpacked
from .tree import holdable

SECONDS = 100
MEMORY = 1500  # MB of heap; the words of 30,000 people


def word_file(html: str, running: Running) -> bytes:
    """The bytes of the file; the same for the same words. `custom-style` on a div names a style of the reference file.

    Refused (ConversionRefused) when it takes too long or too much memory.
    """
    made = pandoc.convert(
        holdable(html).encode(),
        source="html",
        target="docx",
        options=["--reference-doc=samrad.docx"],
        files={"samrad.docx": (REFERENCE / "samrad.docx").read_bytes()},
        seconds=SECONDS,
        memory=MEMORY,
    )
    return packed(signed(unhung(unpacked(made)), running))


def unhung(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the hanging first line of the styles: it makes room for a paragraph's number, and there is none here."""
    styles = re.sub(rb'<w:ind w:hanging="\d+" w:left="\d+" ?/>', b"", files["word/styles.xml"])
    return files | {"word/styles.xml": styles}
