"""What a file is, by its content and not by its name; what cannot be read is refused in words that say what to do."""

import codecs
import re

from django.utils.translation import gettext as _

from drafts.exceptions import TextRefused

from .archive import Archive, locked

LARGEST = 20 * 1024 * 1024
LARGEST_TEXT = 4 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|style|article|main|section)\b",
    re.I | re.S,
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def form_of(data: bytes) -> str:
    """docx, odt, html or markdown. Refused when it is none of these, or too large."""
    if len(data) > LARGEST:
        raise TextRefused(
            _("The file is %(size)d MB. At most %(most)d MB are read: remove or shrink its pictures and try again.")
            % {"size": len(data) // 1024 // 1024, "most": LARGEST // 1024 // 1024}
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise TextRefused(_("The file is empty."))
    if data.startswith(b"PK"):
        return _zipped(data)
    _refuse_known(data)
    text, _told = decoded(data)
    if TAG.match(text):
        return "html"
    return "markdown"


def weight(data: bytes, form: str) -> int:
    """The bytes of text to read: what a zip holds of it, unpacked."""
    if form not in ("docx", "odt"):
        return len(data)
    archive = Archive(data)
    return sum(archive.size(name) for name in archive.names() if name.endswith(".xml"))


def _zipped(data: bytes) -> str:
    archive = Archive(data)
    names = set(archive.names())
    if "mimetype" in names:
        kind = archive.read("mimetype", most=200).decode("ascii", "replace").strip()
        if kind.startswith("application/vnd.oasis.opendocument.text"):
            _check_odt(archive)
            return "odt"
        if kind.startswith("application/epub"):
            raise TextRefused(_("This is an e-book. Save the text as .docx or .odt and try again."))
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        archive.check()
        return "docx"
    raise TextRefused(_zip_sentence(names))


def _check_odt(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise locked()
    archive.check()


def _zip_sentence(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return _("This is an Excel workbook. Copy the text into a Word file, save it as .docx and try again.")
    if any(name.startswith("ppt/") for name in names):
        return _("This is a PowerPoint presentation. Copy the text into a Word file, save it as .docx and try again.")
    if any(name.lower().endswith(".iwa") or name.startswith("Index/") for name in names):
        return _("This is a Pages file. Export it as Word (.docx) and try again.")
    if "mimetype" in names:
        return _("This is no OpenDocument text. Save the text as .odt or .docx and try again.")
    return _("This is a zip archive. Unpack it and send the Word file (.docx) inside it.")


def _refuse_known(data: bytes) -> None:
    head = data[:1024].lstrip()
    if data.startswith(OLE):
        _refuse_ole(data)
    if head.startswith(b"%PDF"):
        raise TextRefused(
            _("This is a PDF, which holds pages and no text that can be worked on. Send the Word file it was made of.")
        )
    if head.startswith(b"{\\rtf"):
        raise TextRefused(
            _("This is a file in rich text format (.rtf). Open it in Word, save it as .docx and try again.")
        )
    if data.startswith(PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise TextRefused(
            _("This is a picture. Text in a picture cannot be read: send the file that the text was written in.")
        )
    if head.startswith(b"<?xml") and (b"w:wordDocument" in data[:4096] or b"pkg:package" in data[:4096]):
        raise TextRefused(_("This is a Word file saved as XML. Open it in Word, save it as .docx and try again."))
    if head.startswith(b"<?xml") and b"office:document" in data[:4096]:
        raise TextRefused(_("This is a flat OpenDocument file. Open it, save it as .odt and try again."))


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked()
    if "WordDocument".encode("utf-16-le") in data:
        raise TextRefused(
            _("This is a Word file of the old kind (.doc). Open it in Word, save it as .docx and try again.")
        )
    raise TextRefused(_("This is an old Office file that is no text. Save the text as .docx and try again."))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of plain bytes, and the code of the guess that was made ("utf-16", "cp1252"), empty for UTF-8.

    Refused when it is no text at all.
    """
    if len(data) > LARGEST_TEXT:
        raise TextRefused(
            _("The text is %(size)d MB. A text may be at most 1 MB.") % {"size": len(data) // 1024 // 1024}
        )
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, name), "" if name == "utf-8-sig" else "utf-16"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    if "\x00" in text:
        return _guessed(data)
    return text, ""


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise no_text() from None


def _guessed(data: bytes) -> tuple[str, str]:
    """Text without a mark of its encoding: UTF-16 by its empty bytes, else the one that Windows used."""
    sample = data[:4000]
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = sample[at::2].count(0)
        if len(data) % 2 == 0 and zeros > len(sample) * 0.3:
            return _strict(data, name), "utf-16"
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in data) or 0x7F in data:
        raise no_text()
    text = data.decode("cp1252", "replace")
    odd = sum(byte >= 0x80 for byte in data)
    if "\ufffd" in text or odd > len(data) * 0.3:
        raise no_text()
    return text, "cp1252"


def no_text() -> TextRefused:
    """The refusal of bytes that are no text."""
    return TextRefused(
        _("This is no text that can be read. Send a Word (.docx), OpenDocument (.odt), Markdown or web page file.")
    )
