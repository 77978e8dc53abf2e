"""Splits Markdown into blocks. The only file that imports markdown-it, which alone decides what a block is.

Code set in by four spaces is not known (fences are): set-in lines are read as what they look like, since
officials set in lists, not code. Thematic breaks and HTML comments have no words and are dropped.
"""

import re

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from drafts.exceptions import TextRefused

from .markdown.embedded import Embedded, pipe_table
from .markdown.limits import DEPTH, check_blocks, check_depth, check_source
from .markdown.marks import SUSPECT, has_words, headline, plain_start
from .markdown.notes import anchors, note_rule
from .markdown.outline import OpenList, Outline
from .markdown.source import join, join_blocks
from .markdown.structure import Block, Text

__all__ = ["Block", "Text", "anchors", "inner_blocks", "join", "split"]

ROUNDS = 6
SPACE = " \t\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("code")
    parser.core.ruler.enableOnly(["normalize", "block"])
    interrupted = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.before("reference", "note", note_rule, interrupted)
    return parser


PARSER = _parser()


def split(markdown: str, lenient: bool = False) -> Text:
    """The title, blocks and link definitions of a text; `split(join(text)) == text`.

    A leading h1 is the title and ## is level 1. From a later h1 on (or from the first, when something
    stands before it) # is level 1 and ## level 2, so that nothing is lost. Raises TextRefused, with the
    heading and its line, where a level is skipped; `lenient` levels such headings out instead.
    """
    check_source(markdown)
    text, lines = _read(markdown.lstrip("\ufeff"))
    text = _levelled(text, lines, lenient)
    check_blocks(text.blocks)
    for _round in range(ROUNDS):
        again = _levelled(*_read(join(text)), lenient=True)
        if again == text:
            return text
        text = again
    raise TextRefused(_("The text's lists and quotes cannot be told apart. Set blank lines between them."))


def inner_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks inside a quote or a note, as already accepted by `split`."""
    return tuple(_walk(PARSER.parse(markdown, {}), 0).blocks)


def _read(markdown: str) -> tuple[Text, list[int]]:
    """The text as it stands, headings still counted from h1 = 1, and the line that each block began on."""
    definitions = {}
    outline = _walk(PARSER.parse(markdown, definitions), 0)
    blocks, lines = outline.blocks, outline.lines
    title = ""
    if blocks and (blocks[0].kind, blocks[0].level) == ("heading", 1):
        title, blocks, lines = blocks[0].text, blocks[1:], lines[1:]
    return Text(title, tuple(blocks), _links(definitions.get("references", {}))), lines


def _links(references: dict) -> str:
    def line(label, link):
        title = re.sub(r'(["\\])', r"\\\1", " ".join(link["title"].split()))
        return f"[{label.lower()}]: <{link['href']}>" + (f' "{title}"' if title else "")

    return "\n".join(line(label, link) for label, link in references.items())


def _levelled(text: Text, lines: list[int], lenient: bool) -> Text:
    blocks, shift, depth, above = [], 1, 0, []
    for block, line in zip(text.blocks, lines, strict=True):
        if block.kind == "heading":
            shift = 0 if block.level == 1 else shift
            if min(block.level - shift, 5) > depth + 1 and not lenient:
                raise TextRefused(
                    _("The heading “%(heading)s” on line %(line)d skips a level.")
                    % {"heading": block.text, "line": line}
                )
            above = [level for level in above if level < block.level] + [block.level]
            depth = min(len(above), 5)
            block = Block("heading", depth, block.text)
        elif block.level > DEPTH:
            check_depth(block.level, line)
        blocks.append(block)
    return Text(text.title, tuple(blocks), text.links)


def _walk(tokens: list, quotes: int) -> Outline:
    """Reads tokens into an outline; `quotes`: how many quotes and notes they already lie in."""
    outline = Outline(sound=_sound)
    embedded = Embedded(outline)
    open_lists, at = [], 0
    while at < len(tokens):
        token = tokens[at]
        line = token.map[0] + 1 if token.map else 0
        if token.type != "html_block":
            embedded.flush()
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                check_depth(len(outline.lists) + quotes + 1, line)
                open_lists.append(len(outline.lists))
                outline.lists.append(_list(token))
            case "bullet_list_close" | "ordered_list_close":
                del outline.lists[open_lists.pop() :]
            case "list_item_open":
                del outline.lists[open_lists[-1] + 1 :]
                outline.lists[-1].open_item()
            case "html_block":
                embedded.read(token.content, line)
            case "table_open" | "blockquote_open" | "note_open":
                end = _close(tokens, at)
                _enclosed(outline, tokens[at:end], quotes, line)
                at = end
            case _:
                _leaf(outline, tokens, at, line)
        at += 1
    embedded.finish()
    return outline


def _leaf(outline: Outline, tokens: list, at: int, line: int) -> None:
    token = tokens[at]
    match token.type:
        case "paragraph_open":
            outline.prose(_prose(tokens[at + 1].content), line)
        case "heading_open":
            outline.heading(int(token.tag[1]), _headline(tokens[at + 1].content), line)
        case "fence":
            outline.other("code", token.content.removesuffix("\n"), line, _language(token.info))


def _enclosed(outline: Outline, tokens: list, quotes: int, line: int) -> None:
    """A table, or a quote or note with the blocks inside it written out again."""
    opening, *inner = tokens
    if opening.type == "table_open":
        outline.other("table", _table(tokens), line)
        return
    check_depth(len(outline.lists) + quotes + 1, line)
    text = join_blocks(_walk(inner, quotes + 1).blocks, top=1)
    kind = "quote" if opening.type == "blockquote_open" else "note"
    outline.other(kind, text, line, opening.info if kind == "note" else "")


def _close(tokens: list, at: int) -> int:
    level = tokens[at].level
    return next(i for i in range(at + 1, len(tokens)) if tokens[i].level == level and tokens[i].nesting < 0)


def _list(token) -> OpenList:
    if token.type == "bullet_list_open":
        return OpenList("bullet")
    return OpenList("ordered", int(token.attrGet("start") or 1), token.markup)


def _prose(content: str) -> str:
    """Lines without indentation; two spaces at a line's end are a line break and stay."""
    lines = content.strip(SPACE).split("\n")
    kept = [line.strip(SPACE) + ("  " if line.endswith("  ") else "") for line in lines]
    text = "\n".join(kept).strip(SPACE)
    return text if has_words(text) else ""


def _sound(text: str) -> str:
    """Running text that is one paragraph when it is read again, whatever raw HTML or odd spaces it came from."""
    if not SUSPECT.search(text) or _is_prose(text):
        return text
    for tried in (plain_start(text), "\\" + text, plain_start(" ".join(text.split()))):
        if _is_prose(tried):
            return tried
    return text


def _is_prose(text: str) -> bool:
    tokens = PARSER.parse(text, {})
    return len(tokens) == 3 and tokens[0].type == "paragraph_open" and tokens[1].content == text


def _headline(content: str) -> str:
    text = headline(content)
    return text if has_words(text) else ""


def _language(info: str) -> str:
    word = (info.split() or [""])[0]
    return re.sub(r"[^\w+#.-]", "", word)[:40]


def _table(tokens: list) -> str:
    rows, aligns = [], []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(tokens[at + 1].content)
            if len(rows) == 1:
                aligns.append((token.attrGet("style") or "").removeprefix("text-align:"))
    return pipe_table(rows, aligns)
