"""What a template left to be filled in."""

import pytest
from django.urls import reverse

from drafts.domain.blanks import has_blank
from tests.base import make_policy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "is_blank"),
    [
        ("Bolag [ska / bör] följa reglerna.", True),
        ("Se [lagen](https://lag.example), [lagen][l], [l] och noten[^1].", False),
        ("Ett \\[klammer\\] som skrivs ut.", False),
        ("Se [lagen](https://lag.example) senast [datum].", True),
    ],
)
def test_brackets_are_to_be_filled_in_and_links_are_not(text, is_blank):
    assert has_blank(text, "[l]: https://lag.example") is is_blank


def test_dan_is_told_of_brackets_before_he_asks_for_approval(cast, dan):
    policy = make_policy(cast, text="# Regler\n\n## Syfte\n\nSvar ges inom [två dagar].\n\nKlart.")
    for name in ("approval-ask", "version-freeze"):
        page = dan.get(reverse(name, args=[policy.slug])).content.decode()
        assert "1 paragraph has words within brackets." in page and "#p-1-1" in page
