"""A policy folder that was sent as a .zip: only its texts and head are taken out, within limits."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from consultation.exceptions import FolderRefused

ENTRIES = 2_000
UNPACKED = 20 * 1024 * 1024
WANTED = re.compile(r"(?:policy|versions)\.json|[\w.-]{1,60}\.md")
SIGNS = re.compile(r"policy\.json|versions\.json|v\d+\.md|draft\.md")
SYMLINK, KIND = 0o120000, 0o170000


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_office(data: bytes) -> bool:
    """Whether a zip is a Word or OpenDocument file, seen from what lies in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not {"word/document.xml", "content.xml"}.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


@contextmanager
def unpacked(data: bytes) -> Iterator[Path]:
    """The texts, policy.json and versions.json of the folder, in a place of their own for as long as this lasts.

    Names in the archive never become paths. Refused when it is damaged, locked, too big, or no policy folder.
    """
    with TemporaryDirectory(prefix="samrad-folder-") as place:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                take_out(archive, Path(place))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise FolderRefused(_("The zip file is damaged and cannot be opened.")) from error
        yield Path(place)


def take_out(archive: zipfile.ZipFile, place: Path) -> None:
    """Writes the wanted files flat into `place`; what they hold is counted while it is read, not as it is declared."""
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise FolderRefused(
            _("The zip file has %(count)d files. A policy folder has at most %(most)d.")
            % {"count": len(entries), "most": ENTRIES}
        )
    left = UNPACKED
    for name, entry in folder_in(entries).items():
        if entry.flag_bits & 1:
            raise FolderRefused(_("The zip file is locked with a password. Pack it again without one."))
        with archive.open(entry) as stream:
            held = stream.read(left + 1)
        left -= len(held)
        if left < 0:
            raise FolderRefused(_("The files in the zip file are more than 20 MB together."))
        (place / name).write_bytes(held)


def folder_in(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The wanted files by name: those of the topmost folder that looks like a policy folder."""
    places: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        is_link = (entry.external_attr >> 16) & KIND == SYMLINK
        if WANTED.fullmatch(path.name) and not is_link and not entry.is_dir() and "__MACOSX" not in path.parts:
            places.setdefault(path.parent, {})[path.name] = entry
    folders = [path for path, files in places.items() if any(SIGNS.fullmatch(name) for name in files)]
    if not folders:
        raise FolderRefused(_("This is not a policy folder: it has neither policy.json nor v1.md."))
    return places[min(folders, key=lambda path: (len(path.parts), str(path)))]
