"""What a folder becomes: versions past the gates, comments where they belong, nothing dropped."""

import json
import uuid
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from consultation.domain.folder import dumping, loading, reading
from consultation.domain.participation import Sender, submit
from consultation.models import Change, Comment, Consultation, Decision, Disposition, ModerationAct, Submission
from drafts.domain import versions
from drafts.models import Paragraph, Policy
from drafts.models.policy import State
from tests.base import announce, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]

STOCKHOLM = ZoneInfo("Europe/Stockholm")
V1 = """# Regler för svar

Reglerna gäller alla.

## 1. Svar

Kommunen ska svara på frågor inom två dagar.

- Den som svarar skriver sitt namn.

## 2. Uppföljning

### Statistik

Frågorna räknas varje år.
"""
V2 = V1.replace("inom två dagar", "inom tre dagar")


@pytest.fixture
def folder(tmp_path):
    """A folder with two texts and nothing else; `folder(name=values, …)` adds JSON files."""
    path = tmp_path / "regler"
    path.mkdir()
    (path / "v1.md").write_text(V1)
    (path / "v2.md").write_text(V2)

    def with_files(**files):
        files.setdefault(
            "versions", {"versions": [{"file": "v1.md", "date": "2026-03-01"}, {"file": "v2.md", "date": "2026-06-01"}]}
        )
        for name, values in files.items():
            (path / f"{name}.json").write_text(json.dumps(values, indent=1))
        return path

    return with_files


def load(path, **options):
    return loading.load(reading.read(path, **options))


def said(**fields):
    return {"id": uuid.uuid4().hex, "created": "2026-03-05T12:00:00+01:00", "body": "Bra."} | fields


def places(loaded) -> dict:
    return {each: row.paragraph.number if row.paragraph else None for each, row in loaded.comments.items()}


def test_versions_are_imported_public_and_intact(folder):
    policy = load(folder()).policy
    rows = list(policy.versions.frozen().order_by("number"))
    assert [(row.number, row.state) for row in rows] == [(1, "imported"), (2, "imported")]
    assert all(versions.is_intact(row) for row in rows)
    assert rows[0].published_at == rows[0].frozen_at == datetime(2026, 3, 1, tzinfo=STOCKHOLM)
    assert (policy.published_at, policy.state) == (rows[0].published_at, State.PROPOSAL)
    ties = [(tie.kind, tie.before.number, tie.after.number) for tie in rows[1].descents.order_by("after__position")]
    assert ties == [("kept", p.number, p.number) for p in rows[0].paragraphs.all()]
    assert policy.versions.get(number=None).paragraphs.count() == rows[1].paragraphs.count()


def test_an_imported_version_is_as_frozen_as_any(folder):
    paragraph = load(folder()).policy.versions.newest().paragraphs.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=paragraph.pk).update(text="annat")


@pytest.mark.parametrize(
    ("fields", "number", "how"),
    [
        ({"paragraph": "1.1"}, "1.1", "exact"),
        ({"paragraph": None}, None, "whole"),
        ({"paragraph": None, "body": "> Kommunen ska svara på frågor inom två dagar."}, None, "whole"),
        ({"paragraph": "7.7", "section": "2. Uppföljning"}, "2", "section"),
        ({"target_text": "Kommunen ska svara på *frågor* inom två dagar."}, "1.1", "exact"),
        ({"target_text": "- Den som svarar skriver sitt namn."}, "1.1-a", "exact"),
        ({"old": "svara på frågor inom två", "new": "svara inom två"}, "1.1", "exact"),
        ({"body": "Så här står det:\n> Kommunen ska svara på frågor inom två dagar.\nVarför?"}, "1.1", "exact"),
        ({"target_text": "Kommunen ska svara på alla frågor inom två dagar."}, "1.1", "likeness"),
        ({"target": "1.1"}, "1.1", "exact"),
        ({"target": "Statistik"}, "2.1", "section"),
        ({"section": "1. Svar"}, "1", "section"),
        ({"section": "3. Svar"}, "1", "section"),
        ({"section": "2"}, "2", "section"),
        ({"section": "2. Uppföljning > Statistik"}, "2.1", "section"),
        ({"section": "2. Uppföljning > Noter"}, "2", "section"),
        ({"section": "Uppföljning, fråga 3"}, "2", "section"),
        ({"section": "## 2. Uppföljning › ### Statistik"}, "2.1", "section"),
        ({"paragraph": "§ 1.1."}, "1.1", "exact"),
        ({"parent": "Statistik"}, "2.1", "section"),
        ({"section": "sidan 3, rad 79"}, None, "whole"),
        ({"section": "Regler för svar"}, None, "whole"),
        ({"target_text": None, "section": None, "target": None}, None, "whole"),
    ],
)
def test_a_comment_is_placed_by_what_it_says_of_its_place(folder, fields, number, how):
    loaded = load(folder(comments=[said(id="a", version="v1", **({"old": None} | fields))]))
    assert (places(loaded), dict(loaded.placed)) == ({"a": number}, {how: 1})


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


def test_a_parent_is_a_reply_and_goes_with_what_it_answers(folder):
    comments = [said(id=f"c{n}", parent=f"c{n - 1}", created=f"2026-07-0{n + 1}") for n in range(1, 6)]
    comments.append(said(id="c0", section="1. Svar", created="2026-03-05"))
    loaded = load(folder(comments=comments))
    rows = [loaded.comments[f"c{n}"] for n in range(6)]
    assert [row.level for row in rows] == [0, 1, 2, 3, 3, 3]
    assert [row.parent_id for row in rows[1:]] == [rows[n].pk for n in (0, 1, 2, 2, 2)]
    assert {row.paragraph.number for row in rows} == {"1"}
    assert {row.consultation_id for row in rows} == {rows[0].consultation_id}
    assert (loaded.counts["replies"], loaded.placed["section"]) == (5, 6)


def test_a_ring_of_replies_is_cut_open(folder):
    loaded = load(folder(comments=[said(id="a", parent="b"), said(id="b", parent="a"), said(id="c", parent="c")]))
    assert {row.level for row in loaded.comments.values()} <= {0, 1}
    assert len(loaded.comments) == 3


def test_threads_are_numbered_as_if_each_had_been_posted_in_turn(cast, folder):
    parents = {2: 1, 3: 1, 4: 2, 5: 4, 6: 5, 8: 7, 9: 2, 10: 6}
    live = announce(cast, make_policy(cast))
    rows = {}
    for number in range(1, 11):
        parent = rows.get(parents.get(number))
        while parent and parent.level >= 3:
            parent = next(row for row in rows.values() if row.pk == parent.parent_id)
        sent = submit(
            live, key=uuid.uuid4(), sender=Sender("private"), paragraph=None, words="Bra.", parent=parent
        ).comments.get()
        Comment.objects.filter(pk=sent.pk).update(state="shown")
        rows[number] = Comment.objects.get(pk=sent.pk)
    comments = [
        said(id=f"c{n}", parent=f"c{parents[n]}" if n in parents else None, created=f"2026-03-{n + 9}")
        for n in range(1, 11)
    ]
    loaded = load(folder(comments=comments))

    def shape(found):
        found = {number: Comment.objects.get(pk=row.pk) for number, row in found.items()}
        names = {row.pk: number for number, row in found.items()}
        return {
            n: (names[row.thread_id], names[row.parent_id], row.level, row.order, row.nested_count)
            for n, row in found.items()
        }

    assert shape({n: loaded.comments[f"c{n}"] for n in range(1, 11)}) == shape(rows)


def test_comments_of_one_sender_are_one_submission(folder):
    comments = [said(author="Anna"), said(author="Bo"), said(author="Anna", created="2026-03-02"), said(), said()]
    load(folder(comments=comments))
    rows = Submission.objects.order_by("number")
    assert [(row.sender_name, row.named, row.comments.count()) for row in rows] == [
        ("Anna", True, 2),
        ("Bo", True, 1),
        ("", False, 1),
        ("", False, 1),
    ]
    assert Consultation.objects.get().last_submission == 4
    assert rows[0].received_at == datetime(2026, 3, 2, tzinfo=STOCKHOLM)
    assert {row.email for row in rows} == {""}


def test_a_comment_gets_the_next_number_of_its_policy(folder):
    comments = [said(id="late", created="2026-03-09"), said(id="early"), said(id="second", version="v2")]
    loaded = load(folder(comments=comments))
    assert {each: row.reference for each, row in loaded.comments.items()} == {
        "early": "S-0001",
        "late": "S-0002",
        "second": "S-0003",
    }


@pytest.mark.parametrize(
    ("fields", "body", "suggestion"),
    [
        ({"title": "Rubrik", "explanation": "Därför.", "link": "https://a.example"},
         "Rubrik\n\nBra.\n\nDärför.\n\nhttps://a.example", ""),
        ({"body": ""}, "(empty)", ""),
        ({"body": "", "title": "Bara rubrik"}, "Bara rubrik", ""),
        ({"body": "Två\r\nrader "}, "Två\r\nrader ", ""),
        ({"paragraph": "1.1", "new": "Nytt.\n\nTvå stycken."}, "Bra.", "Nytt.\n\nTvå stycken."),
        ({"old": "två dagar", "new": "en dag"}, "Bra.", ""),
        ({"paragraph": "1.1", "old": "två dagar", "new": "en dag"},
         "Bra.", "Kommunen ska svara på frågor inom en dag."),
        ({"old": "- Den som svarar skriver sitt namn.", "new": "- Den som svarar skriver sitt namn och sin titel."},
         "Bra.", "Den som svarar skriver sitt namn och sin titel."),
        ({"target_text": "Kommunen ska svara på alla frågor inom två dagar.", "old": "", "new": "Kommunen svarar."},
         "Bra.", "Kommunen svarar."),
        ({"old": "Något helt annat.", "new": "Något nytt."},
         "Bra.\n\nAbout this text:\nNågot helt annat.\n\nSuggested wording:\nNågot nytt.", ""),
        ({"paragraph": "1.1", "old": "Kommunen ska svara på frågor inom två dagar.", "new": ""},
         "Bra.\n\nSuggested to be removed:\nKommunen ska svara på frågor inom två dagar.", ""),
        ({"old": "Kommunen ska svara på frågor inom två dagar.", "new": "Ett.\n\nTvå."},
         "Bra.\n\nSuggested wording:\nEtt.\n\nTvå.", ""),
    ],
)  # fmt: skip
def test_nothing_that_was_said_is_lost(folder, fields, body, suggestion):
    loaded = load(folder(comments=[said(id="a", version="v1", **fields)]), language="en")
    row = Comment.objects.get(pk=loaded.comments["a"].pk)
    if fields.get("old") == "två dagar" and "paragraph" not in fields:
        body = "Bra.\n\nAbout this text:\ntvå dagar\n\nSuggested wording:\nen dag"
    assert (row.comment, row.suggestion) == (body, suggestion)


def test_answers_changes_and_decisions_come_with_their_signatures(folder):
    comments = [said(id="S-0007", paragraph="1.1"), said(id="S-0009")]
    loaded = load(
        folder(
            comments=comments,
            dispositions=[
                {"comments": ["S-0007", "S-0009"], "outcome": "met", "reason": "", "signature": "Dan, handläggare"}
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
    change = Change.objects.get()
    assert (change.descent.version.number, change.cause, change.comments.get().number) == (2, "comments", 7)
    assert Consultation.objects.get().answers_published_at == policy.versions.newest().published_at
    assert Decision.objects.get().in_force_from.isoformat() == "2026-09-01"
    assert (policy.state, policy.in_force_from.isoformat()) == (State.ADOPTED, "2026-09-01")


def test_a_hidden_comment_keeps_its_reason(folder):
    load(folder(comments=[said(state="hidden", hidden_reason="Nämner en sjukdom."), said(state="held")]))
    act = ModerationAct.objects.get()
    assert (act.kind, act.reason, act.remark) == ("hide", "off_matter", "Nämner en sjukdom.")
    assert sorted(Comment.objects.values_list("state", "is_public")) == [("held", False), ("hidden", False)]


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
