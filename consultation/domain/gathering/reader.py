"""Reads one feed from standard input, in a process of its own with little time and memory: feeds are hostile."""

import calendar
import hashlib
import io
import json
import re
import resource
import sys
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import feedparser

SECONDS = 8
MEMORY = 512 * 1024 * 1024
MOST = 100
LONGEST = 20_000
APART = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"}
UNHEARD = {"script", "style", "template", "noscript", "title", "head", "svg", "math", "iframe", "object"}


class Words(HTMLParser):
    """What a piece of HTML says, without what it does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said, self.closed = [], []

    def handle_starttag(self, tag, _attributes):
        if tag in UNHEARD:
            self.closed.append(tag)
        self.said.append("\n" if tag == "br" else "\n\n" if tag in APART else "")

    def handle_startendtag(self, tag, _attributes):
        self.said.append("\n" if tag == "br" else "")

    def handle_endtag(self, tag):
        if self.closed and self.closed[-1] == tag:
            self.closed.pop()
        self.said.append("\n\n" if tag in APART else "")

    def handle_data(self, data):
        if not self.closed:
            self.said.append(data)


def heard(html: str) -> str:
    """HTML as plain words; paragraphs stay apart."""
    words = Words()
    words.feed(html[: 10 * LONGEST])
    words.close()
    return "".join(words.said)


def plain(value: str, most: int, *, lines: bool = False) -> str:
    """Without what cannot be seen; in one line unless `lines`."""
    value = "".join(sign for sign in value if sign in "\n\t " or unicodedata.category(sign) not in ("Cc", "Cs", "Cf"))
    if not lines:
        return " ".join(value.split())[:most]
    rows = [" ".join(row.split()) for row in value.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()[:most]


def words_of(part: dict, most: int, *, lines: bool = False) -> str:
    """A part of an entry (value and type) as plain words."""
    value = str(part.get("value") or "")
    is_html = "html" in str(part.get("type") or "")
    return plain(heard(value) if is_html else value, most, lines=lines)


def address(link: str, base: str) -> str:
    """A link that a page may carry; "" for every other."""
    if not link.strip():
        return ""
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    fit = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\x00-\x20\x7f\"<>\\]", whole)
    return whole if fit and len(whole) <= 1000 else ""


def entry_of(entry: dict, base: str) -> dict:
    """One entry as plain data."""
    content = (entry.get("content") or [entry.get("summary_detail") or {}])[0]
    link = address(str(entry.get("link") or ""), base)
    title = words_of(entry.get("title_detail") or {}, 300)
    words = words_of(content, LONGEST, lines=True)
    guid = str(entry.get("id") or "") or link or f"{title}\n{words}"
    at = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "guid": guid if len(guid) <= 200 and guid.isprintable() else hashlib.sha256(guid.encode()).hexdigest(),
        "title": title,
        "author": author_of(entry),
        "link": link,
        "words": words,
        "published": calendar.timegm(at) if at and at[0] > 1970 else None,
    }


def author_of(entry: dict) -> str:
    """The name of who wrote it; a mail address is nobody's name."""
    said = str((entry.get("author_detail") or {}).get("name") or entry.get("author") or "")
    return plain(re.sub(r"\S+@\S+", "", heard(said)), 150).strip("()<> ")


def read(data: bytes, base: str) -> dict:
    """Title and entries of a feed; {} for what is none."""
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not (found.get("version") or found.entries):
        return {}
    base = address(str(found.feed.get("link") or ""), base) or base
    entries = [entry_of(entry, base) for entry in found.entries[:MOST]]
    return {"title": words_of(found.feed.get("title_detail") or {}, 200), "entries": entries}


def main() -> int:
    base, _end, data = sys.stdin.buffer.read().partition(b"\n")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(json.dumps(read(data, base.decode())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
