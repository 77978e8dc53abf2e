"""Makes sure that what a block says is not taken for the mark of another kind of block."""

import re

from drafts.domain import blocks
from drafts.domain.blocks import Block, Text
from drafts.domain.markdown.marks import headline, plain_start

RULE = re.compile(r"^(?=([*_-][ \t]*){3,}$)")
DEFINED = re.compile(r"^\[(?=[^\]]*\]:)")
SUSPECT = re.compile(r"^[^\w\"'“”«»(§–—]|^\d+[.)]|^_|\n")
PIPES = re.compile(r"(?<!\\)\|")


def sound(kind: str, text: str) -> str:
    """The text of a block, read again as that block and nothing else."""
    if kind == "heading":
        return headline(text)
    if kind in ("table", "code", "quote", "note") or not SUSPECT.search(text):
        return text
    lines = [RULE.sub(r"\\", DEFINED.sub(r"\\[", plain_start(line))) for line in text.split("\n")]
    tried = "\n".join(lines)
    if is_prose(tried):
        return tried
    for other in (PIPES.sub(r"\\|", tried), "\\" + text, plain_start(" ".join(text.split()))):
        if is_prose(other):
            return other
    return tried


def is_prose(text: str) -> bool:
    """Whether it is read as one paragraph with just these words."""
    try:
        return blocks.inner_blocks(text) == (Block("paragraph", 0, text),)
    except ValueError:
        return False


def settled(text: Text) -> Text:
    """The text as it is read again from its source: levels without gaps, lists as they can be told apart."""
    return blocks.split(blocks.join(text), lenient=True)
