"""Numbers of paragraphs: where each stands in its version."""

from collections.abc import Iterable, Sequence

from .markdown.structure import ITEMS


def number(blocks: Sequence, *, top: int = 0, notes: int = 0) -> list[str]:
    """The number of each block, in order; every number is different.

    Under a heading, blocks and sub-headings share one counter: 2, 2.1, 2.2, 2.2.1. Before the first
    heading: 0.1. A list item: the number of the block before its list and a letter, 3.1-a, nested 3.1-a-a
    (2-a right under a heading, 0-a where a text begins with a list). A block that continues an item:
    3.1-a.1. Notes have a series of their own, n1, since they are read at the end.

    `top` and `notes`: how many top headings and notes stand before, where a text is numbered from a top heading on.
    """
    return list(_numbers(blocks, top, notes))


def letters(count: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    text = ""
    while count:
        count, rest = divmod(count - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _numbers(blocks: Sequence, top: int, notes: int) -> Iterable[str]:
    headings, preface = [], 0
    items = [["0", 0, 0]]
    for block in blocks:
        if block.kind == "note":
            notes += 1
            yield f"n{notes}"
        elif block.kind in ITEMS or (block.level and block.kind != "heading" and len(items) > 1):
            yield _in_list(block, items)
        else:
            if block.kind == "heading":
                del headings[block.level - 1 :]
            if headings:
                headings[-1][1] += 1
                fresh = f"{headings[-1][0]}.{headings[-1][1]}"
            elif block.kind == "heading":
                top += 1
                fresh = str(top)
            else:
                preface += 1
                fresh = f"0.{preface}"
            if block.kind == "heading":
                headings.append([fresh, 0])
            items = [[fresh, 0, 0]]
            yield fresh


def _in_list(block, items: list[list]) -> str:
    """`items` holds [number, letters used, continuations used] for the lead and each open item."""
    if block.kind in ITEMS:
        del items[block.level :]
        items[-1][1] += 1
        fresh = f"{items[-1][0]}-{letters(items[-1][1])}"
        items.append([fresh, 0, 0])
        return fresh
    del items[block.level + 1 :]
    items[-1][2] += 1
    return f"{items[-1][0]}.{items[-1][2]}"
