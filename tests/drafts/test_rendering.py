"""Rendered paragraphs: the right HTML, and nothing that runs."""

import json
import re
import time
from html.parser import HTMLParser

import pytest

from drafts.domain.blocks import Block, anchors, split
from drafts.domain.rendering import render, words
from drafts.exceptions import TextRefused

ATTRIBUTES = {
    "a": {"href", "rel", "id"},
    "abbr": {"title"},
    "sup": {"id"},
    "span": {"lang"},
    "th": {"scope", "class"},
    "td": {"class"},
    "ol": {"start"},
}
TAGS = set(ATTRIBUTES) | {"b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "strong", "sub", "u"}
TAGS |= {"p", "ul", "li", "pre", "blockquote", "div", "table", "thead", "tbody", "tr"}


class Inspector(HTMLParser):
    """Collects whatever is not on the list."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            allowed = name in ATTRIBUTES.get(tag, ())
            if name == "href":
                allowed = bool(re.match(r"https?:|mailto:|#(note-|t-)", value, re.I))
            if name == "id":
                allowed = allowed and value.startswith("t-")
            if not allowed:
                self.found.append((tag, name, value))

    def handle_comment(self, data):
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.found


def prose(text, **more):
    return render(Block("paragraph", 0, text), **more)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fet** *kursiv* `kod`", "<strong>fet</strong> <em>kursiv</em> <code>kod</code>"),
        ("a & b < c \\# \\$", "a &amp; b &lt; c # $"),
        ("#tagg 1986\\. a", "#tagg 1986. a"),
        ("rad  \nrad\\\nrad", "rad<br>\nrad<br>\nrad"),
        ("[x](https://a.se)", '<a href="https://a.se" rel="noopener noreferrer">x</a>'),
        ("[x](javascript:alert(1))", "x"),
        ("[x](LICENSE.md) [y](//evil.se)", "x y"),
        ("![Karta *1*](karta.png) och <img src=x alt='b > c'>", "Karta *1* och b &gt; c"),
        ("H<sub>2</sub>O <div onclick=x>ord</div>", "H<sub>2</sub>O  ord"),
        ("<ins>ny</ins> <del>gammal</del>", "ny gammal"),
    ],
)
def test_running_text(text, html):
    assert prose(text) == html


def test_a_reference_link_finds_its_definition_and_loses_no_word():
    links = '[x]: <https://a.se> "T"\n[4]: <https://b.se>'
    assert words(prose("[a][x] [b] [4]", links=links)) == "a [b] 4"
    assert 'href="https://a.se"' in prose("[a][x]", links=links)
    assert prose("[a][x]", links=links) == prose("[a][X]", links=links)


def test_a_reference_to_a_note_is_a_raised_link_only_where_the_note_is():
    known = anchors([Block("note", 0, "n", "1")])
    assert prose("a[^1] b[^2]", notes=known) == 'a<sup><a href="#note-1">1</a></sup> b[^2]'


def test_links_inside_the_text_are_prefixed_and_dead_ones_lose_their_link():
    text = 'a<sup id="fnr1"><a href="#fn1">1</a></sup> <a href="#gone">b</a>'
    assert prose(text, notes=frozenset({"fn1"})) == 'a<sup id="t-fnr1"><a href="#t-fn1">1</a></sup> b'


def test_a_table_has_heads_with_scope():
    table = split("| A | B |\n|---|--:|\n| *x* \\| y | 2 |\n").blocks[0]
    assert render(table) == (
        '<table><thead><tr><th scope="col">A</th><th scope="col" class="right">B</th></tr></thead>'
        '<tbody><tr><td><em>x</em> | y</td><td class="right">2</td></tr></tbody></table>'
    )


def test_a_quote_holds_paragraphs_lists_and_quotes():
    quote = split("> # Rubrik\n>\n> a\n>\n> - b\n>   - c\n>\n> > d\n").blocks[0]
    assert render(quote) == (
        "<p><strong>Rubrik</strong></p><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul><blockquote><p>d</p></blockquote>"
    )


def test_code_is_shown_as_it_stands():
    assert render(Block("code", 0, "<b>*x*</b>", "html")) == "<pre><code>&lt;b&gt;*x*&lt;/b&gt;</code></pre>"


def test_words_of_neighbouring_cells_do_not_run_together():
    assert words("<table><tr><td>a</td><td>b &amp; c</td></tr></table><p>d<br>e</p>") == "a b & c d e"


def payloads(folder):
    names = [folder / "corpora/xss/ALL_dedup.jsonl", *sorted((folder / "corpora/markdown").glob("*.jsonl"))]
    for path in names:
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            payload = json.loads(line)["payload"]
            if isinstance(payload, str):
                yield payload


def test_nothing_executable_survives_the_way_from_source_to_html(shared):
    if not (shared / "corpora").is_dir():
        pytest.skip("the hostile corpora are not here")
    tried = 0
    for payload in payloads(shared):
        try:
            text = split(payload, lenient=True)
        except TextRefused:
            continue
        tried += 1
        for block in text.blocks:
            assert inspect(render(block, text.links, anchors(text.blocks))) == [], payload
    assert tried > 5000


def test_nothing_executable_survives_in_a_paragraph_that_was_never_split(shared):
    if not (shared / "corpora").is_dir():
        pytest.skip("the hostile corpora are not here")
    for payload in payloads(shared):
        text = payload[:2000]
        if text.count("[") < 50:
            assert inspect(prose(text, notes=frozenset({"1", "x"}))) == [], payload


def test_two_hundred_paragraphs_are_rendered_in_under_400_ms():
    block = Block("paragraph", 0, "Text *om* [x](https://a.se) och **mer** text med ord. " * 8)
    began = time.process_time()
    for _ in range(200):
        render(block)
    assert time.process_time() - began < 0.4
