"""What a text is split into, and what is refused."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafts.domain.blocks import Block, Text, anchors, join, split
from drafts.domain.rendering import render, words
from drafts.exceptions import TextRefused

PIECES = (
    [
        "# ",
        "## ",
        "### ",
        "- ",
        "* ",
        "1. ",
        "3) ",
        "> ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "ord",
        "två ord ",
    ]
    + [
        "*x*",
        "**",
        "`",
        "```",
        "```py\n",
        "~~~",
        "|",
        "| a | b |\n|---|---|\n",
        "---",
        "===",
        "[^1]",
        "[^1]: ",
        "[x]: http://y.se",
    ]
    + [
        "[x]",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<ol>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<b>",
        "<!-- -->",
    ]
    + ["\\", "&amp;", "#", "<", ">", "\u00a0", "<pre>", '<sup id="f">', "<script>", "\n   - ", ":", '"']
)
TEXTS = [
    ("us-source-code-policy", 4),
    ("us-18f-open-source-policy", 6),
    ("fr-republique-numerique", 1),
    ("sv-digg-dcat-ap-se", 4),
]
REAL = [f"{folder}/v{number}.md" for folder, last in TEXTS for number in range(1, last + 1)]


def blocks(markdown):
    return [(block.kind, block.level, block.text, block.marker) for block in split(markdown).blocks]


def plain(html):
    return re.findall(r"\w+", words(html))


def test_a_leading_h1_is_the_title_and_its_sections_are_level_one():
    assert split("# Titel\n\n## Syfte\n\nText.\n") == Text(
        "Titel", (Block("heading", 1, "Syfte"), Block("paragraph", 0, "Text."))
    )


def test_a_later_h1_becomes_level_one_and_what_follows_it_moves_down():
    assert [(b.level, b.text) for b in split("# T\n\n## A\n\n# B\n\n## C\n").blocks] == [(1, "A"), (1, "B"), (2, "C")]


def test_an_h1_after_a_paragraph_is_no_title():
    text = split("Ingress.\n\n# A\n\n## B\n")
    assert (text.title, [(b.kind, b.level) for b in text.blocks]) == (
        "",
        [("paragraph", 0), ("heading", 1), ("heading", 2)],
    )


def test_list_items_carry_their_depth_and_the_number_they_show():
    assert blocks("Lista:\n\n1. a\n1. b\n   - c\n\n   mer om b\n1. d\n") == [
        ("paragraph", 0, "Lista:", ""),
        ("ordered", 1, "a", "1."),
        ("ordered", 1, "b", "2."),
        ("bullet", 2, "c", ""),
        ("paragraph", 1, "mer om b", ""),
        ("ordered", 1, "d", "3."),
    ]


def test_two_lists_with_numbers_of_their_own_stay_two():
    text = split("1. a\n2. b\n\n<!-- -->\n\n1. c\n")
    assert [b.marker for b in text.blocks] == ["1.", "2.", "1."]
    assert split(join(text)) == text


def test_a_fence_a_quote_and_a_table_are_one_block_each():
    assert blocks("```sh\na\n\nb\n```\n\n> x\n>\n> y\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n") == [
        ("code", 0, "a\n\nb", "sh"),
        ("quote", 0, "x\n\ny", ""),
        ("table", 0, "| A | B |\n| --- | --: |\n| 1 | 2 |", ""),
    ]


def test_a_footnote_is_a_note_even_when_it_is_one_word():
    assert blocks("Text[^1].\n\n[^1]: Not\n\n    mer\n\nSlut.\n") == [
        ("paragraph", 0, "Text[^1].", ""),
        ("note", 0, "Not\n\nmer", "1"),
        ("paragraph", 0, "Slut.", ""),
    ]


def test_link_definitions_are_kept_beside_the_blocks():
    text = split('Se [x].\n\n[x]: http://a.se "T"\n')
    assert (len(text.blocks), text.links) == (1, '[x]: <http://a.se> "T"')


def test_raw_html_lists_become_items_with_their_targets():
    item = '<li id="fn1"><sup>1</sup> Se <a href="#fnr1">&#8617;</a></li>'
    html = f"<ul>\n\n{item}\n  <ul>\n\n    <li>under</li>\n  </ul>\n</ul>"
    text = split(f"Före\n\n{html}\n\nEfter\n")
    assert [(b.kind, b.level, b.text) for b in text.blocks] == [
        ("paragraph", 0, "Före"),
        ("bullet", 1, '<a id="fn1"></a><sup>1</sup> Se <a href="#fnr1">↩</a>'),
        ("bullet", 2, "under"),
        ("paragraph", 0, "Efter"),
    ]
    assert anchors(text.blocks) == {"fn1"}


def test_a_raw_html_table_becomes_a_table():
    assert blocks("<table><tr><th>A</th><th>B</th></tr><tr><td><ul><li>x</li><li>y</li></ul></td></tr></table>") == [
        ("table", 0, "| A | B |\n| --- | --- |\n| x<br>y |  |", "")
    ]


def test_a_raw_html_list_that_nobody_closed_ends_at_the_next_heading():
    assert [(b.kind, b.level) for b in split("# T\n\n<ul><li>a\n\n## B\n\ntext\n").blocks] == [
        ("bullet", 1),
        ("heading", 1),
        ("paragraph", 0),
    ]


def test_line_ends_make_no_difference():
    assert split("# T\r\n\r\na\r\nb\r\n") == split("# T\n\na\nb\n")


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("", "The text is empty."),
        (" \n\t\n", "The text is empty."),
        ("# Bara titel", "There is no paragraph in the text."),
        ("a" * 10_000_000, "The text is 10.0 MB. A text may be at most 1 MB."),
        ("PK\x03\x04\x00", "This is not a text: it has control characters. Save it as plain text in UTF-8."),
        ("# T\n\n## A\n\n#### B\n", "The heading “B” on line 5 skips a level."),
        ("\n".join("  " * i + "- x" for i in range(7)), "Line 7 lies deeper than 6 levels of lists and quotes."),
        ("> " * 7 + "x", "Line 1 lies deeper than 6 levels of lists and quotes."),
        ("<ul><li>x" * 7, "Line 1 lies deeper than 6 levels of lists and quotes."),
        ("a\n\n" * 5001, "The text has 5001 paragraphs. It may have at most 5000."),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_a_sentence(markdown, said):
    with pytest.raises(TextRefused) as refused:
        split(markdown)
    assert str(refused.value) == said


@pytest.mark.parametrize("hostile", ["[" * 10_000, "[a](" * 2500, "<b>" * 3000, "x" * 20_001, "<div>\n" + "<a " * 8000])
def test_a_paragraph_that_costs_too_much_is_refused_at_once(hostile):
    began = time.process_time()
    with pytest.raises(TextRefused):
        split(f"# T\n\n{hostile}\n")
    assert time.process_time() - began < 1


def test_links_that_never_close_inside_code_cost_nothing():
    text = split("```\n" + "<a " * 6600 + "\n```")
    began = time.process_time()
    assert anchors(text.blocks) == frozenset()
    assert time.process_time() - began < 0.3


def test_lenient_levels_out_a_skipped_heading_but_not_the_rest():
    assert [b.level for b in split("# T\n\n#### A\n\n## B\n", lenient=True).blocks] == [1, 1]
    siblings = "# T\n\n## A\n\n#### B\n\n#### C\n\n### D\n"
    assert [b.level for b in split(siblings, lenient=True).blocks] == [1, 2, 2, 2]
    with pytest.raises(TextRefused):
        split("> " * 7 + "x", lenient=True)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_what_was_split_and_joined_splits_the_same_again(markdown):
    try:
        text = split(markdown, lenient=True)
    except TextRefused:
        return
    assert split(join(text)) == text
    assert split(join(text).replace("\n", "\r\n")) == text


@pytest.mark.parametrize("name", REAL)
def test_a_real_text_splits_and_keeps_every_word(shared, name):
    source = (shared / "inputs" / name).read_text(encoding="utf-8")
    text = split(source)
    known = anchors(text.blocks)
    ours = plain(text.title) + [word for block in text.blocks for word in plain(render(block, text.links, known))]
    whole = MarkdownIt("commonmark", {"html": True}).enable("table").disable("code").render(source)
    whole = re.sub(r'<img[^>]*?title="([^"]*)"[^>]*>', r"\1", re.sub(r"(?s)<!--.*?-->", "", whole))
    assert ours == plain(whole)
    assert split(join(text)) == text


def test_a_raw_html_policy_has_each_footnote_as_an_item(shared):
    source = (shared / "inputs/us-source-code-policy/v1.md").read_text(encoding="utf-8")
    text = split(source)
    notes = [block for block in text.blocks if block.text.startswith('<a id="fn')]
    assert (len(notes), {block.kind for block in notes}) == (54, {"bullet"})
    kinds = Counter((block.kind, block.level) for block in text.blocks if block.kind == "heading")
    assert kinds == {("heading", 1): 11, ("heading", 2): 10}
