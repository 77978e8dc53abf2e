"""What comparable tools test of merging what came in into a new version (acceptance E1 to E13)."""

import pytest
from django.urls import reverse

from consultation.domain import (
    cards,
    dispositions,
    gates,
    lifecycle,
    matter,
    merging,
    moderation,
    openness,
    places,
    reading,
    showing,
    suggestions,
    undoing,
    unexplained,
)
from consultation.domain.workspace import Answer
from consultation.models import Change, Comment, Consultation
from drafts.domain import difference, editing, restoring, texts
from drafts.models import Edition
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from tests.base import announce, approve, close, comment, make_policy
from tests.journeys.proposals import BASE, TEXT, WISHES

pytestmark = pytest.mark.django_db
V1 = "/policies/riktlinjer-for-svar/v/1/"


def frozen(it, outcome: str = "noted"):
    left = list(Comment.objects.filter(consultation=it.consultation).unanswered())
    if left:
        dispositions.dispose(left, outcome=outcome, reason="Tack.", by=it.cast.dan)
    approve(it.cast, it.policy)
    return lifecycle.freeze_revised(it.policy, by=it.cast.dan)


def test_e1_all_proposals_that_go_together_are_merged_one_is_left_out_another_is_tried(at_work):
    at_work.use("always")
    assert at_work.use("every") == "Kommunen ska alltid svara alla inom två dagar i alla sina kanaler."
    at_work.write(at_work.draft().text.replace("två", "tre"), "three")
    act = undoing.latest(at_work.policy.versions.draft(), at_work.draft().lineage)
    undoing.undo(at_work.policy, act, by=at_work.cast.dan)
    assert at_work.draft().text == "Kommunen ska alltid svara alla inom två dagar i alla sina kanaler."
    assert at_work.use("four") == "Kommunen ska alltid svara alla inom fyra dagar i alla sina kanaler."
    assert set(Change.objects.get().comments.all()) == {at_work.said[name] for name in ("always", "every", "four")}


def test_d8_a_list_item_that_comes_and_one_that_goes_touch_no_suggestion_on_another(at_work):
    """Acceptance D8, for lists: an item put in above and one taken out below."""
    lifecycle.begin_compiling(at_work.policy, by=at_work.cast.dan)
    editing.insert(at_work.policy, "Läs den.", after=at_work.draft("1.1-a"), kind="ordered", by=at_work.cast.dan)
    row = at_work.draft("1.1-d")
    editing.remove(row, revision=row.revision, by=at_work.cast.dan)
    row = at_work.policy.versions.draft().paragraphs.get(lineage=at_work.said["item"].paragraph.lineage)
    fit = suggestions.fit(at_work.said["item"], row.text)
    assert (fit.text, fit.collides, row.number) == ("Skriv ett kort svar.", False, "1.1-c")


def test_e2_a_suggestion_is_taken_edited_by_hand_and_saved_with_an_outcome_for_each(at_work):
    at_work.use("three")
    answers = [
        Answer((at_work.said["three"],), "partly", "Arbetsdagar."),
        Answer((at_work.said["four"],), "not_met", "För långt."),
    ]
    at_work.write(WISHES["three"].replace("dagar", "arbetsdagar"), "three", answers=answers)
    assert "tre arbetsdagar" in frozen(at_work).paragraphs.get(number="1.1").text
    outcomes = {name: Comment.objects.get(pk=each.pk).disposition.outcome for name, each in at_work.said.items()}
    assert (outcomes["three"], outcomes["four"], outcomes["always"]) == ("partly", "not_met", "noted")


def test_e3_the_draft_of_a_merge_is_kept_begun_anew_and_can_be_shown_to_the_public(at_work, client):
    at_work.use("three")
    openness.show_draft(at_work.consultation, shown=True, by=at_work.cast.dan)
    assert "tre" in client.get("/policies/riktlinjer-for-svar/draft/").content.decode()
    draft = at_work.policy.versions.draft()
    first = restoring.of_version(at_work.consultation.version)
    restoring.bring_back(at_work.policy, first, seen=texts.checksum(draft), by=at_work.cast.dan)
    assert texts.source(draft) == TEXT and unexplained.without_cause(at_work.policy) == []
    assert client.get("/policies/riktlinjer-for-svar/draft/").status_code == 404


def test_e4_a_proposal_that_arrives_while_merging_shows_up_and_can_be_used_or_hidden(at_work):
    at_work.use("always")
    Consultation.objects.filter(pk=at_work.consultation.pk).update(
        closes_at=at_work.consultation.closes_at.replace(year=2099)
    )
    late = comment(
        Consultation.objects.get(), "2.1", "Sent.", suggestion="Bilder ska ha en beskrivande text.", name="Sen"
    )
    close(at_work.consultation)
    place = places.survey(at_work.policy, at_work.consultation).at(late.paragraph.lineage)
    assert (place.total, place.left) == (3, 3) and "alltid" in at_work.draft().text
    merging.use_suggestion(late, revision=at_work.draft("2.1").revision, by=at_work.cast.dan)
    moderation.hide(late, reason="secrecy", by=at_work.cast.meja)
    assert at_work.draft("2.1").text == "Bilder ska ha en beskrivande text."
    assert late in cards.on(at_work.consultation, late.paragraph.lineage)  # hidden on the web, and still to answer


def test_e5_two_that_change_the_same_words_are_a_conflict_until_they_are_answered(at_work):
    def conflict():
        return next(each for each in gates.before_council(at_work.policy) if each.name == "conflicts")

    assert (conflict().met, conflict().place) == (False, at_work.draft().lineage)
    at_work.use("three")
    with pytest.raises(ActRefused, match="changed since"):
        at_work.use("four")
    for name, outcome in (("three", "met"), ("four", "not_met")):
        dispositions.dispose([at_work.said[name]], outcome=outcome, reason="Avvägt.", by=at_work.cast.dan)
    assert conflict().met


def test_e6_a_numbered_list_keeps_its_numbers_through_a_merge(at_work):
    at_work.use("item")
    merging.insert(at_work.policy, "Läs den.", after=at_work.draft("1.1-a"), kind="ordered", by=at_work.cast.dan)
    source = texts.source(frozen(at_work))
    assert "1. Ta emot frågan.\n2. Läs den.\n3. Skriv ett kort svar.\n4. Skicka det.\n" in source


def test_e7_a_consultation_without_proposals_goes_on_with_the_text_as_it_is(at_work):
    policy = make_policy(at_work.cast, title="Tyst plan")
    quiet = close(announce(at_work.cast, policy))
    lifecycle.begin_compiling(policy, by=at_work.cast.dan)
    approve(at_work.cast, policy)
    assert lifecycle.freeze_revised(policy, by=at_work.cast.dan) == quiet.version
    policy.refresh_from_db()
    quiet.refresh_from_db()
    assert policy.state == State.PROPOSAL and quiet.answers_published_at


def test_e8_a_section_becomes_empty_and_is_filled_again(at_work, client):
    row = at_work.draft("2.1")
    merging.remove(row, revision=row.revision, because_of=[at_work.said["view"]], by=at_work.cast.dan)
    assert at_work.policy.versions.draft().paragraphs.last().number == "2"
    client.force_login(at_work.cast.dan)
    assert (
        client.get(reverse("merge-paragraph", args=[at_work.policy.slug, at_work.draft("2").lineage])).status_code
        == 200
    )
    merging.insert(at_work.policy, "Nytt om bilder.", after=at_work.draft("2"), by=at_work.cast.dan)
    assert frozen(at_work).paragraphs.get(number="2.1").text == "Nytt om bilder."


def test_e9_a_comment_that_is_hidden_or_withdrawn_with_a_reply_below_it_breaks_no_page(at_work, client):
    for state in ("hidden", "withdrawn"):
        Comment.objects.filter(pk=at_work.said["view"].pk).update(state=state)
        page = client.get(f"{V1}p/2.1/")
        assert page.status_code == 200 and "Ja." in page.content.decode(), state
        client.force_login(at_work.cast.dan)
        assert (
            client.get(reverse("merge-paragraph", args=[at_work.policy.slug, at_work.draft("2.1").lineage])).status_code
            == 200
        )


def test_e10_the_result_is_a_new_version_with_a_difference_and_papers_and_the_old_one_stays(at_work, client):
    at_work.use("three")
    version = frozen(at_work)
    assert BASE in client.get(V1).content.decode() and version.number == 2
    assert "<ins>" in client.get("/policies/riktlinjer-for-svar/compare/1/2/").content.decode()
    assert set(version.editions.values_list("kind", flat=True)) == {"clean", "marked"}
    assert Edition.objects.filter(version=at_work.consultation.version, kind="report").exists()


def test_e11_a_proposer_cannot_merge(at_work, client):
    """Ours never lets a sender merge: nobody without the role, signed in or not."""
    address = reverse("merge-paragraph", args=[at_work.policy.slug, at_work.draft().lineage])
    assert client.post(address, {"use": at_work.said["three"].pk}).status_code == 302
    client.force_login(at_work.cast.kim)
    assert client.post(address, {"use": at_work.said["three"].pk}).status_code == 403
    assert at_work.draft().text == BASE


def test_e12_outcomes_are_seen_and_what_was_not_met_can_be_proposed_again_in_the_next_round(at_work, client):
    """Ours has no own proposals of citizens: a suggestion that was not met can be sent anew on the next version."""
    at_work.use("three")
    frozen(at_work, "not_met")
    page = client.get(f"{V1}p/1.1/").content.decode()
    assert page.count("Proposed not") > 3 and "Tack." in page
    opens = at_work.consultation.opens_at
    later = lifecycle.announce(at_work.policy, opens_at=opens, closes_at=opens.replace(year=2099), by=at_work.cast.dan)
    again = comment(later, "1.1", "Igen.", suggestion=WISHES["four"])
    assert (again.number, again.paragraph.text) == (8, WISHES["three"])


def test_e13_the_difference_is_to_the_text_the_sender_saw_and_at_the_table_to_the_latest(at_work):
    at_work.use("always")
    said = next(
        each for each in cards.on(at_work.consultation, at_work.draft().lineage) if each == at_work.said["three"]
    )
    card = next(iter(cards.lay([said], at_work.draft())))
    assert card.fit.present == WISHES["always"] and "alltid" in card.fit.text
    found = matter.read(at_work.policy.slug)
    version = found.versions[0]
    row = showing.listed(version).get(pk=said.pk)
    seen = showing.shown(row, found, version, reading.row_of(version, "1.1").covered[0])
    assert seen.suggestion == difference.difference_html(BASE, WISHES["three"])
    assert [span.op for span in difference.compare_words("ett\r\ntvå", "ett\ntvå")] == ["="]
