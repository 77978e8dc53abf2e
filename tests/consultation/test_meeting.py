"""Changes moved at the meeting make a version of their own; a postponed matter stays where it is."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from consultation.domain import decisions, dispositions, letters, lifecycle, meeting, merging, report, report_files
from consultation.domain.folder import record
from consultation.domain.printing import adopted
from consultation.domain.printing import version as paper
from consultation.models import Change, Consultation, Decision
from drafts.domain import versions
from drafts.models import Edition
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from tests.base import announce, answer_all, approve, close, comment
from tests.consultation.merge_table import THREE

pytestmark = [pytest.mark.django_db, pytest.mark.data]
DAY = date(2027, 1, 14)
MOVED = "Kommunen ska svara på frågor inom fyra dagar."
WHO = "Yrkande av Anna Berg (S), bifallet."


@pytest.fixture
def lies(cast, policy):
    """A proposal that lies before the council, unchanged since its consultation."""
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    answer_all(cast, consultation)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    policy.refresh_from_db()
    return policy


def row(policy, number: str = "1.1"):
    return policy.versions.draft().paragraphs.select_related("version__policy").get(number=number)


def decide(cast, policy, kind: str, **more):
    given = {"body": "Kommunfullmäktige", "date": DAY, "section": "12", "by": cast.sten} | more
    return decisions.decide(policy, kind=kind, **given)


def test_the_secretary_enters_what_was_changed_and_the_decision_makes_the_version(cast, client, lies):
    before = lies.versions.newest()
    client.force_login(cast.sten)
    place = reverse("meeting-paragraph", args=[lies.slug, row(lies).lineage])
    assert client.get(reverse("meeting", args=[lies.slug])).status_code == 200
    assert "Who moved it" in client.post(place, {"revision": row(lies).revision, "text": MOVED}).content.decode()
    sent = {"revision": row(lies).revision, "text": MOVED, "reason": WHO, "act": "save"}
    assert client.post(place, sent).status_code == 302
    assert client.post(place, sent | {"text": "Annat."}).status_code == 409
    form = {"kind": "amend", "body": "KF", "date": "2027-01-14", "section": "12", "in_force_from": "2027-02-01"}
    assert client.post(reverse("decide", args=[lies.slug]), form).status_code == 302
    lies.refresh_from_db()
    adopted, decision = lies.versions.newest(), Decision.objects.get()
    assert (lies.state, adopted.number, decision.version) == (State.ADOPTED, before.number + 1, adopted)
    assert versions.is_intact(adopted) and versions.is_intact(before) and adopted.checksum != before.checksum
    assert Change.objects.get(descent__version=adopted).cause == Change.Cause.MEETING
    kinds = Edition.objects.filter(version=adopted).values_list("kind", flat=True)
    assert sorted(kinds) == ["clean", "marked"]
    client.logout()
    difference = reverse("compare", args=[lies.slug, before.number, adopted.number])
    compared = client.get(difference).content.decode()
    assert WHO in compared and "Changed at the meeting" in compared
    assert "Version 2, adopted" in client.get(reverse("policy", args=[lies.slug])).content.decode()
    assert "meeting" in repr(paper.marked(adopted))
    trail = client.get(reverse("paragraph", args=[lies.slug, adopted.number, "1.1"])).content.decode()
    assert "changed at the meeting" in trail
    client.force_login(cast.dan)
    for name in ("answers-review", "triage"):
        page = client.get(reverse(name, args=[lies.slug])).content.decode()
        assert "Proposed to be" not in page and "Proposed not" not in page and 'name="outcome"' not in page
    consultation = Consultation.objects.get(version__policy=lies)
    assert difference in letters.sample(consultation)[1]
    assert report.build(consultation).amended == adopted


def test_a_sender_whose_suggestion_was_met_reads_in_words_what_the_meeting_made_of_it(cast, client, policy):
    consultation = announce(cast, policy)
    wish = comment(consultation, suggestion=THREE)
    close(consultation)
    merging.use_suggestion(wish, revision=row(policy).revision, by=cast.dan)
    dispositions.dispose([wish], outcome="met", reason="Fler hinner svara.", by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    meeting.rewrite(row(policy), MOVED, revision=row(policy).revision, reason=WHO, by=cast.sten)
    decide(cast, policy, "amend", in_force_from=DAY)
    consultation.refresh_from_db()
    told = [
        letters.sample(consultation)[1],
        client.get(reverse("receipt", args=[wish.submission.key])).content.decode(),
        client.get(reverse("report", args=[consultation.slug])).content.decode(),
    ]
    for page in told:
        assert THREE in page and MOVED in page and WHO in page
    found = report.build(consultation)
    assert report_files.as_json(found).count(MOVED.encode()) == 1
    paper = repr([adopted.became_at_meeting(entry) for entry in found.entries])
    assert THREE in paper and MOVED in paper


def test_a_paragraph_comes_or_goes_at_the_meeting_and_is_taken_back(cast, lies):
    base = lies.versions.newest()
    new = {"after": row(lies), "key": uuid.uuid4(), "reason": WHO, "by": cast.sten}
    for _twice in range(2):
        meeting.insert(lies, "Svaren sparas i ett år.", **new)
    meeting.remove(row(lies, "2.1"), revision=row(lies, "2.1").revision, reason=WHO, by=cast.sten)
    meeting.rewrite(row(lies), MOVED, revision=row(lies).revision, reason=WHO, by=cast.sten)
    assert sorted(each.kind for each in meeting.entered(lies)) == ["edited", "new", "removed"]
    with pytest.raises(ActRefused, match="Adopt with changes"):
        decide(cast, lies, "adopt", in_force_from=DAY)
    meeting.take_all_back(lies, by=cast.sten)
    assert meeting.entered(lies) == [] and not Change.objects.filter(cause="meeting").exists()
    assert [p.text for p in lies.versions.draft().paragraphs.all()] == [p.text for p in base.paragraphs.all()]
    decide(cast, lies, "adopt", in_force_from=DAY)
    assert lies.versions.newest() == base


def test_adopting_with_changes_needs_changes_and_the_matter_before_the_council(cast, policy, lies):
    with pytest.raises(ActRefused, match="No change is entered"):
        decide(cast, lies, "amend", in_force_from=DAY)
    decide(cast, lies, "withdraw")
    with pytest.raises(ActRefused, match="before the council"):
        meeting.rewrite(row(lies), MOVED, revision=row(lies).revision, reason=WHO, by=cast.sten)
    for kind in ("amend", "postpone"):
        with pytest.raises(ActRefused, match="before the council"):
            decide(cast, lies, kind, section="13", in_force_from=DAY)


def test_a_postponed_matter_stays_before_the_council_and_stands_in_the_list(cast, client, lies):
    decide(cast, lies, "postpone")
    lies.refresh_from_db()
    assert lies.state == State.BEFORE_COUNCIL
    assert "postponed" in client.get(reverse("policy", args=[lies.slug])).content.decode().lower()
    decide(cast, lies, "adopt", section="20", in_force_from=DAY)
    lies.refresh_from_db()
    assert lies.state == State.ADOPTED


def test_a_matter_passes_several_bodies_and_each_stands_with_its_day_and_section(cast, client, lies):
    client.force_login(cast.sten)
    page = reverse("decide", args=[lies.slug])
    for body, section in (("Utbildningsutskottet", "7"), ("Kommunstyrelsen", "31")):
        form = {"kind": "endorse", "body": body, "date": "2027-01-07", "section": section}
        assert client.post(page, form).status_code == 302
    lies.refresh_from_db()
    assert lies.state == State.BEFORE_COUNCIL
    meeting.rewrite(row(lies), MOVED, revision=row(lies).revision, reason=WHO, by=cast.sten)
    decide(cast, lies, "endorse", section="32", body="Kommunstyrelsen")
    assert len(meeting.entered(lies)) == 1
    decide(cast, lies, "amend", in_force_from=DAY)
    client.logout()
    public = client.get(reverse("policy", args=[lies.slug])).content.decode()
    for words in ("Utbildningsutskottet proposes that it be adopted", "Kommunstyrelsen proposes", "§ 31", "§ 7"):
        assert words in public


def test_a_rejected_proposal_ends_with_body_day_and_section_wherever_it_is_told(cast, client, lies):
    decide(cast, lies, "reject", motive="Frågan regleras redan i lag.")
    lies.refresh_from_db()
    consultation = Consultation.objects.get(version__policy=lies)
    assert lies.state == State.REJECTED and decisions.possible(lies) == []
    for name, said in (("policy", lies.slug), ("report", consultation.slug), ("feed-policy", lies.slug)):
        page = client.get(reverse(name, args=[said])).content.decode()
        assert "Kommunfullmäktige" in page and "§ 12" in page.replace("\xa0", " ") and "reject" in page
    assert "Frågan regleras redan i lag." in letters.sample(consultation)[1]
    assert "Kommunfullmäktige rejected it" in adopted.undecided(report.build(consultation))
    with pytest.raises(ActRefused, match="before the council"):
        decide(cast, lies, "endorse", section="13")
    folder = record.decisions(lies)
    assert [each["kind"] for each in folder] == ["reject"]


def test_a_returned_matter_says_which_body_returned_it_and_comes_back(cast, client, lies):
    page = reverse("policy", args=[lies.slug])
    decide(cast, lies, "return", motive="Utred kostnaden.")
    assert "Kommunfullmäktige returned it for further preparation" in client.get(page).content.decode()
    lifecycle.freeze_revised(lies, by=cast.dan)
    lifecycle.send_to_council(lies, by=cast.dan)
    decide(cast, lies, "adopt", section="40", in_force_from=DAY)
    told = client.get(page).content.decode()
    assert "Kommunfullmäktige returned it" in told and "Kommunfullmäktige adopted it" in told
