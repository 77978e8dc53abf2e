"""The zip that a Word or OpenDocument file is: read with limits, since what its headers say may be lies."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from drafts.exceptions import TextRefused

PART = 40 * 1024 * 1024
ALL = 200 * 1024 * 1024
MEMBERS = 5_000
CHUNK = 256 * 1024


def damaged() -> TextRefused:
    """The refusal of a zip that cannot be read."""
    return TextRefused(_("The file is damaged or was not sent whole. Open it, save it anew and try again."))


def locked() -> TextRefused:
    """The refusal of a file with a password."""
    return TextRefused(_("The file is locked with a password. Open it, take the password away, save it and try again."))


def bloated() -> TextRefused:
    """The refusal of a zip that swells."""
    return TextRefused(
        _(
            "The file swells to more than %(most)d MB when it is unpacked, and was not read."
            " Take large pictures out and try again."
        )
        % {"most": ALL // 1024 // 1024}
    )


class Archive:
    """The members of a zip by name; content is read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = {info.filename.lstrip("/"): info for info in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raise damaged() from None
        if len(self.members) > MEMBERS or sum(info.file_size for info in self.members.values()) > ALL:
            raise bloated()

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def names(self) -> list[str]:
        return list(self.members)

    def size(self, name: str) -> int:
        """The bytes that a member says it has."""
        return self.members[name].file_size

    def read(self, name: str, most: int = PART) -> bytes:
        """One member, read to `most` bytes whatever its header says; refused when there is more, or it is broken."""
        info = self.members[name]
        if info.flag_bits & 1:
            raise locked()
        kept = bytearray()
        try:
            with self.zip.open(info) as member:
                while chunk := member.read(CHUNK):
                    kept += chunk
                    if len(kept) > most:
                        raise bloated()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise damaged() from None
        return bytes(kept)

    def check(self) -> None:
        """Refuses a zip whose members are broken, or swell together to more than is read."""
        left = ALL
        for name in self.members:
            left -= len(self.read(name, most=left))


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of the named members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()
