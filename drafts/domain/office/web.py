"""Web pages and what was copied from one, read by pandoc."""

import re

from . import finish, pandoc
from .reading import Losses, Reading
from .tree import Tree

HIDDEN = re.compile(
    r"<(script|style|template|noscript|svg|iframe|object|select|button)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
COMMENTS = re.compile(r"<!--.*?-->|<!\[.*?\]>", re.S)
OFFICE = re.compile(r"</?(?:o|w|m|v|st1):[^<>]*>", re.I)


def read(html: str) -> Reading:
    """The text of a page; scripts, styles and embedded things are left behind."""
    losses = Losses()
    for kind in HIDDEN.findall(html):
        if kind.lower() not in ("style", "template", "noscript"):
            losses.add("page parts", kind.lower())
    bare = OFFICE.sub("", COMMENTS.sub("", HIDDEN.sub(" ", html)))
    tree = Tree(losses)
    found = pandoc.syntax_tree(bare.encode(), source="html")
    pieces = tree.read(found["blocks"])
    reading = finish.reading_of("", pieces, losses)
    reading.lineages = [None for _block in reading.text.blocks]
    return reading
