"""A version as a Word or OpenDocument file: its parts laid out in styles, written by pandoc, then finished by us.

What is ours and no text can be told from it when the file comes back: runs in the style SamradNumber, paragraphs in
styles that begin with SamradHead, and bookmarks named after each paragraph's lineage.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from drafts.domain import blocks, rendering
from drafts.domain.markdown.notes import anchor
from drafts.domain.office import pandoc

from . import docx, nesting, odt, tree
from .copy import Copy
from .nesting import Listing
from .syntax import Node, Writer, dressed, first_words, paragraph, preformatted, row_of, styled, table, within, words

REFERENCE = Path(__file__).resolve().parents[1] / "office" / "reference"
API = [1, 23, 1]
DEEPEST_LIST = 5
# What pandoc calls a style in OpenDocument, where it is not the name itself.
ODT_STYLES = {
    "Body Text": "Text_20_body",
    "Quote": "Quotations",
    "Source Code": "Preformatted_20_Text",
    "footnote text": "Footnote",
}
FINISH: Mapping[str, Callable[[bytes, Copy], bytes]] = {"docx": docx.finish, "odt": odt.finish}


def write(copy: Copy, form: str) -> bytes:
    """The bytes of the file; the same for the same copy. To be called in the paper's language."""
    syntax = Layout(copy, form).document()
    made = pandoc.convert(
        json.dumps(syntax).encode(),
        source="json",
        target=form,
        options=[f"--reference-doc=samrad.{form}"],
        files={f"samrad.{form}": (REFERENCE / f"samrad.{form}").read_bytes()},
    )
    return FINISH[form](made, copy)


def bookmark(paragraph) -> str:
    """The name that tells a paragraph again. The _ that Word hides it for is set by `finish`: pandoc takes none."""
    return f"samrad_{paragraph.lineage.hex}"


class Layout:
    """The syntax tree of one copy in one form."""

    def __init__(self, copy: Copy, form: str) -> None:
        self.copy, self.form = copy, form
        self.notes = {f"#{anchor(label)}": note for label, note in nesting.notes(copy.paragraphs).items()}
        self.known = {address: bookmark(note) for address, note in self.notes.items()}
        self.writer = Writer(self.note, lambda address: self.known.get(address, ""), self.named)

    def document(self) -> Node:
        copy = self.copy
        text = self.flow(nesting.arrange(copy.paragraphs), 0)
        text += [self.left_over(note) for note in list(self.notes.values())]
        blocks = [within("Title", [paragraph([words(copy.title)])]), *self.head(), *text, self.ending()]
        meta = {"lang": {"t": "MetaString", "c": regional(copy.policy.language)}}
        return {"pandoc-api-version": API, "meta": meta, "blocks": blocks}

    def named(self, style: str) -> str:
        """What pandoc knows the style as."""
        return ODT_STYLES.get(style, style.replace(" ", "_20_")) if self.form == "odt" else style

    def style(self, name: str, inside: list[Node]) -> Node:
        return within(self.named(name), inside)

    def head(self) -> list[Node]:
        """What it is, that it is not decided, and the head table."""
        copy = self.copy
        kind = " · ".join(filter(None, [copy.municipality, copy.kind, copy.edition]))
        found = [self.said("SamradHeadKind", kind)]
        if copy.mark:
            found.append(self.said("SamradHeadMark", copy.mark))
        rows = [row_of([[words(row.label)], strong_first(row)], ["SamradHead"] * 2) for row in copy.head]
        columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in (0.28, 0.72)]
        return [*found, table(columns, [], rows, "SamradHeadTable"), self.said("SamradHead", "")]

    def ending(self) -> Node:
        """By what the text is known."""
        said = _("The text's SHA-256: %(checksum)s") % {"checksum": self.copy.checksum}
        return self.said("SamradHeadNote", " · ".join(filter(None, [said, self.copy.address])))

    def said(self, style: str, text: str) -> Node:
        return self.style(style, [paragraph([words(tree.holdable(text))])])

    def flow(self, nodes: list, depth: int) -> list[Node]:
        """Blocks and lists in order; `depth`: how many lists they lie in."""
        found = []
        for node in nodes:
            found += [self.listing(node, depth + 1)] if isinstance(node, Listing) else self.block(node, depth)
        return found

    def listing(self, listing: Listing, depth: int) -> Node:
        style = leveled("List Number" if listing.ordered else "List Bullet", depth)
        items = []
        for item in listing.items:
            own = self.style(style, [paragraph([self.marked(item.head)])])
            items.append([own, *self.flow(item.inside, depth)])
        if not listing.ordered:
            return {"t": "BulletList", "c": items}
        delimiter = {"t": "OneParen" if listing.delimiter == ")" else "Period"}
        return {"t": "OrderedList", "c": [[listing.start, {"t": "Decimal"}, delimiter], items]}

    def block(self, each, depth: int) -> list[Node]:
        """A heading, a paragraph, a table, a quote, code; the last three have their number on a line above them."""
        if each.kind == "heading":
            return [{"t": "Header", "c": [each.level, ["", [], []], [self.number(each), self.marked(each)]]}]
        above = [] if depth else [self.style("Block Number", [paragraph([self.number(each)])])]
        match each.kind:
            case "table":
                return [*above, *self.first_marked(each, self.writer.tables(tree.read(each.html)))]
            case "quote":
                quoted = self.first_marked(each, self.writer.blocks(tree.read(each.html)))
                return [*above, *dressed(quoted, self.named("Quote"))]
            case "code":
                return [*above, self.style("Source Code", self.first_marked(each, [preformatted(each.text)]))]
        if depth:
            return [self.style(leveled("List Continue", depth), [paragraph([self.marked(each)])])]
        return [self.style("Body Text", [paragraph([self.number(each), self.marked(each)])])]

    def number(self, each) -> Node:
        """The number as it is printed, with a tab."""
        return styled("SamradNumber", words(f"{each.number}\t"))

    def marked(self, each) -> Node:
        """A paragraph's words, inside its bookmark."""
        return styled("", *self.writer.inlines(tree.read(each.html)), identity=bookmark(each))

    def first_marked(self, each, made: list[Node]) -> list[Node]:
        """What was made of it, with the bookmark around the first words inside: a table's in its first cell."""
        made = made or [paragraph([])]
        inlines = first_words(made)
        if inlines is not None:
            inlines[:] = [styled("", *inlines, identity=bookmark(each))]
        return made

    def note(self, address: str) -> list[Node] | None:
        """A note's blocks, the first time that it is asked for."""
        found = self.notes.pop(address, None)
        if found is None:
            return None
        return self.first_marked(found, self.writer.blocks(tree.read(self.note_html(found))))

    def note_html(self, note) -> str:
        """A note of several paragraphs as paragraphs; its page shows them as lines of one."""
        inner = blocks.inner_blocks(note.text)
        if len(inner) < 2 or any(each.kind != "paragraph" for each in inner):
            return note.html
        anchors = blocks.anchors(self.copy.paragraphs)
        return "".join(f"<p>{rendering.render(each, self.copy.version.links, anchors)}</p>" for each in inner)

    def left_over(self, note) -> Node:
        """A note that nothing in the text refers to, at the end, with its label as its number."""
        label = styled("SamradNumber", words(f"{tree.holdable(note.marker)}\t"))
        return self.style("Body Text", [paragraph([label, self.marked(note)])])


def strong_first(row) -> list[Node]:
    """A value of the head table with its first words in bold."""
    strong = [{"t": "Strong", "c": [words(tree.holdable(row.strong))]}] if row.strong else []
    value = tree.holdable(", " * bool(row.strong and row.value) + row.value)
    return [*strong, words(value)] if value else strong


def leveled(name: str, depth: int) -> str:
    """Word's name for a list's style at a depth: List Bullet, List Bullet 2, …"""
    return name if depth == 1 else f"{name} {min(depth, DEEPEST_LIST)}"


def regional(language: str) -> str:
    """The tag that word processors have a dictionary for."""
    return {"sv": "sv-SE", "en": "en-GB"}.get(language, tree.holdable(language))
