"""Differences between two wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.domain.difference import compare_words, difference_html, likeness
from drafts.domain.tokens import tokenise

WORDS = st.lists(
    st.sampled_from(["ska", "kan", "kommunen", "att", ",", ".", "é", "e\u0301", "\n", "(", "x"]), max_size=25
)


def spans(old, new):
    return [(span.op, span.text) for span in compare_words(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Hej du glada värld.",
            "Hej du nya värld.",
            [("=", "Hej du "), ("-", "glada"), ("+", "nya"), ("=", " värld.")],
        ),
        ("A b c. Den nya. Slut.", "A b c. Slut.", [("=", "A b c. "), ("-", "Den nya. "), ("=", "Slut.")]),
        ("En sak. Den andra.", "En sak.", [("=", "En sak."), ("-", " Den andra.")]),
        ("Den är röd. Den är grå.", "Den är grå.", [("-", "Den är röd. "), ("=", "Den är grå.")]),
        (
            "Svar inom fem dagar, alltid.",
            "Svar inom två arbetsdagar, alltid.",
            [("=", "Svar inom "), ("-", "fem dagar"), ("+", "två arbetsdagar"), ("=", ", alltid.")],
        ),
        ("a\r\nb  c", "a\nb c", [("=", "a\nb c")]),
        ("", "ny", [("+", "ny")]),
        ("gammal", "", [("-", "gammal")]),
        ("", "", []),
        (
            "helt andra ord här",
            "ingenting är sig likt nu",
            [("-", "helt andra ord här"), ("+", "ingenting är sig likt nu")],
        ),
    ],
)
def test_changes_are_marked_by_whole_words(old, new, expected):
    assert spans(old, new) == expected


def test_a_grapheme_is_never_cut():
    assert tokenise("cafe\u0301 x") == ["cafe\u0301", " ", "x"]
    assert tokenise("👨\u200d👩\u200d👧👍🏽🇸🇪") == ["👨\u200d👩\u200d👧", "👍🏽", "🇸🇪"]
    assert spans("Ett e\u0301 här i dag", "Ett é här i dag") == [("=", "Ett é här i dag")]


def test_no_mark_lands_inside_a_links_target():
    old, new = "Läs [mer](http://a.se/x) om det här", "Läs [mer](http://a.se/y) om det här"
    assert ("-", "](http://a.se/x)") in spans(old, new)


def test_the_difference_is_escaped_after_comparing_and_said_in_words():
    assert difference_html("a & b <i> c d", "a & b <script> c d") == (
        'a &amp; b <del><span class="vh">deleted: </span>&lt;i&gt;</del>'
        '<ins><span class="vh">added: </span>&lt;script&gt;</ins> c d'
    )


def test_likeness_counts_words_from_nought_to_a_hundred():
    assert (likeness("a b c", "a  b\nc"), likeness("a b", "c d"), likeness("", ""), likeness("a b c d", "a b c e")) == (
        100,
        0,
        100,
        75,
    )


@given(WORDS, WORDS)
def test_the_spans_give_both_wordings_back(old, new):
    old, new = " ".join(old), " ".join(new)
    found = compare_words(old, new)

    def seen(op):
        return [part for span in found if span.op in ("=", op) for part in span.text.split()]

    def even(text):
        return text.replace("e\u0301", "é").split()

    assert even(" ".join(seen("-"))) == even(old)
    assert "".join(span.text for span in found if span.op != "-") == new
