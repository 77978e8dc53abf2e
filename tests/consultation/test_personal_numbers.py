"""What is taken for a personal number, and what is not."""

import pytest

from consultation.domain import personal_numbers


@pytest.mark.parametrize(
    "text", ["121212-1212", "19121212-1212", "191212121212", "121212+1212", "120272-1234", "min mor (19121212-1212)"]
)
def test_personal_and_coordination_numbers_are_found(text):
    assert personal_numbers.first(text)


@pytest.mark.parametrize(
    "text",
    ["0555-100 00", "KS 2026/123", "121312-1212", "1212121213", "2026-11-20", "070-123 45 67"],
)
def test_telephone_numbers_dates_and_references_are_not(text):
    assert personal_numbers.first(text) == ""
