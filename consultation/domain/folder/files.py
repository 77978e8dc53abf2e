"""The files of a policy folder: text and JSON, every fault told with its file and line."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from consultation.domain.folder import times
from consultation.exceptions import FolderRefused
from drafts.domain import importing
from drafts.exceptions import TextRefused

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Files:
    """One folder on disk; `shift` moves every date in it by whole days."""

    def __init__(self, path: Path, shift: int = 0) -> None:
        self.path, self.shift = path, shift
        if not path.is_dir():
            raise FolderRefused(_("There is no folder %(folder)s.") % {"folder": path})

    def has(self, name: str) -> bool:
        return (self.path / name).is_file()

    def text(self, name: str) -> str:
        """The words of a file in UTF-8. Refused when it is missing, cannot be read or is not text."""
        try:
            return importing.read_upload(self.data(name))
        except TextRefused as error:
            raise FolderRefused(_("%(file)s: this is not plain text in UTF-8.") % {"file": name}) from error

    def data(self, name: str, *, most: int | None = None) -> bytes:
        """What a file holds. Refused when it is missing, cannot be read or has more bytes than `most`."""
        path = self.path / name
        # A folder from elsewhere shall not bring in what lies outside it.
        if path.is_symlink() or (path.parent != self.path and path.parent.is_symlink()):
            raise FolderRefused(_("The file %(file)s is a link. A folder holds its texts itself.") % {"file": name})
        try:
            if most is not None and path.stat().st_size > most:
                raise FolderRefused(_("The file %(file)s is too large.") % {"file": name})
            return path.read_bytes()
        except FileNotFoundError as error:
            raise FolderRefused(_("The file %(file)s is missing.") % {"file": name}) from error
        except OSError as error:
            raise FolderRefused(
                _("The file %(file)s cannot be read: %(why)s.") % {"file": name, "why": error.strerror}
            ) from error

    def entry(self, name: str) -> "Entry":
        """The one object of a file; empty where there is no such file."""
        if not self.has(name):
            return Entry({}, name, "", shift=self.shift)
        text = self.text(name)
        values = parsed(name, text)
        if not isinstance(values, dict):
            raise refusal(name, 1, _("An object in braces is expected here."))
        return Entry(values, name, text, shift=self.shift)

    def entries(self, name: str, key: str) -> list["Entry"]:
        """The objects of a list: the whole file, or what stands under `key`; none where there is no such file."""
        if not self.has(name):
            return []
        text = self.text(name)
        values = parsed(name, text)
        under = values.get(key) if isinstance(values, dict) else values
        if not isinstance(under, list):
            raise refusal(name, 1, _("A list in brackets is expected here."))
        inside = key if isinstance(values, dict) else None
        found = []
        for index, value in enumerate(under):
            if not isinstance(value, dict):
                line = line_at(text, *extent(text, inside, index))
                raise refusal(name, line, _("Every entry of the list is an object in braces; this one is not."))
            found.append(Entry(value, name, text, inside, index, shift=self.shift))
        return found


class Entry:
    """One object of a JSON file, its fields read one by one; a fault is told with the line of the field."""

    def __init__(self, values: dict, file: str, text: str, key=None, index: int | None = None, shift: int = 0):
        self.values, self.file, self.shift = values, file, shift
        self._text, self._key, self._index = text, key, index

    def line(self, name: str = "") -> int:
        """The line on which the field, or else the object, begins."""
        whole = (0, len(self._text))
        start, end = whole if self._index is None else extent(self._text, self._key, self._index)
        found = re.compile(rf'"{re.escape(name)}"\s*:').search(self._text, start, end) if name else None
        return line_at(self._text, found.start() if found else start)

    def refuse(self, name: str, words: str) -> NoReturn:
        raise refusal(self.file, self.line(name), words)

    def says(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "", most: int | None = None) -> str:
        """Words; a number is taken as words. `most` is how many characters there is room for."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str | int | float):
            self.refuse(name, _("“%(field)s” is text.") % {"field": name})
        value = UNSTORABLE.sub("\ufffd", str(value))
        if most is not None and len(value) > most:
            self.refuse(
                name,
                _("“%(field)s” has %(count)d characters; there is room for %(most)d.")
                % {"field": name, "count": len(value), "most": most},
            )
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; one alone is a list of one."""
        value = self.values.get(name)
        value = [] if value is None else value if isinstance(value, list) else [value]
        if any(not isinstance(each, str | int) for each in value):
            self.refuse(name, _("“%(field)s” is a list of texts.") % {"field": name})
        return tuple(str(each) for each in value)

    def parts(self, name: str) -> list["Entry"]:
        """A list of objects inside this one; a fault in them is told with the line of this one."""
        value = self.values.get(name)
        if not isinstance(value, list | None) or any(not isinstance(each, dict) for each in value or ()):
            self.refuse(name, _("“%(field)s” is a list of objects in braces.") % {"field": name})
        return [Entry(each, self.file, self._text, self._key, self._index, self.shift) for each in value or ()]

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        value = self.text(name) or default
        if value not in choices:
            self.refuse(
                name,
                _("“%(field)s” is one of %(choices)s, not “%(value)s”.")
                % {"field": name, "choices": ", ".join(choices), "value": value[:60]},
            )
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse(name, _("“%(field)s” is true or false.") % {"field": name})
        return value

    def count(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**31:
            self.refuse(name, _("“%(field)s” is a whole number above zero.") % {"field": name})
        return value

    def moment(self, name: str) -> datetime | None:
        """A date and time, moved with the others; a date alone is its first moment."""
        return self._time(name, lambda text: times.moved(times.parse_moment(text), self.shift))

    def day(self, name: str) -> date | None:
        return self._time(
            name, lambda text: times.local(times.moved(times.midnight(times.parse_day(text)), self.shift)).date()
        )

    def _time(self, name: str, read: Callable[[str], Any]):
        text = self.text(name)
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, OverflowError):
            self.refuse(
                name,
                _("“%(field)s” is not a date such as 2026-12-15 or 2026-12-15T09:30:00+01:00: “%(value)s”.")
                % {"field": name, "value": text[:60]},
            )


def refusal(file: str, line: int, words: str) -> FolderRefused:
    return FolderRefused(_("%(file)s, line %(line)d: %(words)s") % {"file": file, "line": line, "words": words})


def parsed(name: str, text: str) -> Any:
    """The JSON of a file. Refused with the line where it breaks off."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise refusal(name, error.lineno, _("This is not JSON (column %(at)d).") % {"at": error.colno}) from error
    except (ValueError, RecursionError) as error:
        raise refusal(name, 1, _("This JSON cannot be read.")) from error


def line_at(text: str, start: int, _end: int = 0) -> int:
    return text.count("\n", 0, start) + 1


def extent(text: str, key: str | None, index: int) -> tuple[int, int]:
    """From where to where the entry `index` of a list stands: the whole file, or the list under `key`."""
    opening = re.search(rf'"{re.escape(key)}"\s*:\s*\[' if key else r"\[", text)
    if opening is None:
        return 0, len(text)
    start = end = opening.end()
    for _entry in range(index + 1):
        start = re.compile(r"[\s,]*").match(text, end).end()
        _value, end = json.JSONDecoder().raw_decode(text, start)
    return start, end
