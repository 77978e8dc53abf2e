"""That somebody sits there, what their window holds, and what the others have changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from drafts.models import Sitting
from tests.drafts.windows import Window, at, insert, remove, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def dans(cast, policy) -> Window:
    return Window(policy, cast.dan)


@pytest.fixture
def olgas(cast, policy) -> Window:
    return Window(policy, cast.olga)


def test_each_sees_that_the_other_is_there_and_what_changed(policy, dans, olgas):
    here = dans.beat().json()["cursor"]
    place = at(policy, "1.1")
    olgas.beat(lineage=str(place.lineage), unsaved=[rewrite(place, "Påbör")])
    told = dans.beat(cursor=here).json()
    olga = {"name": "Olga", "initials": "O", "lineage": str(place.lineage), "number": "1.1"}
    assert told["others"] == [olga | {"unsaved": True}]
    assert (told["cursor"], told["changed"], told["order"], told["numbers"]) == (here, [], None, None)
    new = insert("Nytt.", place)
    olgas.save(new, remove(at(policy, "2.1")), rewrite(place, "Påbörjat."))
    told = dans.beat(cursor=here).json()
    assert not told["others"][0]["unsaved"]
    assert [each["text"] for each in told["changed"]] == ["Påbörjat.", "Nytt."]
    assert len(told["removed"]) == 1
    assert told["order"][3] == new["lineage"]
    assert told["numbers"][new["lineage"]] == "1.2"
    assert dans.beat(cursor=told["cursor"]).json()["changed"] == []


def test_a_save_tells_what_others_changed_when_it_is_asked(policy, dans, olgas):
    here = dans.beat().json()["cursor"]
    olgas.save(rewrite(at(policy, "2.1"), "Olgas ord."))
    told = dans.save(rewrite(at(policy, "1.1"), "Dans ord."), cursor=here).json()
    assert {each["text"] for each in told["changed"]} == {"Olgas ord.", "Dans ord."}


def test_what_a_crashed_window_held_is_taken_over_once(cast, policy, dans):
    unsaved = [rewrite(at(policy, "1.1"), "Skrivet men inte sparat")]
    dans.beat(unsaved=unsaved)
    again, third = Window(policy, cast.dan), Window(policy, cast.dan)
    assert again.beat(takes=dans.key).json()["restored"] == []
    Sitting.objects.update(at=timezone.now() - timedelta(seconds=30))
    assert Window(policy, cast.olga).beat(takes=dans.key).json()["restored"] == []
    assert again.beat(takes=dans.key).json()["restored"] == unsaved
    assert third.beat(takes=dans.key).json()["restored"] == []
    assert again.save(*unsaved).status_code == 200
    assert not Sitting.objects.exclude(unsaved=[]).exists()


def test_leaving_with_unsaved_words_keeps_them_and_without_leaves_no_trace(policy, dans, olgas):
    unsaved = [rewrite(at(policy, "1.1"), "Skrivet")]
    dans.beat(unsaved=unsaved, leave=True)
    olgas.beat(leave=True)
    assert [each.unsaved for each in Sitting.objects.all()] == [unsaved]
    assert olgas.beat().json()["others"] == []


def test_a_sitting_belongs_to_its_person_and_its_buffer_is_bounded(cast, policy, dans, olgas):
    dans.beat()
    olgas.key = dans.key
    assert olgas.beat().status_code == 403
    long = rewrite(at(policy, "1.1"), "x" * 600_000)
    assert dans.beat(unsaved=[long, long]).status_code == 413
    assert dans.beat(unsaved=["?"]).status_code == 400


def test_a_buffer_keeps_steps_and_nothing_else(policy, dans):
    step = rewrite(at(policy, "1.1"), "| halv tabell", kind="table")
    assert dans.beat(unsaved=[step | {"more": {"a": "\0"}}]).status_code == 200
    assert Sitting.objects.get().unsaved == [step]
    assert [dans.beat(unsaved=[step | {"text": text}]).status_code for text in ("\0", "\ud800")] == [400, 400]
    Sitting.objects.update(at=timezone.now() - timedelta(seconds=30))
    assert dans.client.get(reverse("editor", args=[policy.slug])).status_code == 200


def test_that_others_moved_aside_is_nobodys_change(policy, dans, olgas):
    first = at(policy, "1.1")
    here = dans.beat().json()["cursor"]
    for turn in range(9):
        olgas.save(insert(f"Stycke {turn}.", first))
    told = dans.beat(cursor=here).json()
    assert [each["text"] for each in told["changed"]] == [f"Stycke {turn}." for turn in reversed(range(9))]
    (clash,) = dans.save(insert("Annat.", first, lineage=told["changed"][-1]["lineage"])).json()["stale"]
    assert clash["by"] == "Olga"
