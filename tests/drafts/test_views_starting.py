"""The pages where a new policy begins from something."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafts.models import Policy
from tests.base import announce, make_policy

pytestmark = pytest.mark.django_db


def posted(cast, **changed):
    fields = {
        "key": str(uuid.uuid4()),
        "start": "template:policy-sv",
        "title": "Policy för cykling",
        "document_type": cast.guideline.pk,
        "unit": cast.unit.pk,
        "language": "sv",
    }
    return fields | changed


def test_dan_finds_a_template_reads_it_and_begins_from_it(cast, dan):
    page = dan.get(reverse("policy-create")).content.decode()
    assert reverse("policy-start") in page and reverse("policy-start-file") in page
    page = dan.get(reverse("policy-start")).content.decode()
    preview = reverse("start-template", args=["social-media-sv"])
    assert preview in page
    page = dan.get(preview).content.decode()
    assert "Så känner läsaren igen kommunen" in page and "läsaren ska alltid veta vem som talar" in page
    begin = f"{reverse('policy-create')}?start=template:social-media-sv"
    assert begin in page
    page = dan.get(begin).content.decode()
    assert 'value="Riktlinjer för sociala medier"' in page and 'value="template:social-media-sv"' in page
    assert f'<option value="{cast.guideline.pk}" selected>' in page


def test_begun_from_a_template_leads_to_the_text_and_the_overview_says_so(cast, dan):
    answer = dan.post(reverse("policy-create"), posted(cast))
    assert answer.headers["Location"] == reverse("editor", args=["policy-for-cykling"])
    page = dan.get(reverse("staff-policy", args=["policy-for-cykling"])).content.decode()
    assert "the template “Policy för [området]”" in page


def test_an_earlier_policy_fills_the_form_in(cast, dan, policy):
    announce(cast, policy)
    Policy.objects.filter(pk=policy.pk).update(state="adopted")
    choice = f"?start=policy:{policy.slug}"
    assert choice in dan.get(reverse("policy-start"), {"q": "sociala"}).content.decode()
    assert choice not in dan.get(reverse("policy-start"), {"q": "cykling"}).content.decode()
    form = dan.get(reverse("policy-create") + choice).context["form"]
    assert (form["title"].value(), form["replaces"].value()) == (
        "Riktlinjer för sociala medier",
        "Riktlinjer för sociala medier (KS 2026/123)",
    )
    assert (form["unit"].value(), form["document_type"].value()) == (cast.unit.pk, cast.guideline.pk)


def test_what_one_may_not_view_is_no_start(cast, client, policy):
    other = type(cast.dan).objects.create_user("eva@ekeby.example", name="Eva")
    other.roles.create(unit=cast.other_unit, kind="drafter")
    client.force_login(other)
    secret = f"policy:{policy.slug}"
    assert secret not in client.get(reverse("policy-start")).content.decode()
    assert client.get(reverse("policy-create"), {"start": secret}).status_code == 404
    page = client.post(reverse("policy-create"), posted(cast, start=secret, unit=cast.other_unit.pk))
    assert "What you wanted to begin from is no longer there." in page.content.decode()
    assert 'value="Policy för cykling"' in page.content.decode() and Policy.objects.count() == 1
    again = client.post(reverse("policy-create"), posted(cast, start="", unit=cast.other_unit.pk))
    assert again.headers["Location"] == reverse("text-put-in", args=["policy-for-cykling"])


def test_an_unknown_template_is_404(cast, dan):
    assert dan.get(reverse("start-template", args=["none"])).status_code == 404


def test_who_begins_no_policies_chooses_no_start(cast, client):
    client.force_login(cast.asa)
    for name, args in [("policy-start", []), ("start-template", ["policy-sv"]), ("policy-start-file", [])]:
        assert client.get(reverse(name, args=args)).status_code == 403


def test_choosing_costs_the_same_for_one_and_twenty_policies(cast, dan):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            dan.get(reverse("policy-start"))
        return len(caught)

    make_policy(cast)
    one = queries()
    for number in range(19):
        make_policy(cast, title=f"Plan {number}", text="Ett stycke.")
    assert queries() == one
