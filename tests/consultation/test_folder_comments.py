"""Comments from a folder: each where it belongs, none dropped, nothing of what was said lost."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from consultation.domain.folder import record
from consultation.domain.participation import Sender, submit
from consultation.models import Comment, Consultation, ModerationAct, Submission
from tests.base import announce, make_policy
from tests.consultation.folders import load, said, write

pytestmark = [pytest.mark.django_db, pytest.mark.data]

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def folder(tmp_path):
    """Writes the folder of tests/consultation/folders.py with more files."""
    return lambda **files: write(tmp_path / "regler", **files)


def places(loaded) -> dict:
    return {each: row.paragraph.number if row.paragraph else None for each, row in loaded.comments.items()}


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


def test_a_parent_is_a_reply_and_goes_with_what_it_answers(folder):
    comments = [said(id=f"c{n}", parent=f"c{n - 1}", created=f"2026-07-0{n + 1}") for n in range(1, 6)]
    comments.append(said(id="c0", section="1. Svar", created="2026-03-05"))
    loaded = load(folder(comments=comments))
    rows = [loaded.comments[f"c{n}"] for n in range(6)]
    assert [row.level for row in rows] == [0, 1, 2, 3, 3, 3]
    assert list(Comment.objects.filter(begins=True)) == rows[:1]
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


def test_a_suggested_paragraph_what_it_is_called_and_who_spoke_come_along(folder):
    more = {"new": "Nytt stycke.", "adds": True, "calls_it": "suggestion", "role": "ordförande", "agreements": 3}
    load(folder(comments=[said(paragraph="1.1", organisation="Byalaget", **more)]))
    row = Comment.objects.get()
    assert (row.suggestion, row.adds, row.kind, row.agreed) == ("Nytt stycke.", True, "suggestion", 3)
    assert row.submission.shown_role.endswith("ordförande")
    kept = record.comments(row.policy)[0]
    assert {name: kept[name] for name in more} == more


def test_a_hidden_comment_keeps_its_reason(folder):
    load(folder(comments=[said(state="hidden", hidden_reason="Nämner en sjukdom."), said(state="held")]))
    act = ModerationAct.objects.get()
    assert (act.kind, act.reason, act.remark) == ("hide", "off_matter", "Nämner en sjukdom.")
    assert sorted(Comment.objects.values_list("state", "is_public")) == [("held", False), ("hidden", False)]


def test_nobody_can_compute_the_address_of_a_receipt(folder):
    loaded = load(folder(comments=[said(version="v1", state="held", named=False, author="Paula Ek")]))
    keys = set(Submission.objects.values_list("key", flat=True))
    assert {key.version for key in keys} == {4}
    assert loaded.comments
