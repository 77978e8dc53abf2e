"""Raw HTML inside Markdown, read as blocks: lists become items, all else paragraphs and pipe tables."""

import html
from html.parser import HTMLParser

from .marks import has_words
from .outline import OpenList, Outline

INLINE = frozenset(
    ["a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s"]
    + ["small", "span", "strong", "sub", "sup", "u"]
)
SKIPPED = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"]
    + ["dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "main"]
    + ["nav", "option", "p", "pre", "section", "select", "summary", "tbody", "tfoot", "thead"]
)
# Tags that never close are words; the parser reads on to the end of the text from each of them.
LOOSE = 20


class Embedded(HTMLParser):
    """Feeds an outline from raw HTML; `feed` may be called once per piece, with Markdown in between."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(convert_charrefs=False)
        self.outline, self.line = outline, 0
        self.buffer: list[str] = []
        self.skipping = ""
        self.rows: list[list[str]] | None = None
        self.tables = 0

    def read(self, raw: str, line: int) -> None:
        """One raw HTML block of the source. What it leaves open stays open, but for its running text."""
        self.line = line
        whole, end, loose = raw.rpartition(">")
        if loose.count("<") > LOOSE:
            raw = whole + end + loose.replace("<", "&lt;")
        self.feed(raw)
        if self.rows is None:
            self.flush()

    def finish(self) -> None:
        """The end of the text: a table that nobody closed is written, too."""
        self.close()
        if self.rows is not None:
            self._end_table()
        self.flush()

    def flush(self) -> None:
        text = " ".join("".join(self.buffer).split())
        self.buffer.clear()
        if has_words(text):
            self.outline.prose(text, self.line)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.skipping:
            return
        if tag in SKIPPED:
            self.skipping = tag
        elif tag == "img":
            self.buffer.append(html.escape(attrs.get("alt") or attrs.get("title") or "", quote=False))
        elif tag in INLINE:
            self.buffer.append(_inline(tag, attrs))
        elif self.rows is not None or tag == "table":
            self._start_in_table(tag)
        elif tag in ("ul", "ol"):
            self.flush()
            self.outline.lists.append(_opened(tag, attrs))
        elif tag == "li":
            self._start_item(attrs)
        elif tag in BLOCKS:
            self.flush()

    def handle_endtag(self, tag):
        if self.skipping:
            self.skipping = "" if tag == self.skipping else self.skipping
        elif tag in INLINE:
            self.buffer.append(f"</{tag}>" if tag != "br" else "<br>")
        elif self.rows is not None:
            self._end_in_table(tag)
        elif tag in ("ul", "ol", "li") or tag in BLOCKS:
            self.flush()
            self._end_list(tag)

    def handle_data(self, data):
        if not self.skipping:
            self.buffer.append(data.replace("<", "&lt;"))

    def handle_charref(self, name):
        self.handle_entityref(f"#{name}")

    def handle_entityref(self, name):
        written = f"&{name};"
        plain = html.unescape(written)
        self.handle_safe(written if plain in "<>&*_`[]\\" or not plain.isprintable() else plain)

    def handle_safe(self, data: str) -> None:
        if not self.skipping:
            self.buffer.append(data)

    def _start_item(self, attrs: dict) -> None:
        self.flush()
        lists = self.outline.lists
        if not lists or not lists[-1].raw:
            lists.append(OpenList("bullet", raw=True))
        lists[-1].open_item()
        name = attrs.get("id")
        if name:
            self.buffer.append(_inline("a", {"id": name}) + "</a>")

    def _end_list(self, tag: str) -> None:
        lists = self.outline.lists
        if not lists or not lists[-1].raw:
            return
        if tag == "li":
            lists[-1].in_item = False
        elif tag in ("ul", "ol"):
            lists.pop()

    def _start_in_table(self, tag: str) -> None:
        if tag == "table":
            self.tables += 1
            if self.rows is None:
                self.flush()
                self.rows = []
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
        elif has_words("".join(self.buffer)):
            self.buffer.append("<br>")

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell(empty=True)
        elif tag == "table":
            self.tables -= 1
            if not self.tables:
                self._end_table()

    def _end_cell(self, empty: bool = False) -> None:
        """The text so far is a cell of its own, so that stray words between cells are not lost either."""
        cell = " ".join("".join(self.buffer).split()).removesuffix("<br>")
        self.buffer.clear()
        if empty or has_words(cell):
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(cell)

    def _end_table(self) -> None:
        self._end_cell()
        rows, self.rows, self.tables = [row for row in self.rows if row], None, 0
        if rows:
            self.outline.other("table", pipe_table(rows), self.line)


def pipe_table(rows: list[list[str]], aligns: list[str] | None = None) -> str:
    """A table in pipe form; the first row is the head, every row as long as the longest."""
    width = max(len(row) for row in rows)
    rules = {"left": ":--", "right": "--:", "center": ":-:"}
    rule = [rules.get(align, "---") for align in [*(aligns or []), *[""] * width][:width]]
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [[_cell(cell) for cell in full[0]], rule, *[[_cell(cell) for cell in row] for row in full[1:]]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")


def _opened(tag: str, attrs: dict) -> OpenList:
    start = attrs.get("start") or ""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    return OpenList("ordered" if tag == "ol" else "bullet", number, raw=True)


def _inline(tag: str, attrs: dict) -> str:
    kept = [
        f' {name}="{html.escape(attrs[name])}"'
        for name in ("href", "id", "title", "lang")
        if attrs.get(name) and not (name == "href" and tag != "a")
    ]
    return f"<{tag}{''.join(kept)}>"
