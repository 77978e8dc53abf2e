"""What a folder becomes: versions past the gates, consultations, answers, decisions."""

import json
import uuid
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from consultation.domain.folder import dumping
from consultation.domain.participation import Sender, submit
from consultation.models import Change, Comment, Consultation, Decision, Disposition, EarlierAnswer
from drafts.domain import versions
from drafts.models import Paragraph, Policy
from drafts.models.policy import State
from tests.base import announce, make_policy
from tests.consultation.folders import V2, load, said, write

pytestmark = [pytest.mark.django_db, pytest.mark.data]

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def folder(tmp_path):
    """Writes the folder of tests/consultation/folders.py with more files."""
    return lambda **files: write(tmp_path / "regler", **files)


def test_versions_are_imported_public_and_intact(folder):
    policy = load(folder()).policy
    rows = list(policy.versions.frozen().order_by("number"))
    assert [(row.number, row.state) for row in rows] == [(1, "imported"), (2, "imported")]
    assert all(versions.is_intact(row) for row in rows)
    assert rows[0].published_at == rows[0].frozen_at == datetime(2026, 3, 1, tzinfo=STOCKHOLM)
    assert (policy.published_at, policy.state) == (rows[0].published_at, State.PROPOSAL)
    ties = [(tie.kind, tie.before.number, tie.after.number) for tie in rows[1].descents.order_by("after__position")]
    assert ties == [("kept", p.number, p.number) for p in rows[0].paragraphs.all()]
    assert policy.versions.draft().paragraphs.count() == rows[1].paragraphs.count()


def test_an_imported_version_is_as_frozen_as_any(folder):
    paragraph = load(folder()).policy.versions.newest().paragraphs.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=paragraph.pk).update(text="annat")


def test_a_comment_without_version_belongs_to_the_newest_that_is_not_later(folder):
    moments = {"before": "2026-02-01", "first": "2026-05-31T23:59:59+02:00", "second": "2026-06-01T00:00:00+02:00"}
    loaded = load(folder(comments={"comments": [said(id=name, created=at) for name, at in moments.items()]}))
    found = {name: row.consultation.version.number for name, row in loaded.comments.items()}
    assert found == {"before": 1, "first": 1, "second": 2}


def test_a_consultation_opens_with_its_version_and_closes_after_its_last_comment(folder):
    load(folder(comments=[said(created="2026-03-28T23:30:00Z"), said(created="2026-03-05")]))
    consultation = Consultation.objects.get()
    assert consultation.opens_at == datetime(2026, 3, 1, tzinfo=STOCKHOLM)
    assert consultation.closes_at == datetime(2026, 3, 30, tzinfo=STOCKHOLM)
    assert consultation.slug == "regler"


def test_answers_changes_and_decisions_come_with_their_signatures(folder):
    comments = [said(id="S-0007", paragraph="1.1"), said(id="S-0009")]
    loaded = load(
        folder(
            comments=comments,
            dispositions=[
                {"comments": ["S-0007", "S-0009"], "outcome": "met", "reason": "", "signature": "Dan, handläggare"}
            ],
            earlier_answers=[
                {"comments": ["S-0007"], "outcome": "noted", "reason": "Först.", "why": "Fel."}
                | {"at": "2026-04-01", "replaced_at": "2026-04-02", "signature": "Dan, handläggare"}
            ],
            changes=[
                {
                    "version": "v2",
                    "before": "1.1",
                    "after": "1.1",
                    "comments": ["S-0007"],
                    "signature": "Dan, handläggare",
                }
            ],
            decisions=[{"version": "v2", "date": "2026-09-01", "body": "Kommunfullmäktige", "section": "5"}],
        )
    )
    policy = Policy.objects.get()
    assert [row.number for row in loaded.comments.values()] == [7, 9]
    assert Disposition.objects.get().signature == "Dan, handläggare"
    assert Disposition.objects.get().comments.count() == 2
    assert EarlierAnswer.objects.get().comment.number == 7
    change = Change.objects.get()
    assert (change.descent.version.number, change.cause, change.comments.get().number) == (2, "comments", 7)
    assert Consultation.objects.get().answers_published_at == policy.versions.newest().published_at
    assert Decision.objects.get().in_force_from.isoformat() == "2026-09-01"
    assert (policy.state, policy.in_force_from.isoformat()) == (State.ADOPTED, "2026-09-01")


def test_until_leaves_out_all_that_came_later(folder):
    path = folder(
        policy={"state": "adopted", "in_force_from": "2026-10-01"},
        comments=[said(id="a"), said(id="b", version="v2")],
        dispositions=[{"comments": ["b"], "outcome": "met"}],
    )
    (path / "draft.md").write_text(V2 + "\nMer.\n")
    loaded = load(path, until="v1")
    assert (loaded.counts["versions"], loaded.counts["comments"], loaded.counts["dispositions"]) == (1, 1, 0)
    assert (loaded.policy.state, loaded.policy.in_force_from) == (State.ANNOUNCED, None)


def test_every_date_moves_by_whole_days_and_keeps_its_clock(folder):
    load(
        folder(comments=[said(created="2026-03-20T12:00:00+01:00")], policy={"review_by": "2028-02-29"}), shift_days=10
    )
    consultation = Consultation.objects.get()
    assert timezone.localtime(Comment.objects.get().submit_date) == datetime(2026, 3, 30, 12, tzinfo=STOCKHOLM)
    assert timezone.localtime(consultation.opens_at).isoformat() == "2026-03-11T00:00:00+01:00"
    assert timezone.localtime(consultation.closes_at).isoformat() == "2026-03-31T00:00:00+02:00"
    assert Policy.objects.get().review_by.isoformat() == "2028-03-10"


def test_a_bare_folder_is_enough(tmp_path):
    path = tmp_path / "En mapp"
    path.mkdir()
    (path / "v1.md").write_text("Bara ett stycke.\n\n### En djup rubrik\n\nTill.\n")
    (path / "comments.json").write_text(
        json.dumps([{"created": "2026-04-02", "extra": {"a": 1}, "author": "A"}, {"id": 7}])
    )
    loaded = load(path)
    version = loaded.policy.versions.newest()
    assert (loaded.policy.slug, loaded.policy.title) == ("en-mapp", "En mapp")
    assert version.frozen_at == datetime(2026, 4, 2, tzinfo=STOCKHOLM)
    assert [p.number for p in version.paragraphs.all()] == ["0.1", "1", "1.1"]
    assert set(loaded.comments) == {"entry-1", "7"}


def test_the_command_counts_what_it_did_and_names_what_was_not_said(folder):
    out = StringIO()
    path = folder(comments=[said(paragraph="1.1"), said()])
    with translation.override("en"):
        call_command("load_policy", path, stdout=out)
    assert out.getvalue().splitlines() == [
        "Not in the folder, set to: document_type = Riktlinje",
        "Not in the folder, set to: unit = Kommunstyrelsen",
        "Not in the folder, set to: language = sv",
        "Not in the folder, set to: title = Regler för svar",
        "Loaded: Regler för svar (regler), revised proposal",
        "versions: 2",
        "paragraphs in the newest text: 7",
        "consultations: 1",
        "comments: 2",
        "  placed by exact text: 1",
        "  placed by likeness: 0",
        "  placed by section: 0",
        "  on the whole text: 1",
        "  of these replies: 0",
        "dispositions: 0",
        "changes: 0",
        "decisions: 0",
    ]


def test_no_address_of_a_sender_leaves_with_the_folder(cast):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    sender = Sender("private", name="Paula", email="paula@example.se")
    submit(consultation, key=uuid.uuid4(), sender=sender, paragraph=None, words="Bra.")
    written = dumping.contents(policy)
    assert "Paula" in written["comments.json"]
    assert not [name for name, text in written.items() if "example.se" in text]
