"""Putting a whole text in: sent by the box or a file, looked at, saved or thrown away."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from drafts.domain import texts
from drafts.models import Import
from drafts.views import oversize
from organisation.models import Event
from tests.base import TEXT, announce, make_policy
from tests.consultation.readings import NEW, OLD, REWRITTEN, page_of, save, send, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
