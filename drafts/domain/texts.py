"""Between Markdown and a version's paragraphs: the source of a version, its checksum, one block of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.html import escape
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


def has_references(block: Block) -> bool:
    """Whether the block may have links within the text, so that its HTML needs the text's `anchors`."""
    return "#" in block.text or "[^" in block.text


def anchors(version: Version) -> frozenset[str]:
    """What links inside the version may point at; only what can be such a target is read."""
    notes = version.paragraphs.filter(kind=Paragraph.Kind.NOTE).values_list("marker", flat=True)
    marked = version.paragraphs.filter(text__contains="id=").values_list("text", flat=True)
    return frozenset(notes) | blocks.anchors([Block("paragraph", 0, text) for text in marked])


def render(block: Block, version: Version, known: frozenset[str] | None = None) -> str:
    """Safe HTML of one block; links within the text are kept where they lead to something (`known` or read now)."""
    if known is None:
        known = anchors(version) if has_references(block) else frozenset()
    return rendering.render(block, version.links, known)


def render_unsaved(text: str, version: Version, **form) -> str:
    """HTML of words that nobody has taken in yet: as they stand where they cannot be one block (a half-typed table)."""
    try:
        return render(one_block(text, **form), version)
    except TextRefused:
        return escape(text)


def render_references(version: Version, labels: Iterable[str]) -> None:
    """Renders again what refers to notes with these labels, since they came or went."""
    refers = reduce(or_, (Q(text__contains=f"[^{label}]") for label in labels))
    known = anchors(version)
    for row in version.paragraphs.filter(refers):
        html = rendering.render(block_of(row), version.links, known)
        if html != row.html:
            version.paragraphs.filter(pk=row.pk).update(html=html)


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
    marker = wanted.marker or "1." if wanted.kind == "ordered" else wanted.marker
    probe = replace(wanted, level=level, marker=marker)
    found = blocks.split(blocks.join(Text("-", (probe,), "")), lenient=True).blocks
    if len(found) != 1 or found[0].kind != wanted.kind:
        return None
    marker = found[0].marker if wanted.kind in ("note", "code") else wanted.marker
    return replace(found[0], level=wanted.level, marker=marker)
