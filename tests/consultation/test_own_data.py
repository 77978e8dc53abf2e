"""What is kept about an address is shown by a link that is mailed to it, and to nobody else."""

import json
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from consultation.domain.taking_part import own_data
from organisation.models import OutgoingMail
from tests.base import comment
from tests.consultation.posting import filled

pytestmark = pytest.mark.django_db
ASK = "/about/my-data/"


@pytest.fixture(autouse=True)
def no_mail_lately():
    cache.clear()


def test_link_goes_to_the_address_and_shows_all_of_it(client, consultation):
    said = comment(consultation, "1.1", "Två dagar räcker inte.")
    OutgoingMail.objects.all().delete()
    address = said.submission.email
    assert client.post(ASK, filled(email=address.upper())).status_code == 302
    link = re.search(r"/my-data/[^/\s]+/", OutgoingMail.objects.get().text)[0]
    page = client.get(link)
    assert said.reference in page.content.decode() and address not in link
    assert "no-referrer" in page["Referrer-Policy"]
    found = json.loads(client.get(link + "data.json").content)
    assert found["submissions"][0]["comments"][0]["words"] == "Två dagar räcker inte."
    assert found["submissions"][0]["email"] == address


def test_asker_is_told_the_same_of_an_unknown_address_and_no_mail_goes_twice(client, consultation):
    said = comment(consultation, "1.1")
    OutgoingMail.objects.all().delete()
    answers = [client.post(ASK, filled(email=to)) for to in ("ingen@example.se", said.submission.email) * 2]
    assert {answer["Location"] for answer in answers} == {ASK + "?sent=1"}
    assert OutgoingMail.objects.count() == 1


def test_link_that_is_not_ours_leads_nowhere(client, consultation):
    said = comment(consultation, "1.1").submission
    token = own_data.token_of(f"s{said.pk}")
    assert client.get(reverse("own-data", args=[token])).status_code == 200
    assert client.get(reverse("own-data", args=[f"s{said.pk + 1}" + token[2:]])).status_code == 404
