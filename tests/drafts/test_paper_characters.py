"""What anybody may have written can be printed, or is said in words."""

import json

import pytest
from django.template import Context, Template
from django.utils import translation

from drafts.domain.paper import characters, render
from tests.drafts.papers import DATE, page
from tests.drafts.pdf_tree import Tree

SAID = {
    "Svara fortare! Łódź, Dvořák, ẞ ½ № €": "Svara fortare! Łódź, Dvořák, ẞ ½ № €",
    "我们希望": "[4 characters in Chinese script]",
    "ขอบ nu": "[3 characters in Thai script] nu",
    "𝗩𝗜𝗞𝗧𝗜𝗚𝗧": "VIKTIGT",
    "\u202eesrevni\u202c": "esrevni",
    "a\u200bb\u2060c\ufeff": "abc",
    "a\u0308": "ä",
    "\x07\x1b[31m": "[31m",
    "1\ufe0f\u20e3": "1",
}


@pytest.mark.parametrize("written", SAID)
def test_words_are_printed_or_told(written):
    with translation.override("en"):
        assert characters.plain(written) == SAID[written]


def test_piled_up_accents_are_cut_to_one():
    assert len(characters.plain("Z" + "\u0351" * 40)) <= 2


def test_script_without_a_font_is_named_in_swedish_or_english():
    with translation.override("en"):
        [run] = characters.printable("漢字")
    assert run == ("[2 characters in Chinese script]", False)


def test_arabic_begins_from_the_right():
    assert characters.right_to_left("نشكر البلدية")
    assert not characters.right_to_left("12 thanks")


def test_markup_of_the_public_is_shown_as_written():
    shown = Template("{% load paper %}{{ text|printable_paragraphs }}").render(
        Context({"text": "<script>alert(1)</script>\n\n{{ settings.SECRET_KEY }} & 漢"})
    )
    assert "<script>" not in shown
    assert shown.count("<p ") == 2
    assert "{{ settings.SECRET_KEY }} &amp; " in shown


def test_everything_in_unicode_that_is_printable_prints():
    text = "".join(
        map(chr, [*range(0x20, 0x3000), *range(0xA640, 0xAC00), *range(0xF900, 0x10000), *range(0x1F000, 0x1FB00)])
    )
    shown = Template("{% load paper %}{{ text|printable_paragraphs }}").render(Context({"text": text}))
    assert render(page(f'<div lang="und">{shown}</div>'), date=DATE).startswith(b"%PDF-")


def test_hostile_corpus_prints_word_for_word(shared):
    lines = (shared / "corpora" / "xss" / "ALL_dedup.jsonl").read_text().split("\n")
    payloads = [json.loads(line)["payload"] for line in lines if line][:800]
    assert payloads
    filled = Template("{% load paper %}{% for text in texts %}{{ text|printable_paragraphs }}{% endfor %}").render(
        Context({"texts": payloads})
    )
    tree = Tree(render(page(filled), date=DATE))
    assert tree.marked == tree.reached
    assert "/JavaScript" not in tree.root.get("/Names", {})
