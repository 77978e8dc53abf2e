"""What the editor's script posts: steps that are saved together, all or none."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafts.models import Paragraph
from drafts.models.policy import State
from organisation.models import Event
from tests.base import announce, approve
from tests.drafts.windows import Window, at, insert, remove, rewrite, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dans(cast, policy) -> Window:
    return Window(policy, cast.dan)


@pytest.fixture
def olgas(cast, policy) -> Window:
    return Window(policy, cast.olga)


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
    theirs, both = "Kommunen ska svara på frågor inom tre dagar.", "Kommunen svarar på frågor inom tre dagar."
    step = {"do": "rewrite", "lineage": str(seen.lineage), "revision": 2, "kind": "paragraph", "level": 0, "marker": ""}
    (row,) = clash.pop("rows")
    assert (row["lineage"], row["revision"], row["text"]) == (str(seen.lineage), 2, theirs)
    assert clash == {
        "lineages": [str(seen.lineage)],
        "has_words": True,
        "number": "1.1",
        "mine": mine,
        "theirs": theirs,
        "by": "Olga",
        "at": timezone.localtime().strftime("%H.%M"),
        "mine_steps": [step | {"text": mine, "seen": {}}],
        "proposal": {"text": both, "conflicts": [], "steps": [step | {"text": both, "seen": {}}]},
    }
    assert "Något annat." not in words(policy)


def test_what_both_changed_is_a_conflict_in_the_proposal(policy, dans, olgas):
    seen = at(policy, "1.1")
    olgas.save(rewrite(seen, seen.text.replace("två", "tre")))
    (clash,) = dans.save(rewrite(seen, seen.text.replace("två", "fyra"))).json()["stale"]
    assert clash["proposal"]["conflicts"] == [{"mine": "fyra", "theirs": "tre", "base": "två"}]


def test_a_paragraph_that_was_split_meanwhile_is_one_clash_with_its_halves(policy, dans, olgas):
    seen, cursor = at(policy, "1.1"), Paragraph.history.latest("history_id").history_id
    rest = insert("frågor inom två dagar.", seen, split_from=str(seen.lineage), seen={str(seen.lineage): 1})
    olgas.save(rewrite(seen, "Kommunen ska svara på"), rest)
    (clash,) = dans.save(rewrite(seen, seen.text.replace("två", "tre")), told=cursor).json()["stale"]
    assert clash["lineages"] == [str(seen.lineage), rest["lineage"]]
    assert clash["theirs"] == "Kommunen ska svara på\n\nfrågor inom två dagar."
    assert clash["proposal"]["text"] == "Kommunen ska svara på\n\nfrågor inom tre dagar."
    assert dans.save(*clash["proposal"]["steps"]).status_code == 200
    assert [at(policy, each).text for each in ("1.1", "1.2")] == ["Kommunen ska svara på", "frågor inom tre dagar."]


@pytest.mark.parametrize("theirs", ["rewrite", "remove"])
def test_a_half_is_not_taken_when_what_it_was_split_from_has_changed(policy, dans, olgas, theirs):
    seen, before = at(policy, "1.1"), len(words(policy))
    half = insert("frågor inom två dagar.", seen, split_from=str(seen.lineage), seen={str(seen.lineage): 1})
    olgas.save(rewrite(seen, "Andra ord.") if theirs == "rewrite" else remove(seen))
    answer = dans.save(half)
    assert answer.status_code == 409
    assert answer.json()["stale"][0]["lineages"] == [str(seen.lineage), half["lineage"]]
    assert len(words(policy)) == before - (theirs == "remove")


def test_only_a_cut_in_another_place_follows_those_who_were_first(policy, dans, olgas):
    seen = at(policy, "1.1")
    olgas.save(rewrite(seen, seen.text + " Tack."))
    half = insert("frågor inom två dagar.", seen, split_from=str(seen.lineage), seen={str(seen.lineage): 1})
    (clash,) = dans.save(rewrite(seen, "Kommunen ska svara på"), half).json()["stale"]
    assert (clash["has_words"], clash["proposal"]) == (False, None)


def test_a_save_whose_answer_was_lost_is_answered_again_and_not_done_again(policy, dans, olgas):
    dans.beat()
    seen, key = at(policy, "1.1"), "5f0c0d8e-0000-4000-8000-000000000001"
    first = dans.save(rewrite(seen, "Dans ord."), key=key)
    olgas.save(rewrite(at(policy, "1.1"), "Olgas ord."))
    again = dans.save(rewrite(seen, "Dans ord."), key=key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert at(policy, "1.1").text == "Olgas ord."
    assert dans.save(rewrite(seen, "Dans nya ord.")).status_code == 409


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
    assert (clash["lineages"], clash["mine"], clash["theirs"]) == ([], "Annat", "Riktlinjer för nätet")
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
