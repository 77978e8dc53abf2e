"""A Word file as a package: its parts, found by their relations and not by their names."""

import posixpath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from drafts.domain.office.archive import Archive
from drafts.domain.office.markup import parse
from drafts.exceptions import TextRefused

from .names import PACKAGE, STRICT

MAIN = 30 * 1024 * 1024
PARAGRAPHS = 20_000


class Package:
    """Parts by the last word of their relation's type: `styles`, `numbering`, `footnotes`, `comments` …"""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self.main = self._main()
        self.relations = self._relations(self.main)

    def _main(self) -> str:
        for kind, target, _mode, _id in self._relations(""):
            if kind == "officeDocument" and target in self.archive:
                return target
        return "word/document.xml"

    def _relations(self, part: str) -> list[tuple[str, str, str, str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.archive:
            return []
        rows = []
        for relation in parse(self.archive.read(path, most=MAIN)).iter(f"{{{PACKAGE}}}Relationship"):
            target, mode = relation.get("Target", ""), relation.get("TargetMode", "")
            if mode != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            rows.append((relation.get("Type", "").rpartition("/")[2], target, mode, relation.get("Id", "")))
        return rows

    def links(self, part: str) -> dict[str, str]:
        """The addresses outside that a part's hyperlinks have, by their ids."""
        return {
            id: target for kind, target, mode, id in self._relations(part) if kind == "hyperlink" and mode == "External"
        }

    def named(self, kind: str) -> list[str]:
        """The names of the parts of one kind that are there."""
        return [
            target
            for found, target, mode, _id in self.relations
            if found == kind and mode != "External" and target in self.archive
        ]

    def part(self, kind: str) -> Element | None:
        """The root of the first part of a kind."""
        names = self.named(kind)
        return self.root(names[0]) if names else None

    def root(self, name: str) -> Element:
        """The root of a part, in the names of transitional WordprocessingML."""
        data = self.archive.read(name, most=MAIN)
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
        return parse(data)

    def check(self) -> None:
        """Refuses a file without a text, or with one that is too long to be a policy, before its tree is built."""
        if self.main not in self.archive:
            raise TextRefused(_("There is no text in the file. Open it in Word, save it as .docx and try again."))
        data = self.archive.read(self.main, most=MAIN)
        count = data.count(b"<w:p>") + data.count(b"<w:p ")
        if count > PARAGRAPHS:
            raise TextRefused(
                _("The file has %(count)d paragraphs. At most %(most)d are read: divide it and try again.")
                % {"count": count, "most": PARAGRAPHS}
            )
