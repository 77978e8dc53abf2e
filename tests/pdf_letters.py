"""The words of a PDF, quickly: what its pages show, in the order of their content, by the fonts' own tables."""

import io
import re

from pypdf import PdfReader

# In a page's content: a font is chosen, or glyphs are shown (a hexadecimal string is whole glyphs of two bytes).
SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\b(ET)\b")
PAIRS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def words_of(data: bytes) -> str:
    """All the pages' text. Spaces are where the text has them, and between lines: compare letters."""
    known: dict[int, dict[bytes, str]] = {}
    return "".join(page_of(page, known) for page in PdfReader(io.BytesIO(data)).pages)


def page_of(page, known: dict[int, dict[bytes, str]]) -> str:
    """One page's text; `known` are the tables of the fonts that were met."""
    fonts, table, parts = page["/Resources"]["/Font"], {}, []
    for name, glyphs, _end in SHOWN.findall(page.get_contents().get_data()):
        if name:
            font = fonts.raw_get("/" + name.decode())
            if font.idnum not in known:
                known[font.idnum] = table_of(font.get_object())
            table = known[font.idnum]
        elif glyphs:
            parts += [table.get(glyphs[at : at + 4].upper(), "") for at in range(0, len(glyphs), 4)]
        else:
            parts.append(" ")
    return "".join(parts)


def table_of(font) -> dict[bytes, str]:
    """What each glyph of a font stands for."""
    pairs = b"".join(PAIRS.findall(font["/ToUnicode"].get_object().get_data()))
    return {glyph.upper(): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in PAIR.findall(pairs)}
