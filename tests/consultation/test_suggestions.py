"""Suggestions put together: in any order the same text, nothing lost, what touches is a conflict."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.domain.suggestions import Fit, collisions

WORDS = "Kommunen ska svara på alla frågor i sina kanaler inom två arbetsdagar och hänvisa rätt när den kan".split()
BASE = " ".join(WORDS) + "."
NEW = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=3, max_size=8).map(lambda word: f"x{word}")


@st.composite
def apart(draw):
    """Two to four rewritings of BASE that each change, drop or add a word, with an unchanged word between them."""
    places = draw(st.lists(st.integers(0, len(WORDS) // 3 - 1), min_size=2, max_size=4, unique=True))
    return [rewritten(3 * place + 1, draw(st.sampled_from(["change", "drop", "add"])), draw(NEW)) for place in places]


def rewritten(at: int, how: str, word: str) -> str:
    words = list(WORDS)
    words[at : at + 1] = {"change": [word], "drop": [], "add": [words[at], word]}[how]
    return " ".join(words) + "."


def worked_in(wishes) -> str:
    present = BASE
    for wish in wishes:
        fit = Fit(BASE, wish, present)
        assert not fit.collides
        present = fit.text
    return present


@settings(max_examples=60, deadline=None)
@given(apart())
def test_suggestions_that_do_not_touch_give_the_same_text_in_any_order(wishes):
    assert len({worked_in(order) for order in permutations(wishes)}) == 1


@settings(max_examples=60, deadline=None)
@given(apart())
def test_what_is_worked_in_is_seen_as_taken_and_no_word_is_lost(wishes):
    text = worked_in(wishes)
    assert all(Fit(BASE, wish, text).is_taken for wish in wishes)
    assert {word for wish in wishes for word in wish.split() if word.startswith("x")} <= set(text.split())


def test_a_suggestion_against_words_that_changed_elsewhere_is_carried():
    fit = Fit("Svar inom två dagar.", "Svar inom tre dagar.", "Alla svar ges. Svar inom två dagar.")
    assert (fit.is_carried, fit.collides, fit.text) == (True, False, "Alla svar ges. Svar inom tre dagar.")


def test_of_a_collision_the_rest_of_both_stays_and_the_contested_words_are_named():
    fit = Fit("Svar inom två dagar.", "Svar inom tre dagar.", "Alla svar inom fyra dagar.")
    assert fit.collides and "två" in fit.contested
    assert fit.text.endswith("inom tre dagar.") and fit.text.startswith("Alla")


def test_the_same_change_wanted_twice_is_no_collision():
    assert collisions("Svar inom två dagar.", ["Svar inom tre dagar.", "Svar inom tre dagar."]) == {}
    assert collisions("Svar inom två dagar.", ["Svar inom tre dagar.", "Svar inom fyra dagar."]) == {(0, 1): ["två"]}


def test_two_additions_in_one_place_collide_even_though_no_word_is_contested():
    assert collisions("Svar ges.", ["Svar ges snart.", "Svar ges alltid."]) == {(0, 1): []}
