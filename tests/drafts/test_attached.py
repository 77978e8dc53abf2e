"""Translations and plain-language texts stand beside a version, to read only."""

import pytest
from django.urls import reverse

from drafts.models import AttachedText

pytestmark = pytest.mark.django_db
ARABIC = "# إرشادات\n\nتجيب البلدية خلال يومين."


@pytest.fixture
def page(consultation):
    return reverse("attached-texts", args=[consultation.version.policy.slug, 1])


def test_translation_is_read_beside_the_version_in_its_own_direction(client, cast, consultation, page):
    client.force_login(cast.dan)
    assert client.post(page, {"kind": "translation", "language": "ar", "text": ARABIC}).status_code == 302
    client.logout()
    slug = consultation.version.policy.slug
    address = reverse("attached-text", args=[slug, 1, "translation", "ar"])
    assert address in client.get(reverse("version", args=[slug, 1])).content.decode()
    shown = client.get(address).content.decode()
    assert 'lang="ar" dir="rtl"' in shown and "تجيب البلدية" in shown


def test_one_of_the_same_kind_and_language_is_replaced_and_one_can_be_taken_away(client, cast, page):
    client.force_login(cast.dan)
    for words in ("Ett.", "Två."):
        client.post(page, {"kind": "plain", "language": "sv", "text": f"# Lätt\n\n{words}"})
    row = AttachedText.objects.get()
    assert row.html == "<p>Två.</p>"
    assert client.get(f"{page}?text={row.pk}").context["form"]["text"].value() == row.text
    client.post(page, {"act": "remove", "text": row.pk})
    assert not AttachedText.objects.exists()


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [("svenska språket", "# Lätt\n\nOrd.", "language"), ("sv", "Ingen rubrik.", "text"), ("sv", "# Bara", "text")],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, cast, page, language, text, fault):
    client.force_login(cast.dan)
    answer = client.post(page, {"kind": "plain", "language": language, "text": text})
    assert list(answer.context["form"].errors) == [fault]
    assert text in answer.content.decode() and not AttachedText.objects.exists()
