"""A file of ours that comes back: where nothing was changed, the draft's own Markdown instead of what it could hold.

An office file has no link definitions, no labels of notes, no soft line breaks. Without this a text that went out
and came in again untouched would look edited where it has them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafts.domain import blocks, rendering
from drafts.domain.blocks import Block, Text
from drafts.domain.markdown.notes import REFERENCE, anchor
from drafts.domain.texts import block_of
from drafts.models import Paragraph, Version

from . import tree
from .syntax import BLOCKS, SCHEMES

# Underlining is no mark: what reads office files takes it for looks.
MARKS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "code": "c", "kbd": "c", "s": "s",
    "sub": "-", "sup": "+",
}  # fmt: skip
PARTS = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
CELLS = frozenset({"tr", "td", "th", "li"})


def restored(text: Text, lineages: Sequence[str | None], draft: Version) -> Text:
    """The text of a file, `lineages` told for each block, with the draft's words back where both read the same.

    What is edited stays as it came, but for the labels of notes, which are the draft's again.
    """
    known = {str(paragraph.lineage): paragraph for paragraph in draft.paragraphs.all()}
    olds = [known.get(lineage) if lineage else None for lineage in lineages]
    labels = labels_of(text.blocks, olds)
    news = [relabelled(block, labels) for block in text.blocks]
    anchors = blocks.anchors(news)
    made = [
        block_of(old) if old is not None and is_same(old, block, text.links, anchors) else block
        for old, block in zip(olds, news, strict=True)
    ]
    definitions = dict.fromkeys([*draft.links.split("\n"), *text.links.split("\n")])
    return Text(text.title, tuple(made), "\n".join(line for line in definitions if line))


def labels_of(news: Sequence[Block], olds: Sequence[Paragraph | None]) -> dict[str, str]:
    """The label of each note in the file -> the one that it has in the draft, or one that is free."""
    notes = [(block.marker, old) for block, old in zip(news, olds, strict=True) if block.kind == "note"]
    found = {label: old.marker for label, old in notes if old is not None and old.kind == "note"}
    taken = set(found.values())
    for label, _old in notes:
        if label not in found:
            free = (str(number) for number in range(1, len(notes) + len(taken) + 2))
            found[label] = label if label not in taken else next(each for each in free if each not in taken)
            taken.add(found[label])
    return found


def relabelled(block: Block, labels: dict[str, str]) -> Block:
    if block.kind == "code":
        return block
    text = REFERENCE.sub(lambda found: f"[^{labels.get(found[1], found[1])}]", block.text)
    return replace(block, text=text, marker=labels[block.marker] if block.kind == "note" else block.marker)


def is_same(old: Paragraph, new: Block, links: str, anchors: frozenset[str]) -> bool:
    """Whether a reader would see the same: words, marks, links, notes, and what kind of block it is."""
    if old.kind == "code":
        return new.kind == "code" and old.text.split() == new.text.split()
    last = old.kind == "note" and new.kind == "paragraph"  # a note that nothing refers to comes back as a paragraph
    if not last and (old.kind, old.level) != (new.kind, new.level):
        return False
    if old.kind == "ordered" and old.marker != new.marker:
        return False
    return looks(old.html) == looks(rendering.render(new, links, anchors))


def looks(html: str) -> str:
    """What is seen of a piece of HTML, in a form that can be compared."""
    said, before = [], ()
    for words, marks in _runs(tree.read(html), ()):
        for part in PARTS.findall(words):
            if part.isspace() and "\xa0" not in part:
                said.append(" ")
                continue
            if marks != before:
                said.append(f"\x01{' '.join(marks)}\x02")
                before = marks
            said.append(part)
    return re.sub(" +", " ", "".join(said)).strip()


def _runs(nodes: Iterable, marks: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words with the marks that they have, in a fixed order."""
    for node in nodes:
        if isinstance(node, str):
            yield node, marks
        elif node.tag == "sup" and (label := _note(node)):
            yield f"[^{label}]", ()
        elif node.tag == "br":
            yield " ", marks
        elif node.tag == "q":
            yield from [("“", marks), *_runs(node.children, marks), ("”", marks)]
        else:
            inner = tuple(sorted({*marks, *_mark(node)}))
            yield from _runs(node.children, inner)
            if node.tag in CELLS or node.tag in BLOCKS:
                yield " \x03 ", ()


def _mark(node: tree.Element) -> list[str]:
    if node.tag == "a":
        href = node.attributes.get("href", "")
        return [f"a:{href.rstrip('/')}"] if href.lower().startswith(SCHEMES) else []  # LibreOffice adds a slash
    return [MARKS[node.tag]] if node.tag in MARKS else []


def _note(node: tree.Element) -> str:
    """The label of the note that a raised link leads to."""
    hrefs = (link.attributes.get("href", "") for link in node.find("a"))
    return next((href for href in hrefs if href.startswith(f"#{anchor('')}")), "")
