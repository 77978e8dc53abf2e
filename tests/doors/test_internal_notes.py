"""Internal notes stand on no public page, feed, file or paper, and on no page of who may not see them."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain import letters, report, report_files
from consultation.domain.folder import record
from consultation.domain.printing import version as paper
from consultation.models import Disposition
from drafts.domain import notes, previews, reviews
from tests.doors.table import DOORS
from tests.doors.walk import addresses, arguments, client_of, path_of
from tests.doors.world import build

pytestmark = pytest.mark.django_db
PUBLIC = [name for name, door in DOORS.items() if door.who[0] == "everybody"]
WORDS = "Hemligstämplat mellan oss"
WORDING = "Kommunen ska hemligstämplat svara på frågor inom två dagar."


@pytest.fixture
def world():
    """A published proposal in whose draft the group has written notes and been asked to read."""
    world = build("returned")
    policy, cast = world.policy, world.cast
    row = policy.versions.draft().paragraphs.get(number="1.1")
    for lineage in (row.lineage, None):
        note = notes.write(policy, lineage=lineage, words=WORDS, key=uuid.uuid4(), by=cast.dan)
        notes.write(policy, lineage=None, words=WORDS, key=uuid.uuid4(), by=cast.asa, parent=note)
    notes.write(policy, lineage=row.lineage, words=WORDS, suggestion=WORDING, key=uuid.uuid4(), by=cast.olga)
    policy.memberships.create(user=cast.sam, kind="reviewer")
    Disposition.objects.update(note=WORDS)
    reviews.ask(policy, read_by=timezone.localdate() + timedelta(days=5), message=WORDS, by=cast.dan)
    return world


def telling(client: Client, paths: list[str]) -> list[str]:
    """The addresses whose answer has the words."""
    found = []
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        if b"hemligst" in body.lower():
            found.append(path)
    return found


def test_notes_stand_on_no_public_page_feed_or_file(world):
    paths = [path_of(name, world) for name in PUBLIC if name not in ("outbox", "clock")]
    paths.append(reverse("search") + "?q=mellan+oss")
    assert telling(Client(), paths) == []
    for version in world.policy.versions.frozen():
        assert "hemligst" not in repr(paper.clean(version)).lower()


def test_notes_on_answers_stand_in_no_report_letter_or_folder(world):
    found = report.build(world.consultation)
    told = [found, report_files.as_csv(found).decode(), report_files.as_json(found).decode()]
    told += [letters.sample(world.consultation), record.dispositions(world.policy)]
    assert "hemligst" not in repr(told).lower()


def test_notes_stand_not_on_the_preview_that_colleagues_read(world):
    given = {"label": "Kollegan", "days": 3, "key": "k" * 40, "by": world.cast.dan}
    _link, token = previews.make(world.policy, **given)
    assert telling(Client(), [reverse("preview", args=[token])]) == []


@pytest.mark.parametrize("role", ["kim", "sten", "rut", "meja"])
def test_officials_outside_the_group_see_no_note(world, role):
    client = client_of(world, role)
    about = [name for name, pattern in addresses() if name in DOORS and "slug" in arguments(pattern)]
    paths = [path_of(name, world) for name in about]
    assert telling(client, paths) == []
