"""Consultations that are not for everybody: named bodies answer, or officials alone read."""

import pytest
from django.test import Client
from django.urls import reverse

from consultation.domain import lifecycle
from consultation.domain.referral import inviting, links
from consultation.domain.referral.inviting import Body
from consultation.models import Comment, Consultation, Invitation
from tests.base import approve, close, make_policy
from tests.consultation.posting import filled
from tests.consultation.test_referral import letter

pytestmark = [pytest.mark.django_db]
VERSION = "/policies/riktlinjer-for-sociala-medier/v/1/"


def announced(cast, client, kind: str) -> Consultation:
    """Dan announces on the page, today; the council is asked."""
    policy = make_policy(cast)
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    client.force_login(cast.dan)
    form = {"kind": kind, "opens": "now", "opens_on": "", "closes_on": "2099-12-15", "introduction": ""}
    said = client.post(reverse("consultation-announce", args=[policy.slug]), form, follow=True).content.decode()
    assert "Now choose who is asked." in said
    consultation = Consultation.objects.get()
    inviting.invite(consultation, [Body("Miljönämnden", "authority", "m@example.se")], by=cast.dan)
    return consultation


def test_a_named_consultation_is_read_by_all_and_answered_by_those_who_were_asked(cast, client):
    announced(cast, client, "named")
    reader = Client()
    page = reader.get(VERSION).content.decode()
    assert f'href="{VERSION}comment/"' not in page and f'href="{VERSION}p/1.1/comment/"' not in page
    form = f"{VERSION}p/1.1/comment/"
    assert "Only the bodies that were asked take part" in reader.get(form).content.decode()
    refused = reader.post(form, filled()).content.decode()
    assert "Only the bodies that were asked take part" in refused and "Två dagar är för kort." in refused
    assert Comment.objects.count() == 0
    letter(reader, Invitation.objects.get())
    assert Comment.objects.get().submission.organisation == "Miljönämnden"


@pytest.mark.data
def test_an_internal_consultation_is_seen_by_signed_in_officials_alone(cast, client):
    consultation = announced(cast, client, "internal")
    version = consultation.version
    assert (version.published_at, version.policy.published_at) == (None, None)
    reader, pages = Client(), ["/consultations/riktlinjer-for-sociala-medier/", VERSION, f"{VERSION}p/1.1/comment/"]
    assert {reader.get(page).status_code for page in pages} == {404}
    assert "sociala medier" not in reader.get("/policies/").content.decode()
    assert "sociala medier" not in reader.get("/").content.decode()
    link = reverse("invitation", args=[links.token_of(Invitation.objects.get())])
    assert reader.get(link).headers["Location"].startswith("/accounts/login/")
    reader.force_login(cast.sam)
    assert reader.get(link).status_code == 403
    reader.force_login(cast.kim)
    assert reader.get(reverse("consultation-text", args=[consultation.slug])).status_code == 200
    letter(reader, Invitation.objects.get())
    assert Comment.objects.get().state == "shown"
    close(consultation)
    lifecycle.begin_compiling(consultation.version.policy, by=cast.dan)
    assert client.get(reverse("merge", args=[consultation.version.policy.slug])).status_code == 302
