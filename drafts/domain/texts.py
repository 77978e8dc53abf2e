"""Between Markdown and a version's paragraphs: the source of a version, its checksum, one block of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from drafts.domain import blocks, numbering, rendering
from drafts.domain.blocks import Block, Text
from drafts.exceptions import TextRefused
from drafts.models import Paragraph, Version


def block_of(paragraph: Paragraph) -> Block:
    """A paragraph as the block that it was split from."""
    return Block(paragraph.kind, paragraph.level, paragraph.text, paragraph.marker)


def source(version: Version, paragraphs: Iterable[Paragraph] | None = None) -> str:
    """The version as Markdown, title and link definitions included; splitting it gives the same paragraphs."""
    rows = version.paragraphs.all() if paragraphs is None else paragraphs
    return blocks.join(Text(version.title, tuple(block_of(row) for row in rows), version.links))


def checksum(version: Version) -> str:
    """SHA-256 (hex) of the version's Markdown in UTF-8."""
    return digest(source(version))


def digest(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def numbers(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The number of each paragraph, from its place among the others."""
    return numbering.number([block_of(paragraph) for paragraph in paragraphs])


def render(block: Block, version: Version) -> str:
    """Safe HTML of one block; links within the text are kept where they lead to something."""
    anchors = frozenset()
    if "#" in block.text or "[^" in block.text:
        anchors = blocks.anchors([block_of(row) for row in version.paragraphs.all()])
    return rendering.render(block, version.links, anchors)


def one_block(
    text: str, *, like: Paragraph | None = None, kind: str = "paragraph", level: int = 0, marker: str = ""
) -> Block:
    """The words that somebody typed, as one block of the wanted kind.

    Refused, in words, when they are empty, or would make several blocks or another kind.
    """
    kind, level, marker = (like.kind, like.level, like.marker) if like else (kind, level, marker)
    wanted = Block(kind, level, text.replace("\r\n", "\n").strip(), marker)
    if not wanted.text:
        raise TextRefused(_("The paragraph is empty. Write something, or remove the paragraph."))
    found = alone(wanted)
    if found is None:
        raise TextRefused(
            _(
                "This would become several paragraphs, or one of another kind. Keep to one paragraph"
                " here, and add new ones beside it."
            )
        )
    return found


def alone(wanted: Block) -> Block | None:
    """The block read back from its own Markdown, or None when that is not one block of the same kind."""
    level = 1 if wanted.kind in ("heading", "bullet", "ordered") else 0
    probe = replace(wanted, level=level)
    found = blocks.split(blocks.join(Text("-", (probe,), "")), lenient=True).blocks
    if len(found) != 1 or found[0].kind != wanted.kind:
        return None
    return replace(found[0], level=wanted.level, marker=wanted.marker)
