"""The formats that a version can be had in, and its bytes in each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drafts.domain import texts

from . import akn, data, office, page
from .copy import Copy


@dataclass(frozen=True)
class Format:
    """One format: how its file name ends, what a browser is told, what people call it and use it for.

    is_kept: costly to make, so that the file of a frozen version is kept.
    """

    ending: str
    content_type: str
    name: str | Promise
    use: str | Promise
    write: Callable[[Copy], bytes]
    is_kept: bool = False


WORD = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word",
    _("to work on, with styles and paragraph numbers"),
    lambda copy: office.write(copy, "docx"),
    is_kept=True,
)
OPEN_DOCUMENT = Format(
    "odt",
    "application/vnd.oasis.opendocument.text",
    "OpenDocument",
    _("the same, for LibreOffice and others"),
    lambda copy: office.write(copy, "odt"),
    is_kept=True,
)
PAGE = Format("html", "text/html; charset=utf-8", _("Web page"), _("one file, to read without a network"), page.write)
MARKDOWN = Format(
    "md",
    "text/markdown; charset=utf-8",
    "Markdown",
    _("the text alone; it is this that the checksum is of"),
    lambda copy: texts.source(copy.version, copy.paragraphs).encode(),
)
JSON = Format("json", "application/json", "JSON", _("for programs, with each paragraph's lasting identity"), data.write)
AKN = Format("xml", "application/akn+xml", "Akoma Ntoso", _("legal XML, for archives and exchange"), akn.write)
FORMATS = {each.ending: each for each in (WORD, OPEN_DOCUMENT, PAGE, MARKDOWN, JSON, AKN)}


def write(copy: Copy, ending: str) -> bytes:
    """The bytes of a copy in one format. Refused (ConversionRefused) when an office file takes too long to make."""
    with translation.override(copy.language):
        return FORMATS[ending].write(copy)


def kept(copy: Copy, ending: str) -> bytes:
    """The same; of a frozen version, what is costly to make is made once and kept."""
    if not FORMATS[ending].is_kept or copy.number is None:
        return write(copy, ending)
    path = f"exports/{copy.key(ending)}.{ending}"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return file.read()
    made = write(copy, ending)
    default_storage.save(path, ContentFile(made))
    return made
