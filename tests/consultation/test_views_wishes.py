"""What a comment is called and what it suggests: other words, or a new paragraph after the one that it is on."""

import pytest
from django.urls import reverse

from consultation.domain import suggestions
from consultation.models import Comment, Consultation
from drafts.domain import texts
from tests.base import close, comment
from tests.consultation.posting import filled, link

pytestmark = pytest.mark.django_db
TEXT = "/policies/riktlinjer-for-sociala-medier/v/1"
PAGE = f"{TEXT}/p/1.1/"
FORM = f"{PAGE}comment/"
NEW = "Frågor på helger besvaras nästa vardag."


def test_a_new_paragraph_is_suggested_after_one_and_shown_as_new(consultation, client):
    client.post(FORM, filled(addition=NEW))
    client.post(link())
    made = Comment.objects.get()
    base = consultation.version.paragraphs.get(number="1.1")
    assert (made.suggestion, made.suggests, made.base_checksum) == (NEW, "after", texts.digest(base.text))
    shown = client.get(PAGE).context["thread"].comments[0]
    assert "<del>" not in shown.suggestion and NEW in shown.suggestion


def test_one_comment_suggests_one_thing_and_what_was_typed_comes_back(consultation, client):
    page = client.post(FORM, filled(addition=NEW, suggestion="Kommunen ska svara snabbt.")).content.decode()
    assert NEW in page and "Kommunen ska svara snabbt." in page
    assert Comment.objects.count() == 0


def test_the_difference_is_looked_at_before_sending_and_nothing_is_lost(consultation, client):
    form = filled(act="preview", suggestion="Kommunen ska svara på frågor inom tre dagar.", named="on", kind="party")
    page = client.post(FORM, form)
    assert "<ins>" in page.content.decode() and "<del>" in page.content.decode()
    values = {name: page.context["form"][name].value() for name in ("words", "suggestion", "email", "kind", "key")}
    assert values == {name: form[name] for name in values}
    assert Comment.objects.count() == 0


def test_a_heading_a_paragraph_and_a_list_item_take_comments_and_the_list_leads_to_its_items(consultation, client):
    for number in ("1", "1.1", "1.2-a"):
        address = f"{TEXT}/p/{number}/comment/"
        assert client.get(address).status_code == 200
        assert client.post(address, filled(words="Om " + number)).status_code == 302
        assert Comment.objects.get(comment="Om " + number).paragraph.number == number
    page = client.get(f"{TEXT}/p/1.2/comment/").content.decode()
    assert f"{TEXT}/p/1.2-a/comment/" in page and f"{TEXT}/p/1.2-b/comment/" in page


LONG = "å" * 19_409
ODD = ["👩‍👩‍👧‍👦 är också en familj 🎉", "שלום, זה טוב", "\u202eabc", LONG]


def test_emoji_right_to_left_and_long_letters_are_taken_as_they_are(consultation, client):
    for words in ODD:
        receipt = client.post(f"{TEXT}/comment/", filled(words=words)).headers["Location"]
        assert Comment.objects.latest("number").comment == words
        assert words in client.get(receipt).content.decode()


def test_where_it_is_asked_for_a_comment_says_what_it_is(consultation, client):
    assert "about" not in client.get(FORM).context["form"].fields
    client.post(FORM, filled(about="question"))
    Consultation.objects.update(asks_kind=True)
    client.post(FORM, filled(about="question", words="Varför två?"))
    assert [row.kind for row in Comment.objects.order_by("number")] == ["", "question"]
    for _each in range(2):
        comment(consultation, words="Annat.", name="Pia")
    Comment.objects.update(state="shown", is_public=True)
    page = client.get(f"{PAGE}?only=kind-question")
    assert [row.calls_it for row in page.context["thread"].comments] != [] and len(page.context["thread"].comments) == 1


def test_who_speaks_for_an_organisation_stands_beside_it(consultation, client):
    sent = filled(kind="association", organisation="Norrby byalag", role="ordförande", named="on")
    receipt = client.post(FORM, sent, follow=True).content.decode()
    assert "On the web: Norrby byalag, Paula Ek, ordförande." in receipt
    client.post(FORM, filled(role="ordförande"))
    client.post(link())
    first, second = (row.submission for row in Comment.objects.order_by("number"))
    assert (first.shown_name, first.shown_role) == ("Norrby byalag", "Paula Ek, ordförande")
    assert (second.role, second.shown_role) == ("", "")


def test_staff_put_the_new_paragraph_in_from_its_card_with_the_comment_as_cause(cast, policy, consultation, client):
    client.post(FORM, filled(addition=NEW))
    comment(consultation, suggestion="Kommunen ska svara i tid.", name="Pia")
    wish = Comment.objects.get(number=1)
    close(consultation)
    client.force_login(cast.dan)
    lineage = wish.paragraph.lineage
    assert suggestions.open_conflicts(consultation) == []
    place = reverse("merge-insert", args=[policy.slug, lineage]) + f"?from={wish.pk}"
    assert place in client.get(reverse("merge-paragraph", args=[policy.slug, lineage])).content.decode()
    form = client.get(place).context["form"]
    assert (form["text"].value(), form.chosen) == (NEW, {str(wish.pk)})
    client.post(place, {"text": NEW, "kind": "paragraph", "causes": [str(wish.pk)], "key": form["key"].value()})
    assert policy.versions.draft().paragraphs.get(number="1.2").text == NEW
    assert wish.changes.count() == 1
