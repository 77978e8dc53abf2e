"""Two rewritings of one text put together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.domain.threeway import merge
from drafts.domain.tokens import key, tokenise

BASE = "Kommunen ska svara på frågor inom två dagar. Svaret ska vara vänligt."
texts = st.lists(st.sampled_from(["ko", "häst", "å", "a\u030a", ",", ".", " ", "\n", "👩‍👧", "](https://x.se/a)"])).map(
    "".join
)
few = settings(max_examples=60, deadline=None)


def keys(text: str) -> tuple[str, ...]:
    return tuple(key(unit) for unit in tokenise(text))


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (("två", "tre"), ("vänligt", "kort"), "Kommunen ska svara på frågor inom tre dagar. Svaret ska vara kort."),
        (("två", "tre"), ("två", "tre"), "Kommunen ska svara på frågor inom tre dagar. Svaret ska vara vänligt."),
        (("ska svara", "svarar"), (" Svaret ska vara vänligt.", ""), "Kommunen svarar på frågor inom två dagar."),
        ((" ", "\n"), ("två", "tre"), BASE.replace(" ", "\n").replace("två", "tre")),
    ],
)
def test_changes_in_different_places_are_put_together(mine, theirs, together):
    merged = merge(BASE, BASE.replace(*mine), BASE.replace(*theirs))
    assert (merged.text, merged.conflicts) == (together, ())


def test_the_same_place_changed_otherwise_is_a_conflict_with_both_wordings():
    merged = merge(BASE, BASE.replace("två", "tre"), BASE.replace("två dagar", "en vecka"))
    assert [tuple(each) for each in merged.conflicts] == [("två dagar", "tre dagar", "en vecka", None)]
    assert merged.text == BASE.replace("två", "tre")


def test_changes_with_only_white_space_between_are_a_conflict():
    assert merge("ett två", "ett tre", "noll två").conflicts
    assert merge("ett, två", "ett, tre", "noll, två").text == "noll, tre"


def test_a_link_is_changed_whole():
    merged = merge("Se [här](https://a.se/x).", "Se [här](https://a.se/y).", "Se [här](https://b.se/x).")
    assert [(each.mine, each.theirs) for each in merged.conflicts] == [("](https://a.se/y)", "](https://b.se/x)")]


def test_a_change_too_large_to_compare_is_one_change():
    base, mine, theirs = (" ".join(f"{word}{turn}" for turn in range(4000)) for word in ("a", "b", "c"))
    assert [tuple(each) for each in merge(base, mine, theirs).conflicts] == [(base, mine, theirs, None)]
    assert merge("A. " + base, "B. " + base, "A. " + theirs).text == "B. " + theirs


@few
@given(texts, texts)
def test_what_only_one_has_changed_is_taken_whole(base, other):
    base, other = base.replace("\r", ""), other.replace("\r", "")
    assert merge(base, base, other).text == merge(base, other, base).text == other
    assert merge(base, other.replace("\n", "\r\n"), other) == merge(base, other, other)
    assert merge(base, other, other).text == other


@few
@given(texts, texts, texts)
def test_who_is_first_makes_no_difference(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert [(b, m, t, text) for b, t, m, text in one.pieces] == list(other.pieces)
    assert "".join(piece.mine for piece in one.pieces) == mine


@few
@given(texts, texts, texts)
def test_nothing_that_either_side_wrote_is_lost(base, mine, theirs):
    for piece in merge(base, mine, theirs).pieces:
        before, one, other = keys(piece.base), keys(piece.mine), keys(piece.theirs)
        changed = {each for each in (one, other) if each != before}
        assert piece.is_conflict == (len(changed) > 1)
        if not piece.is_conflict:
            assert keys(piece.text) == (changed or {before}).pop()
