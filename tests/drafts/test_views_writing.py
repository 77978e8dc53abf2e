"""What the editor's script posts: steps that are saved together, and that somebody sits there."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafts.models import Paragraph, Sitting
from drafts.models.policy import State
from organisation.models import Event
from tests.base import announce, approve

pytestmark = pytest.mark.django_db


class Window:
    """One person's window of the browser."""

    def __init__(self, policy, user) -> None:
        self.policy, self.key = policy, str(uuid.uuid4())
        self.client = Client()
        self.client.force_login(user)

    def post(self, name: str, sent: dict):
        return self.client.post(
            reverse(name, args=[self.policy.slug]), json.dumps({"sitting": self.key} | sent), "application/json"
        )

    def save(self, *steps: dict, **more):
        return self.post("editor-save", {"steps": steps} | more)

    def beat(self, **sent):
        return self.post("editor-sitting", {"cursor": 0} | sent)


@pytest.fixture
def dans(cast, policy) -> Window:
    return Window(policy, cast.dan)


@pytest.fixture
def olgas(cast, policy) -> Window:
    return Window(policy, cast.olga)


def draft(policy):
    return policy.versions.draft()


def at(policy, number: str) -> Paragraph:
    return draft(policy).paragraphs.get(number=number)


def words(policy) -> list[str]:
    return list(draft(policy).paragraphs.values_list("text", flat=True))


def rewrite(paragraph: Paragraph, text: str, **more) -> dict:
    form = {"kind": paragraph.kind, "level": paragraph.level, "marker": paragraph.marker}
    seen = {"do": "rewrite", "lineage": str(paragraph.lineage), "revision": paragraph.revision}
    return seen | form | {"text": text} | more


def insert(text: str, after: Paragraph | None, **more) -> dict:
    place = {"do": "insert", "lineage": str(uuid.uuid4()), "after": str(after.lineage) if after else None}
    return place | {"kind": "paragraph", "level": 0, "marker": "", "text": text, "split_from": None} | more


def remove(paragraph: Paragraph, into: Paragraph | None = None) -> dict:
    merged = str(into.lineage) if into else None
    return {"do": "remove", "lineage": str(paragraph.lineage), "revision": paragraph.revision, "merged_into": merged}


def test_a_save_answers_with_what_it_touched(policy, dans):
    paragraph = at(policy, "1.1")
    answer = dans.save(rewrite(paragraph, "Svar inom **tre** dagar."))
    assert answer.status_code == 200
    told = answer.json()
    assert told.pop("saved_at") == timezone.localtime().strftime("%H.%M")
    assert told == {
        "cursor": Paragraph.history.latest("history_id").history_id,
        "title": policy.title,
        "paragraphs": [
            {
                "lineage": str(paragraph.lineage),
                "revision": 2,
                "number": "1.1",
                "kind": "paragraph",
                "level": 0,
                "marker": "",
                "text": "Svar inom **tre** dagar.",
                "html": "Svar inom <strong>tre</strong> dagar.",
                "name": "paragraph 1.1",
            }
        ],
        "numbers": {},
        "markers": {},
    }


def test_a_split_and_a_join_are_each_one_save(policy, dans):
    first, second = at(policy, "1.1"), at(policy, "1.2")
    rest = insert("frågor inom två dagar.", first, split_from=str(first.lineage))
    answer = dans.save(rewrite(first, "Kommunen ska svara på"), rest).json()
    assert answer["numbers"][rest["lineage"]] == "1.2"
    assert answer["numbers"][str(second.lineage)] == "1.3"
    joined = at(policy, "1.2")
    told = dans.save(rewrite(at(policy, "1.1"), first.text), remove(joined, into=first)).json()
    assert [each["text"] for each in told["paragraphs"]] == [first.text]
    assert told["numbers"][str(second.lineage)] == "1.2"
    assert Event.objects.filter(verb="text written").count() == 2


def test_two_windows_save_different_paragraphs(policy, dans, olgas):
    one, other = at(policy, "1.1"), at(policy, "2.1")
    assert dans.save(rewrite(one, "Dans ord.")).status_code == 200
    assert olgas.save(rewrite(other, "Olgas ord.")).status_code == 200
    assert {"Dans ord.", "Olgas ord."} <= set(words(policy))


def test_the_same_paragraph_gets_409_with_both_texts_and_a_proposal(policy, dans, olgas):
    seen = at(policy, "1.1")
    olgas.save(rewrite(seen, "Kommunen ska svara på frågor inom tre dagar."))
    mine = "Kommunen svarar på frågor inom två dagar."
    answer = dans.save(rewrite(seen, mine), rewrite(at(policy, "2.1"), "Något annat."))
    assert answer.status_code == 409
    (clash,) = answer.json()["stale"]
    assert "<del>" in clash.pop("difference")
    assert clash == {
        "do": "rewrite",
        "lineage": str(seen.lineage),
        "number": "1.1",
        "mine": mine,
        "theirs": "Kommunen ska svara på frågor inom tre dagar.",
        "revision": 2,
        "by": "Olga",
        "at": timezone.localtime().strftime("%H.%M"),
        "proposal": {"text": "Kommunen svarar på frågor inom tre dagar.", "conflicts": []},
    }
    assert "Något annat." not in words(policy)


def test_what_both_changed_is_a_conflict_in_the_proposal(policy, dans, olgas):
    seen = at(policy, "1.1")
    olgas.save(rewrite(seen, seen.text.replace("två", "tre")))
    (clash,) = dans.save(rewrite(seen, seen.text.replace("två", "fyra"))).json()["stale"]
    assert clash["proposal"]["conflicts"] == [{"mine": "fyra", "theirs": "tre", "base": "två"}]


def test_words_for_a_paragraph_that_somebody_removed_are_given_back(policy, dans, olgas):
    gone = at(policy, "1.1")
    olgas.save(remove(gone))
    (clash,) = dans.save(rewrite(gone, "Mina ord.")).json()["stale"]
    assert (clash["mine"], clash["theirs"], clash["number"], clash["by"]) == ("Mina ord.", None, "1.1", "Olga")


def test_the_same_steps_again_change_nothing_and_answer_the_same(policy, dans):
    steps = [rewrite(at(policy, "1.1"), "Nya ord."), insert("Till.", at(policy, "1.1")), remove(at(policy, "2.1"))]
    steps.append({"do": "move", "lineage": steps[1]["lineage"], "after": None})
    first = dans.save(*steps).json()
    kept = words(policy), Paragraph.history.count(), Event.objects.count()
    again = dans.save(*steps).json()
    assert (words(policy), Paragraph.history.count(), Event.objects.count()) == kept
    assert (again["paragraphs"], again["cursor"]) == (first["paragraphs"], first["cursor"])


def test_a_writer_whose_answer_was_lost_goes_on_with_the_new_paragraph(policy, dans, olgas):
    step = insert("Bör", at(policy, "1.1"))
    dans.save(step)
    assert dans.save(step | {"text": "Början."}).status_code == 200
    assert olgas.save(step | {"text": "Annat."}).status_code == 409
    assert at(policy, "1.2").text == "Början."


def test_an_insertion_behind_a_removed_paragraph_stands_where_that_stood(policy, dans, olgas):
    gone, step = at(policy, "1.1"), insert("Nytt.", at(policy, "1.1"))
    olgas.save(remove(gone))
    assert dans.save(step).status_code == 200
    assert at(policy, "1.1").text == "Nytt."


def test_nothing_is_saved_when_one_step_is_refused(policy, dans):
    before = words(policy)
    step = rewrite(at(policy, "2.1"), "Ett.\n\nTvå.")
    answer = dans.save(rewrite(at(policy, "1.1"), "Nya ord."), step)
    assert (answer.status_code, answer.json()["lineage"]) == (422, step["lineage"])
    assert "several paragraphs" in answer.json()["message"]
    assert words(policy) == before


def test_the_title_is_a_step_too(cast, policy, dans, olgas):
    approve(cast, policy)
    step = {"do": "title", "seen": policy.title, "text": "Riktlinjer  för nätet"}
    assert dans.save(step).json()["title"] == "Riktlinjer för nätet"
    assert dans.save(step).status_code == 200
    (clash,) = olgas.save(step | {"text": "Annat"}).json()["stale"]
    assert (clash["lineage"], clash["mine"], clash["theirs"]) == (None, "Annat", "Riktlinjer för nätet")
    assert dans.save(step | {"seen": "Riktlinjer för nätet", "text": " "}).status_code == 422
    policy.refresh_from_db()
    assert policy.state == State.DRAFT


def test_a_resting_draft_answers_with_the_reason(cast, policy, dans):
    step = rewrite(at(policy, "1.1"), "Nya ord.")
    announce(cast, policy)
    answer = dans.save(step)
    assert answer.status_code == 409
    assert "cannot be changed now" in answer.json()["message"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "text/plain", 415),
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ('{"steps": {}}', "application/json", 400),
        ('{"steps": ["rewrite"]}', "application/json", 400),
        ('{"steps": [{"do": ["rewrite"]}]}', "application/json", 400),
        ('{"steps": [{"do": "rewrite", "lineage": "x"}]}', "application/json", 400),
        ('{"steps": [{"do": "move", "lineage": "x", "after": 4}]}', "application/json", 400),
        ('{"steps": [{"do": "title", "text": {"a": 1}, "seen": ""}]}', "application/json", 400),
        ('{"steps": [], "sitting": 4}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ("x" * (4 * 1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_what_is_no_save_is_answered_in_words(policy, dans, body, kind, status):
    before = words(policy)
    for name in ("editor-save", "editor-sitting"):
        answer = dans.client.post(reverse(name, args=[policy.slug]), body, kind)
        assert (answer.status_code, answer.json()["message"][-1]) == (status, ".")
    assert words(policy) == before


def test_strangers_and_readers_do_not_write(cast, policy, dans):
    step = rewrite(at(policy, "1.1"), "Nya ord.")
    assert Window(policy, cast.sam).save(step).status_code == 404
    assert Window(policy, cast.asa).save(step).status_code == 403
    assert Window(policy, cast.asa).beat().status_code == 403
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(cast.dan)
    answer = guarded.post(reverse("editor-save", args=[policy.slug]), {"steps": [step]}, "application/json")
    assert answer.status_code == 403
    assert at(policy, "1.1").revision == 1


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


def test_that_others_moved_aside_is_nobodys_change(policy, dans, olgas):
    first = at(policy, "1.1")
    here = dans.beat().json()["cursor"]
    for turn in range(9):
        olgas.save(insert(f"Stycke {turn}.", first))
    told = dans.beat(cursor=here).json()
    assert [each["text"] for each in told["changed"]] == [f"Stycke {turn}." for turn in reversed(range(9))]
    (clash,) = dans.save(insert("Annat.", first, lineage=told["changed"][-1]["lineage"])).json()["stale"]
    assert clash["by"] == "Olga"
