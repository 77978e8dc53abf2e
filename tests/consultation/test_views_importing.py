"""Putting a whole text in: sent by the box or a file, looked at, answered, saved or thrown away."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drafts.domain import editing, texts
from drafts.models import Import, Note
from drafts.views import oversize
from organisation.models import Event
from tests.base import TEXT, announce, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD, NEW = "inom två dagar", "inom tre dagar"
AWAY = TEXT.replace("- som svarar på frågor\n", "")
OLD_WORDS = f"Kommunen ska svara på frågor {OLD}."
NEW_WORDS = "Kommunen ska ge svar på de frågor som ställs i alla kanaler inom två dagar."
REWRITTEN = TEXT.replace(OLD_WORDS, NEW_WORDS)


def page_of(policy):
    return reverse("text-put-in", args=[policy.slug])


def send(client, policy, text="", **more):
    """The address of the reading of what was sent."""
    answer = client.post(page_of(policy), {"text": text, "key": uuid.uuid4(), **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.headers["Location"]


def save(client, address, **answers):
    seen = client.get(address).context["proposal"].seen
    return client.post(address, {"act": "save", "seen": seen, **answers})


def words_of(policy):
    return [row.text for row in policy.versions.draft().paragraphs.all()]


def lineages_of(policy):
    return {row.text: row.lineage for row in policy.versions.draft().paragraphs.all()}


def heard(cast):
    """A policy whose 1.1 has a comment, and which is being merged."""
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    policy.refresh_from_db()
    policy.state = "compiling"
    policy.save()
    return policy


def rows(answer, kind):
    return [line.row for line in answer.context["lines"] if getattr(line, "row", None) and line.row.kind == kind]


def test_a_pasted_text_is_looked_at_before_it_is_saved(cast, dan):
    policy = make_policy(cast, text="", title="Tom")
    address = send(dan, policy, "# Titel\n\nFörsta.\n\n## Rubrik\n\n- Andra.\n")
    shown = dan.get(address)
    assert [(each["number"], each["kind"]) for each in shown.context["structure"]] == [
        ("0.1", "paragraph"), ("1", "heading"), ("1-a", "list item")
    ]  # fmt: skip
    assert words_of(policy) == []
    result = dan.get(save(dan, address).headers["Location"]).content.decode()
    assert "3 paragraphs" in result
    assert words_of(policy) == ["Första.", "Rubrik", "Andra."]


def test_a_file_is_read_instead_of_the_box(dan, policy):
    file = SimpleUploadedFile("text.md", "\ufeff# Titel\n\nUr filen.\n".encode())
    address = send(dan, policy, "Ur rutan.", file=file)
    assert [each["block"].text for each in dan.get(f"{address}?show=structure").context["structure"]] == ["Ur filen."]


def test_what_was_pasted_with_its_headings_keeps_them(cast, dan):
    policy = make_policy(cast, text="", title="Tom")
    address = send(dan, policy, "Ansvar\nAlla svarar.", rich="<h2>Ansvar</h2><ul><li>Alla svarar.</li></ul>")
    kinds = [each["block"].kind for each in dan.get(address).context["structure"]]
    assert kinds == ["heading", "bullet"]


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


def test_any_pair_can_be_tied_otherwise(dan, policy):
    before = lineages_of(policy)
    address = send(dan, policy, TEXT.replace(OLD, NEW))
    other = before["Varje konto ska ha en ansvarig:"]
    answer = dan.post(address, {"act": "answers", "tie-n2": "with", "with-n2": other.hex})
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
    editing.rewrite(
        paragraph,
        "Riktlinjerna ses över av kommunstyrelsen senast fyra år efter det att beslutet togs.",
        revision=1,
        by=cast.olga,
    )
    answer = dan.post(address, {"act": "save", "seen": seen, "tie-n2": "same"})
    assert answer.status_code == 409
    assert "Nothing is overwritten." in answer.content.decode()
    assert theirs in words_of(policy)
    again = {line.row.key: line.row for line in answer.context["lines"]}
    assert again["n2"].is_answered
    assert again["n7"].is_open
    assert save(dan, address, **{"tie-n7": "same"}).status_code == 302


def test_saving_twice_saves_once(dan, policy):
    address = send(dan, policy, TEXT.replace(OLD, NEW))
    seen = dan.get(address).context["proposal"].seen
    answers = [dan.post(address, {"act": "save", "seen": seen}).headers["Location"] for _time in range(2)]
    assert dan.get(address).headers["Location"] == answers[0] == dan.get(answers[1], follow=True).request["PATH_INFO"]
    assert Event.objects.filter(verb="text put in", facts__has_key="reading").count() == 1


def test_a_reading_that_is_thrown_away_leaves_nothing(dan, policy):
    words = words_of(policy)
    address = send(dan, policy, REWRITTEN)
    assert "Pasted text" in dan.get(page_of(policy)).content.decode()
    assert dan.post(address, {"act": "discard"}).status_code == 302
    assert words_of(policy) == words
    assert "Pasted text" not in dan.get(page_of(policy)).content.decode()
    assert (Import.objects.get().text, Import.objects.get().file.name) == ("", "")
    assert "Nothing is changed in your draft." in dan.get(address).content.decode()


def test_a_file_can_be_read_again_with_its_headings_further_down_and_another_start(dan, policy):
    address = send(dan, policy, "# T\n\n## Förord\n\nOrd.\n\n## Ansvar\n\nFler ord.\n")
    dan.post(address, {"act": "again", "start": "2", "shift": "0"})
    structure = dan.get(f"{address}?show=structure").context["structure"]
    assert [(each["number"], each["block"].kind) for each in structure] == [
        ("0.1", "paragraph"), ("0.2", "paragraph"), ("1", "heading"), ("1.1", "paragraph")
    ]  # fmt: skip


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


def test_while_a_file_is_read_the_page_asks_again_by_itself(cast, dan, policy):
    reading = Import.objects.create(
        policy=policy, by=cast.dan, form="docx", state="reading", progress=40, name="stor.docx"
    )
    address = reverse("text-import", args=[policy.slug, reading.key])
    page = dan.get(address).content.decode()
    assert '<meta http-equiv="refresh"' in page and 'value="40"' in page and "stor.docx" in page
    assert "stor.docx" in dan.get(page_of(policy)).content.decode()
    Import.objects.update(state="failed", problem="Filen är trasig.")
    assert dan.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Filen är trasig." in dan.get(address).content.decode()


BAD = {
    "empty": "",
    "only white space": " \n\n ",
    "ten megabytes": "ord " * 2_500_000,
    "binary": "PK\x03\x04\x00\x00",
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def test_what_is_no_text_is_refused_beside_the_field_and_kept(dan, policy, words):
    before = words_of(policy)
    answer = dan.post(page_of(policy), {"text": words, "key": uuid.uuid4()})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["text"]
    assert answer.context["form"]["text"].value() == words
    assert (words_of(policy), Import.objects.count()) == (before, 0)


FILES = {
    "a corrupt Word file": b"PK\x03\x04\x14\x00\xff\xfe\xfa",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "21 megabytes": b"ord " * 5_300_000,
    "empty": b"",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_text_is_refused_and_the_box_is_kept(dan, policy, data):
    before = words_of(policy)
    file = SimpleUploadedFile("brev.docx", data, content_type=WORD)
    answer = dan.post(page_of(policy), {"text": "Det som stod i rutan.", "file": file, "key": uuid.uuid4()})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert answer.context["form"]["text"].value() == "Det som stod i rutan."
    assert (words_of(policy), Import.objects.count()) == (before, 0)


def test_more_than_can_be_read_gets_a_sentence(dan, policy, monkeypatch):
    answer = dan.post(page_of(policy), {"text": "å" * 7_000_000})
    assert answer.context["form"].errors == {
        "text": ["This is more than can be taken in at once. A text may be at most 1 MB."]
    }
    monkeypatch.setattr(oversize, "MOST", 1_500_000)
    file = SimpleUploadedFile("stor.docx", b"x" * 2_000_000)
    answer = dan.post(page_of(policy), {"text": "Ord.", "file": file})
    assert answer.status_code == 200
    assert "This is 2 MB and was not read." in answer.context["form"].errors["text"][0]


def test_the_box_begins_with_the_draft_as_it_is(dan, policy):
    form = dan.get(page_of(policy)).context["form"]
    assert form["text"].value() == texts.source(policy.versions.draft())


def test_the_same_form_sent_twice_is_one_reading_and_a_new_one_when_that_is_over(dan, policy):
    key = str(uuid.uuid4())
    first, second = (send(dan, policy, TEXT, key=key) for _time in range(2))
    assert first == second
    dan.post(first, {"act": "discard"})
    assert send(dan, policy, TEXT, key=key) != first


def test_while_the_text_rests_it_says_so(cast, dan, policy):
    address = send(dan, policy, TEXT.replace(OLD, NEW))
    announce(cast, policy)
    assert dan.get(page_of(policy)).status_code == 409
    answer = dan.post(page_of(policy), {"text": "# T\n\nNytt.\n", "key": uuid.uuid4()})
    assert "The text cannot be changed now: the matter is announced." in answer.content.decode()
    assert answer.context["form"]["text"].value() == "# T\n\nNytt.\n"
    assert "The text cannot be changed now: the matter is announced." in save(dan, address).content.decode()


def test_wrong_method_stranger_and_weaker_role(cast, client, policy):
    client.force_login(cast.dan)
    pages = [page_of(policy), reverse("text-result", args=[policy.slug, 1]), send(client, policy, TEXT)]
    assert {client.put(page).status_code for page in pages} == {405}
    client.force_login(cast.sam)
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.asa)
    assert {client.get(page).status_code for page in pages} == {403}


def test_line_ends_as_a_browser_sends_them_change_nothing(dan, policy):
    text = dan.get(page_of(policy)).context["form"]["text"].value().replace("\n", "\r\n")
    result = dan.get(save(dan, send(dan, policy, text)).headers["Location"])
    assert [fact["label"] for fact in result.context["facts"]] == ["Kept as they were"]
