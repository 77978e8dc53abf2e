"""Office files as what they are, zips of parts: opened, and packed so that the same parts give the same bytes."""

import zipfile
from io import BytesIO

DATE = (1980, 1, 1, 0, 0, 0)
FIRST = ("mimetype", "[Content_Types].xml")


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts by name, of a file that we made."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip with its parts in a fixed order and of a fixed date; OpenDocument's `mimetype` first and not compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda name: (name not in FIRST, name)):
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, DATE), parts[name], way)
    return made.getvalue()
