"""Of an internal consultation nothing is public, so no page of the officials leads to what does not exist."""

import re
import uuid
from collections import deque
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain import letters, lifecycle, merging
from consultation.domain.participation import Written
from consultation.domain.referral import answering, inviting
from consultation.domain.referral.inviting import Body
from consultation.domain.referral.links import token_of
from consultation.models import Consultation, Invitation
from tests.base import answer_all, approve, close, make_policy

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#?]*)')
ELSEWHERE = ("/static/", "/theme-", "/sv/", "/accounts/", "/outbox/", "/clock/", "/admin/")
# Pages of which one is like the other.
ALIKE = re.compile(r"/(history|merge|edit|paragraphs|notes|v/2/p|p|meeting)/(?!1\.1)[^/]+/.*")


@pytest.fixture
def heard(cast) -> Consultation:
    """The officials were asked, the board has answered, and its answer is in hand."""
    policy = approve(cast, make_policy(cast))
    lifecycle.freeze_proposal(policy, by=cast.dan)
    now = timezone.now()
    days = {"opens_at": now - timedelta(days=3), "closes_at": now + timedelta(days=3)}
    consultation = lifecycle.announce(policy, kind="internal", by=cast.dan, **days)
    inviting.invite(consultation, [Body("Miljönämnden", "authority", "m@example.se")], by=cast.dan)
    said = Written("Tre dagar är rimligt.", consultation.version.paragraphs.get(number="1.1"))
    answering.answer(Invitation.objects.get(), said, key=uuid.uuid4(), person="Mia")
    close(consultation)
    lifecycle.begin_compiling(policy, by=cast.dan)
    answer_all(cast, consultation)
    policy.refresh_from_db()
    return consultation


def revised(cast, consultation, *, changed: bool):
    """The revised proposal is frozen, with another wording of 1.1 or as it was."""
    policy = consultation.version.policy
    policy.refresh_from_db()
    if changed:
        row = policy.versions.draft().paragraphs.get(number="1.1")
        because = {"because_of": consultation.comments.all(), "reason": "Nämnden har rätt."}
        words = "Kommunen ska svara på frågor inom tre dagar."
        merging.rewrite(row, words, revision=row.revision, by=cast.dan, **because)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    policy.refresh_from_db()
    return policy


def dead_links(user, start: str, *, only: str = "/staff/") -> set[str]:
    """What the pages below `only` that the person comes to from `start` lead to and that cannot be read."""
    browser, todo, seen, dead = Client(), deque([(start, "")]), set(), set()
    browser.force_login(user)
    while todo:
        path, source = todo.popleft()
        kind = ALIKE.sub(r"/\1/", path)
        if kind in seen or path.startswith(ELSEWHERE):
            continue
        seen.add(kind)
        answer = browser.get(path, follow=True)
        if answer.status_code >= 400:
            dead.add(f"{source} leads to {path}: {answer.status_code}")
        elif path.startswith(only) and answer.headers["Content-Type"].startswith("text/html"):
            todo += [(link, path) for link in LINK.findall(answer.content.decode())]
    return dead


def test_no_page_of_an_internal_consultation_leads_to_one_that_is_not_there(cast, heard):
    policy = revised(cast, heard, changed=True)
    assert dead_links(cast.dan, "/staff/") == set()
    for user, page in [
        (cast.kim, f"/staff/policies/{policy.slug}/"),
        (cast.kim, f"/staff/consultations/{heard.slug}/"),
        (cast.kim, f"/staff/policies/{policy.slug}/compare/1/2/"),
        (cast.meja, f"/staff/consultations/{heard.slug}/moderation/1/"),
    ]:
        assert dead_links(user, page, only=page) == set()


@pytest.mark.parametrize("changed", [True, False])
def test_what_comes_of_an_internal_consultation_is_public_and_what_was_heard_is_not(cast, heard, client, changed):
    policy = revised(cast, heard, changed=changed)
    page = client.get(policy.get_absolute_url()).content.decode()
    assert "/v/2/" in page and "/v/1/" not in page and "Miljönämnden" not in page
    assert client.get(f"{policy.get_absolute_url()}v/2/").status_code == 200
    assert client.get(f"{policy.get_absolute_url()}v/1/").status_code == 404


def test_the_letter_to_a_body_leads_to_its_own_page(cast, heard, client):
    revised(cast, heard, changed=True)
    heard.refresh_from_db()
    text = letters.sample(heard)[1]
    links = re.findall(r"http://localhost(/\S+)", text)
    page = reverse("invitation", args=[token_of(Invitation.objects.get())])
    assert links == [f"/sv{page}"]  # in the language that it answered in
    client.force_login(cast.kim)
    assert client.get(links[0]).status_code == 200
