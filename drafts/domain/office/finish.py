"""From pieces to a Reading: the text as it is read again, and what was said of paragraphs told of blocks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from drafts.domain.blocks import Block, Text
from drafts.exceptions import TextRefused

from .inlines import AGAIN
from .places import Place
from .reading import Losses, Piece, Reading
from .starts import settled

# A paper with fewer words than this and a picture is a picture.
SCANNED = 15


def reading_of(title: str, pieces: Sequence[Piece], losses: Losses) -> Reading:
    """The text of some pieces; every block keeps the sources of the piece that it came from."""
    title, pieces = titled(title, list(pieces))
    text = settled(Text(title, tuple(piece.block for piece in pieces)))
    same = len(text.blocks) == len(pieces)
    sources = [piece.sources for piece in pieces] if same else _matched(text.blocks, pieces)
    return Reading(text, sources, losses=losses)


def refuse_scanned(pieces: Sequence[Piece], losses: Losses) -> None:
    """Refuses a file of pictures with almost no words."""
    pictures = losses.counts["pictures"] + losses.counts["pictures described"]
    if pictures and sum(len(piece.block.text.split()) for piece in pieces) < SCANNED:
        raise TextRefused(
            _(
                "The file has pictures (%(count)d) and almost no words: it looks like a scanned paper."
                " Text in pictures cannot be read. Send the file that the text was written in,"
                " or have the paper read by text recognition first."
            )
            % {"count": pictures}
        )


def titled(title: str, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """A lone heading without a number that begins the text, above all others, is its title; the others move up."""
    if title or not pieces:
        return title, pieces
    levels = [piece.block.level for piece in pieces if piece.block.kind == "heading"]
    first = pieces[0].block
    if first.kind != "heading" or len(levels) < 2 or len(first.text) > 300:
        return title, pieces
    rest = levels[1:]
    if min(rest) <= first.level or first.text[:1].isdigit() or first.text.startswith("§"):
        return title, pieces
    shift = min(rest) - 1
    return first.text, [raised(piece, shift) for piece in pieces[1:]]


def raised(piece: Piece, levels: int) -> Piece:
    if piece.block.kind != "heading":
        return piece
    return Piece(replace(piece.block, level=max(1, piece.block.level - levels)), piece.sources)


def _matched(blocks: Sequence[Block], pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    """Sources for blocks that came out in another number than they went in: by their words, in order."""
    sources, at = [], 0
    for block in blocks:
        found = next((i for i in range(at, min(at + 40, len(pieces))) if pieces[i].block.text == block.text), None)
        sources.append(pieces[found].sources if found is not None else ())
        at = found + 1 if found is not None else at
    return sources


def adjusted(text: Text, *, shift: int = 0, start: int = 0) -> Text:
    """The same blocks with headings `shift` levels further down (up when negative), and those before block
    `start` as bold paragraphs: they are a preface without numbers of their own."""
    blocks = []
    for at, block in enumerate(text.blocks):
        if block.kind == "heading" and at < start:
            block = Block("paragraph", 0, f"**{block.text}**")
        elif block.kind == "heading":
            block = replace(block, level=min(max(block.level + shift, 1), 5))
        blocks.append(block)
    return settled(replace(text, blocks=tuple(blocks)))


def place(reading: Reading, places: Mapping[int, Place], comments: Iterable) -> None:
    """Tells lineages and comments of blocks, that were told of paragraphs of the file."""
    reading.sources = [tuple(n for n in numbers if n in places) for numbers in reading.sources]
    home = {number: at for at, numbers in enumerate(reading.sources) for number in numbers}
    known = [next((places[n].lineage for n in numbers if places[n].lineage), None) for numbers in reading.sources]
    reading.lineages = [None if lineage is None else str(UUID(lineage)) for lineage in unrepeated(known)]
    reading.labels = {number: each.label for number, each in places.items()}
    labelled = [n for numbers in reading.sources for n in numbers[:1] if places[n].label]
    reading.numbered = len(labelled)
    refer_again(reading)
    comments = sorted(comments, key=lambda each: bool(each.parent))
    at_row = {comment.id: row for row, comment in enumerate(comments)}
    for comment in comments:
        reading.remarks.append(
            {
                "block": nearest(comment.place, home),
                "quote": " ".join("".join(comment.quote).split())[:1000],
                "author": comment.author[:200],
                "at": comment.at,
                "words": comment.words[:4000],
                "reply_to": at_row.get(comment.parent),
                "done": comment.done,
            }
        )
    if reading.remarks:
        reading.losses.add("comments", count=len(reading.remarks))


def refer_again(reading: Reading) -> None:
    """Gives second references to a note the label of that note; words where there is none."""
    rows = zip(reading.text.blocks, reading.lineages, strict=True)
    labels = {UUID(lineage).hex: block.marker for block, lineage in rows if lineage and block.kind == "note"}

    def written(found: re.Match) -> str:
        return f"[^{labels[found[1]]}]" if found[1] in labels else ""

    blocks = [replace(block, text=AGAIN.sub(written, block.text)) for block in reading.text.blocks]
    reading.text = replace(reading.text, title=AGAIN.sub("", reading.text.title), blocks=tuple(blocks))


def nearest(place: int | None, home: Mapping[int, int]) -> int | None:
    """The block of a paragraph; of the nearest before it when it came to nothing itself."""
    if place is None or not home:
        return None
    before = [number for number in home if number <= place]
    return home[max(before)] if before else home[min(home)]


def unrepeated(lineages: Sequence[str | None]) -> list[str | None]:
    """A bookmark that was copied counts where it stands first."""
    seen: set[str] = set()
    return [lineage if lineage and not (lineage in seen or seen.add(lineage)) else None for lineage in lineages]
