"""The one row of settings."""

import pytest
from django.core.exceptions import ValidationError

from organisation.models import Municipality


def test_a_form_of_diary_numbers_that_cannot_be_read_is_refused():
    municipality = Municipality(pk=1, name="Ekeby kommun", email="kommun@ekeby.example", diary_format="[A-Z")
    with pytest.raises(ValidationError, match="not a regular expression"):
        municipality.clean()
