"""Markdown to safe HTML, one block at a time. The only file that imports Python-Markdown and nh3."""

import html
import re
import string
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from threading import Lock
from xml.etree import ElementTree

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from .blocks import Block, inner_blocks
from .composition import flow
from .markdown.embedded import INLINE
from .markdown.notes import REFERENCE, anchor

SCHEMES = frozenset({"http", "https", "mailto"})
# Ids that an author wrote get a prefix, so that they never meet an id of the page.
PREFIX = "t-"
SAFE_ID = re.compile(r"[A-Za-z][\w.-]{0,60}", re.A)
OURS = re.compile(r"note-[\w-]{1,40}")
IMAGE = re.compile(r"""<img\b(?:"[^"]*"|'[^']*'|[^>"'])*>""", re.I)
ALT = re.compile(r"""\salt\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.I)
BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form"
    r"|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^>]*>",
    re.I,
)
EMPTY_LINK = re.compile(r'<a(?: rel="[^"]*")?>(.*?)</a>', re.S)
INNER_REL = re.compile(r'(<a (?:id="[^"]*" )?href="#[^"]*"(?: id="[^"]*")?) rel="[^"]*"')
LINK = re.compile(r'^\[([^\]]+)\]: <([^>]*)>(?: "(.*)")?$', re.M)
HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Inner:
    """A block inside a quote or a note, rendered; it has no number."""

    kind: str
    level: int
    html: str
    marker: str = ""


def render(block: Block, links: str = "", notes: frozenset[str] = frozenset()) -> str:
    """The safe inner HTML of one block: no p, li or heading around it; a table and a code block whole.

    `links`: the text's link definitions. `notes`: what links inside the text may point at (`anchors`
    of its blocks); a link to anything else in the text loses its link and keeps its words.
    """
    match block.kind:
        case "code":
            return f"<pre><code>{html.escape(block.text, quote=False)}</code></pre>"
        case "table":
            return _table(block.text, links, notes)
        case "quote":
            return flow(_inner(block, links, notes))
        case "note":
            inner = _inner(block, links, notes)
            if all(each.kind == "paragraph" for each in inner):
                return "<br>".join(each.html for each in inner)
            return flow(inner)
    return _inline(block.text, links, notes)


def words(rendered: str) -> str:
    """The plain words of rendered HTML, single spaces between them."""
    reader = _Words()
    reader.feed(rendered)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Words(HTMLParser):
    SPACED = frozenset(["p", "li", "ul", "ol", "td", "th", "tr", "table", "br", "pre", "blockquote", "div"])

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data):
        self.parts.append(data)

    def handle_starttag(self, tag, attrs):
        if tag in self.SPACED:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.handle_starttag(tag, [])


def _inner(block: Block, links: str, notes: frozenset[str]) -> list[Inner]:
    return [Inner(each.kind, each.level, render(each, links, notes), each.marker) for each in inner_blocks(block.text)]


def _table(text: str, links: str, notes: frozenset[str]) -> str:
    head, rule, *rows = [PIPE.split(line)[1:-1] for line in text.split("\n")]
    aligns = [_align(cell.strip()) for cell in rule]

    def row(cells, tag):
        filled = zip(cells, [*aligns, *[""] * len(cells)], strict=False)
        return "".join(_cell(cell.strip().replace("\\|", "|"), tag, align) for cell, align in filled)

    def _cell(cell, tag, align):
        name = tag if cell else "td"
        scope = ' scope="col"' if name == "th" else ""
        return f"<{name}{scope}{align}>{_inline(cell, links, notes)}</{name}>"

    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in rows)
    return f"<table><thead><tr>{row(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"


def _align(rule: str) -> str:
    if not rule.endswith(":"):
        return ""
    return ' class="center"' if rule.startswith(":") else ' class="right"'


def _inline(text: str, links: str, notes: frozenset[str]) -> str:
    with LOCK:
        PARSER.reset()
        PARSER.references = dict(_definitions(links))
        PARSER.known_notes = notes
        rendered = PARSER.convert(HARD_BREAK.sub(r"\1  \n", text))
    rendered = rendered.removeprefix("<p>").removesuffix("</p>")
    rendered = BLOCK_TAG.sub(" ", IMAGE.sub(_alt, rendered))
    return _tidy(_cleaner(notes).clean(rendered)).strip()


def _alt(image: re.Match) -> str:
    found = ALT.search(image[0])
    return html.escape(html.unescape(found[1].strip("\"'"))) if found else ""


def _tidy(cleaned: str) -> str:
    return INNER_REL.sub(r"\1", EMPTY_LINK.sub(r"\1", cleaned))


@lru_cache(maxsize=64)
def _definitions(links: str) -> dict[str, tuple[str, str]]:
    return {label: (href, title) for label, href, title in LINK.findall(links)}


@lru_cache(maxsize=64)
def _cleaner(known: frozenset[str]) -> nh3.Cleaner:
    targets = {anchor(each) for each in known}

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return PREFIX + value if SAFE_ID.fullmatch(value) else None
        if name != "href":
            return value
        if value.startswith("#"):
            if value[1:] in targets and OURS.fullmatch(value[1:]):
                return value
            return f"#{PREFIX}{value[1:]}" if value[1:] in known and SAFE_ID.fullmatch(value[1:]) else None
        return value if value.split(":")[0].lower() in SCHEMES else None

    return nh3.Cleaner(
        tags=set(INLINE),
        attributes={"*": set(), "a": {"href", "id"}, "sup": {"id"}, "abbr": {"title"}, "span": {"lang"}},
        attribute_filter=keep,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


class _NoteReference(InlineProcessor):
    """`[^1]` becomes a raised link to the note, where there is such a note."""

    def handleMatch(self, m, data):
        if m[1] not in getattr(self.md, "known_notes", ()):
            return None, None, None
        raised = ElementTree.Element("sup")
        link = ElementTree.SubElement(raised, "a", href=f"#{anchor(m[1])}")
        link.text = m[1]
        return raised, m.start(0), m.end(0)


def _parser() -> Markdown:
    """Python-Markdown for one run of text: it sees no blocks, so what looks like one stays as it is."""
    parser = Markdown()
    for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference"):
        parser.parser.blockprocessors.deregister(name)
    parser.preprocessors.deregister("html_block")
    for name in ("reference", "image_reference"):
        # Python-Markdown lets a space stand before the label: "[text] [4]" would lose the word 4.
        parser.inlinePatterns[name].RE_LINK = re.compile(r"\[([^\]]*)\]")
    parser.ESCAPED_CHARS = list(string.punctuation)
    parser.inlinePatterns.register(_NoteReference(REFERENCE.pattern, parser), "note", 175)
    return parser


PARSER = _parser()
LOCK = Lock()
