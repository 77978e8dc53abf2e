"""Texts that are read in by the pages, and how a test goes on from there."""

import uuid

from django.urls import reverse

from tests.base import TEXT, announce, close, comment, make_policy

OLD, NEW = "inom två dagar", "inom tre dagar"
AWAY = TEXT.replace("- som svarar på frågor\n", "")
OLD_WORDS = f"Kommunen ska svara på frågor {OLD}."
NEW_WORDS = "Kommunen ska ge svar på de frågor som ställs i alla kanaler inom två dagar."
REWRITTEN = TEXT.replace(OLD_WORDS, NEW_WORDS)


def page_of(policy):
    return reverse("text-put-in", args=[policy.slug])


def send(client, policy, text="", **more):
    """The address of the reading of what was sent."""
    answer = client.post(page_of(policy), {"text": text, "key": uuid.uuid4(), **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.headers["Location"]


def save(client, address, **answers):
    seen = client.get(address).context["proposal"].seen
    return client.post(address, {"act": "save", "seen": seen, **answers})


def words_of(policy):
    return [row.text for row in policy.versions.draft().paragraphs.all()]


def lineages_of(policy):
    return {row.text: row.lineage for row in policy.versions.draft().paragraphs.all()}


def heard(cast):
    """A policy whose 1.1 has a comment, and which is being merged."""
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    policy.refresh_from_db()
    policy.state = "compiling"
    policy.save()
    return policy


def rows(answer, kind):
    return [line.row for line in answer.context["lines"] if getattr(line, "row", None) and line.row.kind == kind]
