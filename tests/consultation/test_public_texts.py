"""What the municipality says about its service: a template until its own words are written, in both languages."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from organisation.models import Event, OutgoingMail, PublicText
from tests.consultation.posting import filled

pytestmark = pytest.mark.django_db
PAGES = ["accessibility", "privacy", "rules", "provider"]
LEADS_TO = {"accessibility": "fault-report", "privacy": "own-data-ask", "provider": "rules"}
OWN = "# Vår redogörelse\n\nVi heter Ekeby.\n\n## Brister\n\n- En <script>alert(1)</script> lista\n"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_template_names_the_municipality_until_it_has_words_of_its_own(client, cast, page, language):
    with translation.override(language):
        shown = client.get(reverse(page)).content.decode()
        way = reverse(LEADS_TO.get(page, page))
    main = shown.split("<main")[1].split("</main")[0]
    assert "Ekeby kommun" in shown and "kommun@ekeby.example" in shown and "$" not in main
    assert page not in LEADS_TO or f'{settings.SITE_ADDRESS}{way}"' in main


def test_administrator_looks_saves_and_begins_anew(client, cast):
    client.force_login(cast.ada)
    change = reverse("public-text-change", args=["accessibility", "en"])
    assert "Accessibility statement" in client.get(change).content.decode()
    looked = client.post(change, {"text": OWN, "act": "look"}).content.decode()
    assert "Vår redogörelse" in looked and not PublicText.objects.exists()
    assert client.post(change, {"text": OWN}).status_code == 302
    shown = client.get(reverse("accessibility")).content.decode()
    assert "Vi heter Ekeby." in shown and "<script>alert" not in shown
    assert client.post(change, {"act": "anew"}).status_code == 302
    assert "EN 301 549" in client.get(reverse("accessibility")).content.decode()
    assert list(Event.objects.values_list("verb", flat=True)) == ["public text changed", "public text begun anew"]


@pytest.mark.parametrize("text", ["Ingen rubrik.", "# Bara rubrik", ""])
def test_text_without_heading_or_words_is_refused_and_kept_in_the_form(client, cast, text):
    client.force_login(cast.ada)
    answer = client.post(reverse("public-text-change", args=["rules", "sv"]), {"text": text})
    assert answer.status_code == 200 and answer.context["form"].errors["text"]
    assert text in answer.content.decode() and not PublicText.objects.exists()


def test_fault_goes_to_the_municipality_once(client, cast):
    page = reverse("fault-report")
    said = filled(words="Knappen syns inte.", place="/", email="p@a.example")
    assert [client.post(page, said).status_code for _ in range(2)] == [302, 302]
    mail = OutgoingMail.objects.get()
    assert mail.recipient == "kommun@ekeby.example"
    assert "Knappen syns inte." in mail.text and "p@a.example" in mail.text
