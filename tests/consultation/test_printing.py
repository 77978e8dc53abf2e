"""The papers that are made of the rows."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from consultation.domain import dispositions, extending, lifecycle, merging, printing
from consultation.models import Comment
from drafts.domain import editions
from drafts.models import Edition
from tests.base import announce, answer_all, approve, close, comment, make_policy
from tests.consultation.test_lifecycle import adopt, revised

pytestmark = [pytest.mark.django_db]


def words(data: bytes) -> str:
    """The words of a PDF, all white space as one blank."""
    pages = PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages)).replace("- ", "")


def made(version, kind: str) -> tuple[Edition, str]:
    """The edition that is made when asked for, and its words."""
    edition = editions.ask(version, kind)
    assert printing.make(edition.pk) == "ready", Edition.objects.get(pk=edition.pk).problem
    edition.refresh_from_db()
    with edition.file.open("rb") as file:
        return edition, words(file.read())


def test_the_paper_on_consultation_says_that_it_is_a_proposal_and_until_when(cast):
    consultation = announce(cast, make_policy(cast))
    edition, text = made(consultation.version, "clean")
    assert edition.name == "KS-2026-123_riktlinjer-for-sociala-medier_v1_forslag.pdf"
    assert edition.pages == len(PdfReader(edition.file.open("rb")).pages)
    assert "Kommunen ska svara på frågor inom två dagar." in text
    assert "KS 2026/123" in text and "Kommunfullmäktige" in text


def test_the_same_version_gives_the_same_bytes(cast):
    version = announce(cast, make_policy(cast)).version
    sums = {made(version, "clean")[0].sha256 for _turn in range(2)}
    assert len(sums) == 1


def test_the_adopted_paper_has_the_decision_and_the_same_checksum(cast):
    policy = make_policy(cast)
    version = revised(cast, policy)
    _edition, before = made(version, "clean")
    adopt(cast, policy)
    edition, after = made(version, "clean")
    assert edition.name.endswith("_v2_antagen.pdf")
    assert "§ 12" in after and "§ 12" not in before
    digits = re.sub(r"\s", "", after)
    assert version.checksum in digits and version.checksum in re.sub(r"\s", "", before)


def test_the_marked_paper_says_what_is_new_and_what_is_deleted(cast):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    wish = comment(consultation, suggestion="Kommunen ska svara på frågor inom tre dagar.")
    close(consultation)
    answer_all(cast, consultation)
    merging.use_suggestion(wish, revision=1, reason="Fler hinner.", by=cast.dan)
    approve(cast, policy)
    version = lifecycle.freeze_revised(policy, by=cast.dan)
    _edition, text = made(version, "marked")
    assert "två" in text and "tre" in text and "S-0001" in text and "Fler hinner." in text


def test_the_report_says_why_a_paragraph_changed_without_comments(cast):
    policy = make_policy(cast)
    revised(cast, policy)
    _edition, text = made(policy.versions.get(number=1), "report")
    assert "Ändrar 2.1. Redaktionell ändring. Riktlinjerna ses över varje år." in text


def test_the_report_has_every_comment_word_for_word(cast):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    for turn in range(9):
        comment(consultation, "1.1", f"Synpunkt nummer {turn} om svarstiden.", name=f"Person{turn}")
    hidden = comment(consultation, None, "Dolda ord.", name="Dold")
    Comment.objects.filter(pk=hidden.pk).update(state="hidden")
    close(consultation)
    answer_all(cast, consultation, "not_met")
    _edition, text = made(consultation.version, "report")
    for turn in range(9):
        assert f"Synpunkt nummer {turn} om svarstiden." in text
    assert "S-0010" in text and "Dolda ord." not in text


def test_answers_that_read_alike_stand_once_in_the_report(cast):
    consultation = announce(cast, make_policy(cast))
    said = [comment(consultation, "1.1", f"Synpunkt {turn}.", name=f"Person{turn}") for turn in range(2)]
    close(consultation)
    for each in said:
        dispositions.dispose([each], outcome="noted", reason="Vi noterar det.", by=cast.dan)
    _edition, text = made(consultation.version, "report")
    assert text.count("Vi noterar det.") == 1


def test_each_of_several_answers_says_to_whom_it_is(cast):
    consultation = announce(cast, make_policy(cast))
    first, second, third = (comment(consultation, "1.1", f"Synpunkt {n}.", name=f"Person{n}") for n in range(3))
    Comment.objects.filter(pk=first.pk).update(agreed=4)
    later = consultation.closes_at + timedelta(days=7)
    extending.extend(consultation, closes_at=later, motive="Påsken kom emellan.", by=cast.dan)
    close(consultation)
    dispositions.dispose([first, third], outcome="noted", reason="Vi noterar det.", by=cast.dan)
    dispositions.dispose([second], outcome="not_met", reason="Det går inte.", by=cast.dan)
    paper = printing.report.paper_of(consultation)
    assert {answer.reason: answer.to for entry in paper.entries for answer in entry.answers} == {
        "Vi noterar det.": "To S-0001, S-0003",
        "Det går inte.": "To S-0002",
    }
    assert "4 agreements were given." in paper.summary[0] and "Påsken kom emellan." in paper.summary[1]


def test_a_text_that_the_press_cannot_set_is_refused_in_words(cast):
    policy = make_policy(cast, text="# Titel\n\nEtt stycke med 漢字 i.\n")
    consultation = announce(cast, policy)
    edition = editions.ask(consultation.version, "clean")
    state = printing.make(edition.pk)
    edition.refresh_from_db()
    assert state == "ready" or edition.problem


def test_an_edition_is_made_once(cast):
    version = announce(cast, make_policy(cast)).version
    edition, _text = made(version, "clean")
    made_at = edition.made_at
    printing.make(edition.pk)
    edition.refresh_from_db()
    assert edition.made_at == made_at


def test_a_paper_asked_for_while_one_is_being_made_is_made_too(cast):
    version = announce(cast, make_policy(cast)).version
    first = editions.ask(version, "clean")
    assert editions.ask(version, "clean") == first
    editions.begin(first)
    assert editions.ask(version, "clean") != first


def test_a_paper_whose_worker_was_killed_is_made_when_its_job_begins_anew(cast):
    edition = editions.ask(announce(cast, make_policy(cast)).version, "clean")
    editions.begin(edition)
    assert printing.make(edition.pk) == "ready"


def test_the_report_is_made_anew_in_the_voice_of_the_decision(cast):
    policy = make_policy(cast)
    revised(cast, policy)
    adopt(cast, policy)
    edition = editions.newest_request(policy.versions.get(number=1), "report")
    printing.make(edition.pk)
    with editions.latest(edition.version, "report").file.open("rb") as file:
        assert "föreslås" not in words(file.read()).lower()
