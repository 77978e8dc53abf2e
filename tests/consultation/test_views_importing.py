"""Putting a whole text in: by the box, by a file, and everything that is no text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drafts.domain import editing, texts
from tests.base import TEXT, announce, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def page_of(policy):
    return reverse("text-put-in", args=[policy.slug])


def words_of(policy):
    return [row.text for row in policy.versions.draft().paragraphs.all()]


def test_a_pasted_text_becomes_paragraphs(cast, dan):
    policy = make_policy(cast, text="", title="Tom")
    answer = dan.post(page_of(policy), {"text": "# Titel\n\nFörsta.\n\n## Rubrik\n\nAndra.\n", "seen": ""})
    assert answer.status_code == 302
    assert words_of(policy) == ["Första.", "Rubrik", "Andra."]
    result = dan.get(answer.headers["Location"]).content.decode()
    assert "3 paragraphs" in result


def test_an_uploaded_file_is_read_instead_of_the_box(dan, policy):
    file = SimpleUploadedFile("text.md", "\ufeff# Titel\n\nUr filen.\n".encode())
    assert dan.post(page_of(policy), {"text": "Ur rutan.", "file": file}).status_code == 302
    assert words_of(policy) == ["Ur filen."]


def test_the_result_tells_what_became_of_each_paragraph(dan, policy):
    changed = (
        TEXT.replace("två dagar", "tre dagar")
        .replace("- som svarar på frågor\n", "")
        .replace("## Uppföljning", "Ett helt nytt stycke om något annat.\n\n## Uppföljning")
    )
    answer = dan.get(dan.post(page_of(policy), {"text": changed}).headers["Location"])
    assert {fact["label"]: fact["value"] for fact in answer.context["facts"]} == {
        "Kept as they were": 6,
        "Reworded": 1,
        "Added": 1,
        "Taken out": 1,
    }
    kinds = [(row.kind, row.number) for row in answer.context["rows"]]
    assert sorted(kinds) == [("edited", "1.1"), ("new", "1.3"), ("removed", "1.2-b")]


BAD = {
    "empty": "",
    "only white space": " \n\n ",
    "ten megabytes": "ord " * 2_500_000,
    "binary": "PK\x03\x04\x00\x00",
    "a heading level skipped": "# Titel\n\n## Ett\n\n#### Tre\n",
    "nested too deeply": "\n".join("  " * n + "- djupt" for n in range(12)),
    "ten thousand brackets": "[" * 10_000,
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def test_what_is_no_text_is_refused_beside_the_field_and_kept(dan, policy, words):
    before = words_of(policy)
    answer = dan.post(page_of(policy), {"text": words, "seen": ""})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["text"]
    assert answer.context["form"]["text"].value() == words
    assert words_of(policy) == before


FILES = {
    "binary": b"PK\x03\x04\x14\x00\xff\xfe\xfa",
    "another encoding": "Å är en bokstav.".encode("latin-1"),
    "ten megabytes": b"ord " * 2_500_000,
    "empty": b"",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_text_is_refused_and_the_box_is_kept(dan, policy, data):
    before = words_of(policy)
    file = SimpleUploadedFile("brev.docx", data)
    answer = dan.post(page_of(policy), {"text": "Det som stod i rutan." if data else "", "file": file})
    assert answer.status_code == 200
    assert len(answer.context["form"].errors) == 1
    assert words_of(policy) == before
    assert answer.context["form"]["text"].value() == ("Det som stod i rutan." if data else "")


def test_more_than_can_be_read_gets_a_sentence(dan, policy):
    answer = dan.post(page_of(policy), {"text": "å" * 7_000_000})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "text": ["This is more than can be taken in at once. A text may be at most 1 MB."]
    }


def test_a_draft_that_another_has_changed_is_not_overwritten(cast, dan, policy):
    form = dan.get(page_of(policy)).context["form"]
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    editing.rewrite(paragraph, "Olgas nya ord om svar.", revision=1, by=cast.olga)
    mine = TEXT.replace("två dagar", "fem dagar")
    answer = dan.post(page_of(policy), {"text": mine, "seen": form["seen"].value()})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody has changed the draft since you opened it. Nothing is overwritten." in page
    assert "Olgas nya ord om svar." in page
    again = answer.context["form"]
    assert again["text"].value() == mine
    assert dan.post(page_of(policy), {"text": mine, "seen": again["seen"].value()}).status_code == 302
    assert "Kommunen ska svara på frågor inom fem dagar." in words_of(policy)


def test_the_box_begins_with_the_draft_as_it_is(dan, policy):
    form = dan.get(page_of(policy)).context["form"]
    draft = policy.versions.draft()
    assert (form["text"].value(), form["seen"].value()) == (texts.source(draft), texts.checksum(draft))


def test_while_the_text_rests_it_says_so(cast, dan, policy):
    announce(cast, policy)
    assert dan.get(page_of(policy)).status_code == 409
    answer = dan.post(page_of(policy), {"text": "# T\n\nNytt.\n"})
    assert "The text cannot be changed now: the matter is announced." in answer.content.decode()
    assert answer.context["form"]["text"].value() == "# T\n\nNytt.\n"


def test_wrong_method_stranger_and_weaker_role(cast, client, policy):
    pages = [page_of(policy), reverse("text-result", args=[policy.slug, 1])]
    client.force_login(cast.dan)
    assert {client.put(page).status_code for page in pages} == {405}
    client.force_login(cast.sam)
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.asa)
    assert {client.get(page).status_code for page in pages} == {403}


def test_line_ends_as_a_browser_sends_them_change_nothing(dan, policy):
    form = dan.get(page_of(policy)).context["form"]
    text = form["text"].value().replace("\n", "\r\n")
    answer = dan.get(dan.post(page_of(policy), {"text": text, "seen": form["seen"].value()}).headers["Location"])
    assert [fact["label"] for fact in answer.context["facts"]] == ["Kept as they were"]
