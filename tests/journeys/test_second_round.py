"""A second consultation on the new version: what the first said is carried along, and nothing is mixed."""

import pytest

from tests.journeys.rounds import second_round

pytestmark = [pytest.mark.django_db]
V1, V2 = "/policies/riktlinjer-for-lek/v/1/", "/policies/riktlinjer-for-lek/v/2/"


def test_what_the_first_round_said_stands_where_its_paragraph_is_now_and_never_at_other_words(cast, client):
    it = second_round(cast)
    page = client.get(V2)
    assert page.status_code == 200
    earlier = page.context["earlier"]
    now = {row.pk: row.text.partition(" ")[0] for row in it.second.version.paragraphs.all()}
    stands = {now[pk]: [each.comments[0].text for each in rows] for pk, rows in earlier.places.items()}
    assert stands == {
        "Riktlinjerna": ["Om kept."],
        "Platser": ["Om section."],
        "Lekplatser": ["Om edited."],
        "Varje": ["Om split."],
        "Gungor": ["Om into.", "Om joined."],
        "Sandlådor": ["Om moved."],
    }
    assert [each.comments[0].text for each in earlier.gone] == ["Om removed."]
    assert [each.comments[0].text for each in earlier.whole] == ["Om whole."]
