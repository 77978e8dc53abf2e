"""What an attached file is, by its content and not by its name; what could harm a reader is refused in words."""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

from drafts.domain.office.archive import CHUNK, Archive
from drafts.domain.office.sniffing import OLE
from drafts.exceptions import TextRefused
from organisation.exceptions import ActRefused

PIXELS = 100_000_000
UNPACKED = 100 * 1024 * 1024
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = b"application/vnd.oasis.opendocument.text"
# What runs when a file is opened, in a PDF and among the members of a zip.
RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile)\b")
STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.S)
PROGRAM = re.compile(
    r"(?:^|/)(?:Basic|Scripts)/|activeX|vbaProject|oleObject"
    r"|\.(?:exe|dll|com|scr|js|vbs|bat|cmd|ps1|jar|lnk|hta|swf|html?|svg)$",
    re.I,
)
REMOTE_TEMPLATE = re.compile(
    rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*Target=[\"']\s*(?:https?:|\\\\|//))", re.I
)
PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe)\b", re.I)


@dataclass(frozen=True)
class Form:
    """A kind of file that is taken."""

    media_type: str
    endings: tuple[str, ...]

    def ended(self, name: str, most: int) -> str:
        """The name with an ending that says what the file is, at most so long."""
        if name.lower().endswith(self.endings):
            return name[-most:]
        return name[: most - len(self.endings[0])] + self.endings[0]


PDF = Form("application/pdf", (".pdf",))
DOCX = Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
ODTEXT = Form("application/vnd.oasis.opendocument.text", (".odt",))
PNG = Form("image/png", (".png",))
JPEG = Form("image/jpeg", (".jpg", ".jpeg"))
ACCEPT = ".pdf,.docx,.odt,.png,.jpg,.jpeg"


def form_of(name: str, data: bytes) -> Form:
    """Which of the forms the content is. Refused, with the name of the file and what to do, when it is none."""
    if not data:
        raise refused(name, _("It is empty."))
    if data.startswith(b"PK\x03\x04"):
        return _office(name, data)
    if data.startswith(OLE):
        raise refused(name, _("It is an old Office file. Save it as .docx or as a PDF and choose that."))
    for mark, found in ((b"%PDF-", _pdf), (b"\x89PNG\r\n\x1a\n", _png), (b"\xff\xd8\xff", _jpeg)):
        if data.startswith(mark):
            _refuse_two_in_one(name, data)
            return found(name, data)
    raise refused(name, _("It is no PDF, Word, OpenDocument, PNG or JPEG file. Save it as a PDF and choose that."))


def refused(name: str, why: str) -> ActRefused:
    """The refusal of one file."""
    return ActRefused(_("The file “%(name)s” was not taken. %(why)s") % {"name": name, "why": why})


def _program(name: str) -> ActRefused:
    return refused(name, _("It has a program, a macro or another file in it. Save it as a plain PDF and choose that."))


def _refuse_two_in_one(name: str, data: bytes) -> None:
    """A file that is a picture to one reader and an archive or a web page to another."""
    if zipfile.is_zipfile(io.BytesIO(data)) or PAGE.search(data[:1024]) or PAGE.search(data[-1024:]):
        raise refused(name, _("It is two kinds of file in one. Save it anew as a PDF and choose that."))
    if b"%PDF-" in data[1:1024]:
        raise refused(name, _("It is two kinds of file in one. Save it anew as a PDF and choose that."))


def _pdf(name: str, data: bytes) -> Form:
    if b"%%EOF" not in data[-2048:]:
        raise refused(name, _("It was not sent whole. Choose it again."))
    if RUNS.search(STREAM.sub(b"", data)):
        raise _program(name)
    return PDF


def _png(name: str, data: bytes) -> Form:
    end = data.rfind(b"IEND")
    if end < 0 or len(data) > end + 8:
        raise refused(name, _("The picture is damaged, or has something after it. Save it anew and choose that."))
    return _picture(name, data, "PNG", PNG)


def _jpeg(name: str, data: bytes) -> Form:
    return _picture(name, data, "JPEG", JPEG)


def _picture(name: str, data: bytes, kind: str, form: Form) -> Form:
    """The picture, whole and of a size that a reader's computer can open."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                size = picture.width * picture.height
                picture.verify()
    except Exception:  # whatever Pillow stumbles on, it is no picture for others
        raise refused(name, _("The picture is damaged. Save it anew and choose that.")) from None
    if size > PIXELS:
        raise refused(name, _("The picture has too many pixels. Make it smaller and choose it again."))
    return form


def _office(name: str, data: bytes) -> Form:
    """A Word or OpenDocument text, every member unpacked within limits, without programs."""
    try:
        archive = Archive(data)
        names = archive.names()
        if any(PROGRAM.search(each) for each in names):
            raise _program(name)
        form = _office_form(archive)
        if form is None:
            raise refused(name, _("It is no Word or OpenDocument text. Save it as a PDF and choose that."))
        _refuse_bomb(name, archive)
        for each in names:
            if each.endswith("settings.xml.rels") and REMOTE_TEMPLATE.search(archive.read(each)):
                raise _program(name)
    except TextRefused as why:
        raise refused(name, str(why)) from None
    return form


def _refuse_bomb(name: str, archive: Archive) -> None:
    """Unpacks every member, keeping nothing: what a zip says of its size may be a lie."""
    left = UNPACKED
    try:
        for info in archive.zip.infolist():
            with archive.zip.open(info) as member:
                while chunk := member.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise refused(name, _("It swells when it is unpacked. Save it as a PDF and choose that."))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise refused(name, _("It is damaged or locked. Save it anew and choose that.")) from None


def _office_form(archive: Archive) -> Form | None:
    if "mimetype" in archive and archive.read("mimetype", most=200).strip() == ODT:
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise TextRefused(_("It is locked with a password. Take the password away, save it and choose it again."))
        return ODTEXT
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive else b""
    if "word/document.xml" in archive and WORD in types and b"macroEnabled" not in types:
        return DOCX
    return None
