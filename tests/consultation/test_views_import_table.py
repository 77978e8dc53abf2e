"""A text read in over a draft: which paragraph is which, and what must be said by hand."""

import pytest
from django.urls import reverse

from drafts.domain import editing
from drafts.models import Import, Note
from tests.base import TEXT
from tests.consultation.readings import (
    AWAY,
    NEW,
    NEW_WORDS,
    OLD,
    OLD_WORDS,
    REWRITTEN,
    heard,
    lineages_of,
    rows,
    save,
    send,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_over_a_draft_each_paragraph_is_told_and_keeps_its_identity(dan, policy):
    before = lineages_of(policy)
    new = AWAY.replace(OLD, NEW).replace("## Uppföljning", "Ett helt nytt stycke om något annat.\n\n## Uppföljning")
    address = send(dan, policy, new)
    shown = dan.get(f"{address}?show=")
    assert [each["n"] for each in shown.context["tabs"]] == [9, 1, 1, 1, 8]
    assert [row.like for row in rows(shown, "edited")] == [95]
    result = dan.get(save(dan, address).headers["Location"])
    assert {fact["label"]: fact["value"] for fact in result.context["facts"]} == {
        "Kept as they were": 6, "Reworded": 1, "Added": 1, "Taken out": 1
    }  # fmt: skip
    kinds = [(row.kind, row.number) for row in result.context["rows"]]
    assert sorted(kinds) == [("edited", "1.1"), ("new", "1.3"), ("removed", "1.2-b")]
    after = lineages_of(policy)
    assert after[f"Kommunen ska svara på frågor {NEW}."] == before[OLD_WORDS]


def test_a_doubtful_pair_needs_an_answer_before_anything_is_saved(dan, policy):
    before, words = lineages_of(policy), words_of(policy)
    address = send(dan, policy, REWRITTEN)
    refused = save(dan, address)
    assert refused.status_code == 200
    assert "1 question has no answer yet." in refused.content.decode()
    assert [row.key for row in refused.context["missing"]] == ["n2"]
    assert words_of(policy) == words
    assert save(dan, address, **{"tie-n2": "same"}).status_code == 302
    kept = lineages_of(policy)[NEW_WORDS]
    assert kept == before[OLD_WORDS]


def test_a_doubtful_pair_can_be_two_paragraphs(dan, policy):
    before = lineages_of(policy)
    address = send(dan, policy, REWRITTEN)
    assert save(dan, address, **{"tie-n2": "new"}).status_code == 302
    fresh = lineages_of(policy)[NEW_WORDS]
    assert fresh not in before.values()


def test_what_is_left_of_doubtful_pairs_can_be_confirmed_at_once_but_not_where_comments_stand(cast, dan):
    policy = heard(cast)
    theirs = "av nämnden senast fyra år efter det att beslutet togs"
    text = REWRITTEN.replace("senast två år efter beslutet", theirs)
    address = send(dan, policy, text)
    before = [row.key for row in dan.get(address).context["missing"]]
    dan.post(address, {"act": "rest"})
    assert (before, [row.key for row in dan.get(address).context["missing"]]) == (["n2", "n7"], ["n2"])


def test_any_pair_can_be_tied_otherwise(dan, policy):
    before = lineages_of(policy)
    address = send(dan, policy, TEXT.replace(OLD, NEW))
    other = before["Varje konto ska ha en ansvarig:"]
    answer = dan.post(address, {"act": "answers", "with-n2": other.hex})
    assert answer.status_code == 302
    shown = dan.get(answer.headers["Location"] + "?show=")
    assert [(row.olds[0].number, row.news[0].number) for row in rows(shown, "edited")] == [("1.2", "1.1")]
    assert save(dan, address).status_code == 302
    assert lineages_of(policy)[f"Kommunen ska svara på frågor {NEW}."] == other


def test_answers_that_contradict_each_other_are_told_and_not_kept(dan, policy):
    address = send(dan, policy, TEXT.replace(OLD, NEW))
    old = lineages_of(policy)["Varje konto ska ha en ansvarig:"].hex
    answers = {"tie-n2": "with", "with-n2": old, "tie-n3": "with", "with-n3": old}
    shown = dan.post(address, {"act": "answers", "show": "", **answers})
    assert list(shown.context["faults"]) == ["n3"]
    assert "1.2 is already tied to another paragraph." in shown.content.decode()
    split = dan.post(address, {"act": "answers", "show": "", **answers, "also-n3": "on"})
    assert split.status_code == 302
    assert [len(row.news) for row in rows(dan.get(f"{address}?show="), "split")] == [2]


def test_a_commented_paragraph_that_would_go_needs_an_answer_and_stays_in_its_version(cast, dan):
    policy = heard(cast)
    gone = policy.versions.draft().paragraphs.get(number="1.1")
    address = send(dan, policy, TEXT.replace(f"{gone.text}\n\n", ""))
    shown = dan.get(address)
    assert [(row.comments, row.is_open) for row in rows(shown, "removed")] == [(1, True)]
    assert save(dan, address).status_code == 200
    assert save(dan, address, **{f"tie-o{gone.lineage.hex}": "gone"}).status_code == 302
    assert gone.text not in words_of(policy)
    assert policy.versions.newest().paragraphs.filter(lineage=gone.lineage).exists()
    table = dan.get(reverse("merge-paragraph", args=[policy.slug, gone.lineage])).content.decode()
    assert "It has been removed. Its comments are answered here." in table
    assert "Två dagar är för kort tid." in table


def test_a_commented_paragraph_may_have_become_another(cast, dan):
    policy = heard(cast)
    gone = policy.versions.draft().paragraphs.get(number="1.1")
    address = send(dan, policy, TEXT.replace(gone.text, "Svar ges alltid skyndsamt och av rätt person."))
    key = f"o{gone.lineage.hex}"
    assert save(dan, address, **{f"tie-{key}": "with", f"with-{key}": "2"}).status_code == 302
    assert policy.versions.draft().paragraphs.get(lineage=gone.lineage).text.startswith("Svar ges")


def test_a_draft_that_another_has_changed_is_not_overwritten_and_the_answers_that_fit_are_kept(cast, dan, policy):
    address = send(dan, policy, REWRITTEN)
    seen = dan.get(address).context["proposal"].seen
    paragraph = policy.versions.draft().paragraphs.get(number="2.1")
    theirs = "Riktlinjerna ses över av kommunstyrelsen senast fyra år efter det att beslutet togs."
    editing.rewrite(paragraph, theirs, revision=1, by=cast.olga)
    answer = dan.post(address, {"act": "save", "seen": seen, "tie-n2": "same"})
    assert answer.status_code == 409
    assert "Nothing is overwritten." in answer.content.decode()
    assert theirs in words_of(policy)
    again = {line.row.key: line.row for line in answer.context["lines"]}
    assert again["n2"].is_answered
    assert again["n7"].is_open
    assert save(dan, address, **{"tie-n7": "same"}).status_code == 302


def test_what_a_word_file_says_in_its_margin_becomes_notes(cast, dan, policy):
    reading = Import(policy=policy, by=cast.dan, state="ready", form="docx", text=TEXT, found={"tracked": 1})
    said = {"block": 2, "author": "Eva Ek", "at": "2026-01-02T10:00:00Z"}
    reading.remarks = [said | {"words": "Kort.", "reply_to": None}]
    reading.revisions = [said | {"text": "Svar inom en dag.", "base": OLD_WORDS, "kind": "edit"}]
    reading.save()
    address = reverse("text-import", args=[policy.slug, reading.key])
    assert "Say first what shall be done" in save(dan, address).content.decode()
    Import.objects.update(tracked="suggest")
    assert save(dan, address).status_code == 302
    lineage = policy.versions.draft().paragraphs.get(number="1.1").lineage
    found = Note.objects.filter(lineage=lineage).values_list("signature", "words", "suggestion")
    assert sorted(found) == [("Eva Ek", "", "Svar inom en dag."), ("Eva Ek", "Kort.", "")]


def test_a_mark_in_the_file_is_a_sure_tie_unless_it_occurs_twice(cast, dan, policy):
    lineage = str(policy.versions.draft().paragraphs.get(number="2.1").lineage)
    text = "# Riktlinjer för sociala medier\n\nHelt andra ord än förut.\n\nOch några till, som ingen skrev.\n"
    marks = {"one": [lineage, None], "twice": [lineage, lineage]}
    made = {name: Import(policy=policy, by=cast.dan, state="ready", form="docx", text=text) for name in marks}
    for name, reading in made.items():
        reading.lineages = marks[name]
        reading.save()
    shown = {name: dan.get(reverse("text-import", args=[policy.slug, each.key])) for name, each in made.items()}
    pairs = {}
    for name, page in shown.items():
        pairs[name] = [(row.olds[0].number, row.is_open) for row in rows(page, "moved") + rows(page, "edited")]
    assert pairs == {"one": [("2.1", False)], "twice": []}
