"""From blocks back to Markdown."""

import re
from collections.abc import Iterable

from .structure import ITEMS, Block, Text

TICKS = re.compile(r"^[ \t]*(`{3,})", re.M)


def join(text: Text) -> str:
    """The Markdown source of a text; `split` gives the same text back."""
    title = f"# {text.title}" if text.title else ""
    parts = (title, join_blocks(text.blocks), text.links)
    return "\n\n".join(part for part in parts if part) + "\n"


def join_blocks(blocks: Iterable[Block], top: int = 2) -> str:
    """The Markdown of some blocks, without a line break at the end; a level 1 heading is an h`top`."""
    written, widths, before = [], [], None
    for block in blocks:
        depth = block.level if block.kind != "heading" else 0
        del widths[depth - 1 if block.kind in ITEMS else depth :]
        margin = " " * sum(widths)
        head = _head(block, top)
        if block.kind in ITEMS:
            widths.append(len(head))
        if before:
            written.append(_between(before, block, margin))
        written.append(margin + head + _indent(_body(block), margin + _hanging(block, head)))
        before = block
    return "".join(written)


def _head(block: Block, top: int) -> str:
    match block.kind:
        case "heading":
            return "#" * min(block.level + top - 1, 6) + " "
        case "bullet":
            return "- "
        case "ordered":
            return f"{block.marker} "
        case "quote":
            return "> "
        case "note":
            return f"[^{block.marker}]: "
    return ""


def _hanging(block: Block, head: str) -> str:
    match block.kind:
        case "note":
            return " " * 4
        case "quote":
            return head
    return " " * len(head)


def _body(block: Block) -> str:
    if block.kind != "code":
        return block.text
    longest = max((len(run) for run in TICKS.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{block.marker}\n{block.text}\n{fence}"


def _indent(text: str, margin: str) -> str:
    """Every line but the first set in; blank lines stay without trailing spaces, but for a quote's mark."""
    first, *rest = text.split("\n")
    return "\n".join([first, *((margin + line).rstrip() if not line else margin + line for line in rest)])


def _between(before: Block, block: Block, margin: str) -> str:
    """A line break between items of one list, a blank line elsewhere; a comment keeps two lists apart."""
    if (before.kind, before.level) != (block.kind, block.level) or block.kind not in ITEMS:
        return "\n\n"
    if block.kind == "ordered" and not _follows(before.marker, block.marker):
        return f"\n\n{margin}<!-- -->\n\n"
    return "\n"


def _follows(before: str, marker: str) -> bool:
    return int(marker[:-1]) == int(before[:-1]) + 1 and marker[-1] == before[-1]
