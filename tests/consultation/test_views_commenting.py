"""The form: what it takes, what it refuses, and that nothing typed is lost."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultation.domain.taking_part import changing
from consultation.forms.commenting import fresh
from consultation.models import Comment, ModerationAct, Submission
from tests.base import announce, close, comment, make_policy
from tests.consultation.posting import filled, link, shape

pytestmark = pytest.mark.django_db
ADDRESS = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/comment/"
WHOLE = "/policies/riktlinjer-for-sociala-medier/v/1/comment/"
PAGE = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/"


def refused(client, words: str = "Två dagar är för kort.", address: str = ADDRESS, **more) -> str:
    """Posts what must be refused; the page that comes back, which keeps the words."""
    response = client.post(address, filled(words=words, **more))
    assert response.status_code == 200
    assert Comment.objects.count() == 0
    page = response.content.decode()
    assert "data-error-summary" in page
    return page


def test_a_comment_with_a_suggestion_leads_to_its_receipt(consultation, client):
    sent = filled(suggestion="Kommunen ska svara på frågor inom tre dagar.", named="on")
    response = client.post(ADDRESS, sent)
    assert response.headers["Location"] == f"/receipts/{sent['key']}/"
    made = Comment.objects.get()
    assert (made.paragraph.number, made.state) == ("1.1", "unconfirmed")
    assert made.suggestion == "Kommunen ska svara på frågor inom tre dagar."
    assert (made.submission.sender_name, made.submission.named) == ("Paula Ek", True)


def test_what_is_changed_after_the_back_button_is_neither_lost_nor_taken_for_the_same(consultation, client):
    form = filled()
    receipt = client.post(ADDRESS, form).headers["Location"]
    page = client.post(ADDRESS, form | {"words": "Tre dagar är bättre."}).content.decode()
    assert "This form was sent before, with other words." in page and "Tre dagar är bättre." in page
    assert form["key"] not in page and Comment.objects.count() == 1
    assert client.post(ADDRESS, form).headers["Location"] == receipt
    changing.change(Comment.objects.get(), "Två dagar räcker inte.", seen=0)
    assert client.post(ADDRESS, form).headers["Location"] == receipt  # as it was sent first


def test_a_text_that_was_left_as_it_is_suggests_nothing(consultation, client):
    text = consultation.version.paragraphs.get(number="1.1").text
    client.post(ADDRESS, filled(suggestion=text + "\r\n"))
    assert Comment.objects.get().suggestion == ""


def test_a_comment_on_the_whole_has_no_paragraph(consultation, client):
    assert client.post(WHOLE, filled()).status_code == 302
    assert Comment.objects.get().paragraph is None


def test_the_same_key_posted_twice_is_one_comment(consultation, client):
    sent = filled()
    first, second = client.post(ADDRESS, sent), client.post(ADDRESS, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Submission.objects.count() == 1


def test_only_the_form_sets_a_cookie_and_it_is_never_stored(consultation, client):
    assert not client.get(PAGE).cookies
    response = client.get(ADDRESS)
    assert list(response.cookies) == ["csrf"]
    assert "no-store" in response.headers["Cache-Control"]


def test_a_form_without_its_token_is_refused_and_the_words_can_be_copied(consultation):
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, filled(words="<b>Mina ord", addition="Nytt stycke."))
    assert (answer.status_code, answer.content.count(b"readonly")) == (403, 2)
    assert "&lt;b&gt;Mina ord" in answer.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("words", ["", "   ", "\n\t ", "\u200b\u2060", "\u2800 \u3164"])
def test_an_empty_comment_is_refused(consultation, client, words):
    refused(client, words)


def test_a_comment_of_more_than_20_000_characters_is_refused_and_kept(consultation, client):
    words = "å" * 20_001
    page = refused(client, words)
    assert words in page
    assert 'maxlength="20000"' not in page  # the browser would cut in silence what is pasted


def test_an_address_that_is_none_is_refused_beside_the_field(consultation, client):
    page = refused(client, email="paula@")
    assert 'aria-invalid="true"' in page
    assert "Två dagar är för kort." in page


def test_an_organisation_is_named(consultation, client):
    refused(client, kind="association", organisation="")
    client.post(ADDRESS, filled(kind="association", organisation="Norrby byalag", name=""))
    assert Comment.objects.get().submission.shown_name == "Norrby byalag"


def test_a_private_person_has_no_organisation(consultation, client):
    client.post(ADDRESS, filled(organisation="Ett bolag"))
    assert Comment.objects.get().submission.organisation == ""


@pytest.mark.parametrize(
    "name",
    [
        "Ekeby kommun",
        "EKEBY  KOMMUN",
        "Ekeby kommuns",
        "Ekeby\u200b kommun",
        "Paula\u202eEk",
        "Ek\u0435by kommun",
        "Moderator",
    ],
)
def test_a_name_that_plays_the_municipality_is_refused(consultation, client, name):
    refused(client, name=name)


def test_a_party_may_have_the_municipalitys_name_in_its_own(consultation, client):
    client.post(ADDRESS, filled(kind="party", organisation="Centerpartiet i Ekeby kommun"))
    assert Comment.objects.count() == 1


def test_the_hidden_field_of_machines_is_left_empty(consultation, client):
    refused(client, website="http://example.com")


def test_a_form_that_comes_back_at_once_is_refused_and_kept(consultation, client):
    page = refused(client, **fresh())
    assert "Två dagar är för kort." in page


def test_a_form_with_another_key_than_it_was_given_gets_a_new_one(consultation, client):
    sent = filled()
    page = client.post(ADDRESS, sent | {"key": str(uuid.uuid4())}).content.decode()
    assert sent["key"] not in page
    assert Comment.objects.count() == 0


def test_what_looks_like_a_personal_number_is_asked_about_and_then_held(consultation, client):
    words = "Svar om min mamma 19121212-1212 dröjde."
    page = refused(client, words)
    assert "19121212-1212" in page
    client.post(ADDRESS, filled(words=words, anyway="on"))
    made = Comment.objects.get()
    assert (made.comment, made.state) == (words, "unconfirmed")
    client.post(link())
    made.refresh_from_db()
    assert (made.state, made.is_public) == ("held", False)
    assert ModerationAct.objects.get().comment_id == made.pk
    assert "19121212" not in client.get(PAGE).content.decode()


def test_after_closing_the_words_come_back_and_nothing_is_sent(consultation, client):
    close(consultation)
    assert "<form" not in client.get(ADDRESS).content.decode().split("<main")[1].split("</main")[0]
    page = refused(client, "Jag hann inte.")
    assert "Jag hann inte." in page


def test_before_opening_there_is_no_form(cast, client):
    now = timezone.now()
    announce(cast, make_policy(cast), opens=now + timedelta(days=1), closes=now + timedelta(days=9))
    assert "<textarea" not in client.get(ADDRESS).content.decode()
    refused(client)


def test_a_reply_stands_under_what_it_answers(consultation, client):
    first = comment(consultation, words="Först.")
    assert first.reference in client.get(f"{ADDRESS}?reply={first.reference}").content.decode()
    client.post(ADDRESS, filled(words="Sedan.", reply=first.reference))
    reply = Comment.objects.get(comment="Sedan.")
    assert reply.parent_id == first.pk


@pytest.mark.parametrize("reply", ["S-9999", "S-", "nonsense", "S-1e9"])
def test_a_reply_to_nothing_is_refused_once_and_then_stands_alone(consultation, client, reply):
    page = refused(client, reply=reply)
    assert f'value="{reply}"' not in page
    client.post(ADDRESS, filled())
    assert not Comment.objects.get().is_reply


def test_a_reply_to_a_hidden_comment_is_refused(consultation, client):
    hidden = comment(consultation)
    Comment.objects.filter(pk=hidden.pk).update(state="hidden")
    client.post(ADDRESS, filled(words="Svar.", reply=hidden.reference))
    assert not Comment.objects.filter(comment="Svar.").exists()


def test_no_payload_reaches_a_page_as_more_than_words(consultation, client, shared):
    corpus = shared / "corpora" / "xss" / "LIVE_chromium.jsonl"
    if not corpus.exists():
        pytest.skip("the corpus of payloads is not here")
    payloads = [json.loads(line)["payload"] for line in corpus.read_text().splitlines()][::7]
    for payload in payloads:
        sent = filled(words=payload, suggestion=payload, named="on", name="Paula <b>Ek")
        response = client.post(ADDRESS, sent)
        if response.status_code == 200:  # refused: only spaces once control characters are gone
            continue
        client.post(link())
    pages = [client.get(f"{PAGE}?page={page}").content.decode() for page in (1, 2, 3, 4)]
    pages.append(client.get(f"/receipts/{sent['key']}/").content.decode())
    seen = shape("".join(page.split("<main")[1].split("</main>")[0] for page in pages))
    assert seen.schemes <= {"", "http", "https", "mailto"}
    names = {name for _tag, attributes in seen.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc", "formaction")}
    assert not {tag for tag, _attributes in seen.elements} & {"script", "iframe", "object", "embed", "img", "style"}
