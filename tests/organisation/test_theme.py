"""The theme keeps its promise of contrast whatever colours a municipality has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.domain import theme
from organisation.domain.colour import contrast, hue

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
modes = st.sampled_from(["light", "dark"])

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "official"),
    ("ink", "mark"),
    ("ink-2", "paper"),
    ("ink-2", "ground"),
    ("ink-2", "official"),
    ("action", "paper"),
    ("action", "ground"),
    ("action", "official"),
    ("action-hover", "paper"),
    ("action-hover", "official"),
    ("on-profile", "profile"),
    ("ins", "ins-bg"),
    ("ins", "paper"),
    ("del", "del-bg"),
    ("del", "paper"),
    ("draft", "draft-bg"),
    ("danger", "paper"),
    ("ds-color-accent-base-contrast-default", "ds-color-accent-base-default"),
    ("ds-color-accent-base-contrast-default", "ds-color-accent-base-hover"),
    ("ds-color-accent-base-contrast-default", "ds-color-accent-base-active"),
    ("ds-color-accent-text-subtle", "ds-color-accent-surface-tinted"),
    ("ds-color-accent-text-subtle", "ds-color-accent-surface-hover"),
    ("ds-color-accent-text-subtle", "ds-color-accent-surface-active"),
    ("ds-color-accent-text-default", "ds-color-accent-surface-active"),
]


def unreadable(mode: str, profile: str, action: str) -> list:
    found = theme.tokens(mode, profile, action)
    return [
        (text, ground, found[text], found[ground])
        for text, ground in TEXT_ON_GROUND
        if contrast(found[text], found[ground]) < theme.CONTRAST
    ]


@given(mode=modes, profile=colours, action=colours)
def test_every_text_is_readable_whatever_the_colours(mode, profile, action):
    assert unreadable(mode, profile, action) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#00ff00", "#808080", "#ff00ff", "#fefefe"])
def test_nasty_colours_are_readable_too(mode, colour):
    assert unreadable(mode, colour, colour) == []


@given(mode=modes, profile=colours, action=colours)
def test_borders_and_the_bar_can_be_seen(mode, profile, action):
    found = theme.tokens(mode, profile, action)
    assert [name for name in ("line-2", "bar") if contrast(found[name], found["paper"]) < 3] == []


@given(colour=colours)
def test_what_can_be_pressed_changes_under_the_pointer(colour):
    for mode in ("light", "dark"):
        found = theme.tokens(mode, colour, colour)
        assert found["action"] != found["action-hover"]


def test_a_dark_colour_is_used_as_it_is_on_light_ground():
    found = theme.tokens("light", "#0b4f66", "#7a1f3d")
    assert (found["profile"], found["action"]) == ("#0b4f66", "#7a1f3d")


def test_a_colour_that_must_give_way_keeps_its_hue():
    found = theme.tokens("light", "#ffcc00", "#ffcc00")
    assert hue(found["action"])[2] == pytest.approx(hue("#ffcc00")[2], abs=0.05)


def test_the_address_follows_the_colours():
    one = theme.stylesheet("#0b4f66", "#0b4f66", "/a.svg", "/b.svg")
    other = theme.stylesheet("#0b4f66", "#0b4f67", "/a.svg", "/b.svg")
    assert theme.fingerprint(one) == theme.fingerprint(one)
    assert theme.fingerprint(one) != theme.fingerprint(other)


def test_the_name_of_a_logo_cannot_end_its_address():
    css = theme.stylesheet("#0b4f66", "#0b4f66", '/media/a");}body{display:none}', "/b.svg")
    assert "body{" not in css
    assert css.count("{") == css.count("}")
