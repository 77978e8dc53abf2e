"""The report: every comment once, numbers that sum, and answers that wait for their day."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.domain import decisions, dispositions, lifecycle, merging, moderation, report
from consultation.models import Comment
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = pytest.mark.django_db
WORDS = "Kommunen ska svara på frågor inom tre dagar."


@pytest.fixture
def consultation(cast):
    """Closed, with three comments from two persons: on 1.1 (with a suggestion), on 1.2-a and on the whole text."""
    consultation = announce(cast, make_policy(cast))
    comment(consultation, "1.1", suggestion=WORDS)
    comment(consultation, "1.2-a", "Vem är det?", name="Petra")
    comment(consultation, None, "Bra riktlinjer.")
    return close(consultation)


def publish(cast, consultation) -> None:
    """The first comment is met by its own words, the rest get an answer, and the revised proposal is frozen."""
    policy = consultation.version.policy
    wish = Comment.objects.get(number=1)
    dispositions.dispose([wish], outcome="met", reason="Rimligt.", by=cast.dan)
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.use_suggestion(wish, revision=paragraph.revision, by=cast.dan)
    answer_all(cast, consultation, "not_met")
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()


def decide(cast, policy) -> None:
    lifecycle.send_to_council(policy, by=cast.dan)
    day = datetime.date(2026, 6, 1)
    decisions.decide(
        policy, kind="adopt", body="Kommunfullmäktige", date=day, section="12", in_force_from=day, by=cast.sten
    )


def test_parts_sum_to_the_whole_and_every_comment_stands_once(cast, consultation):
    publish(cast, consultation)
    made = report.build(consultation)
    assert (made.persons, made.submissions, made.comments) == (2, 3, 3)
    assert sum(made.senders.values()) == made.persons
    assert sum(made.channels.values()) == made.submissions
    assert made.outcomes == {"met": 1, "not_met": 2}
    assert made.faults() == []
    assert [entry.number for entry in made.entries] == ["", "1.1", "1.2-a"]
    assert [(entry.number, answer.count) for entry, answer in made.not_met] == [("", 1), ("1.2-a", 1)]


def test_a_change_stands_with_the_comments_behind_it(cast, consultation):
    publish(cast, consultation)
    made = report.build(consultation)
    change = made.changed[0]
    assert (change.kind, change.before.number, change.because_of) == ("edited", "1.1", ("S-0001",))
    assert (len(made.changed), made.behind) == (1, 1)


def test_a_view_that_changed_another_place_says_which_where_it_stands(cast, consultation, client):
    policy, petra = consultation.version.policy, Comment.objects.get(number=2)
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, WORDS, revision=1, because_of=[petra], by=cast.dan)
    answer_all(cast, consultation, "met")
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    consultation.refresh_from_db()
    said = {
        entry.number: [words for words, _other in entry.led_elsewhere] for entry in report.build(consultation).entries
    }
    assert said == {"": [], "1.1": [], "1.2-a": ["1 comment from here is behind the change in 1.1."]}
    assert said["1.2-a"][0] in client.get(f"/consultations/{consultation.slug}/report/").content.decode()


def test_until_the_decision_the_outcomes_are_proposals(cast, consultation, client):
    publish(cast, consultation)
    address = f"/consultations/{consultation.slug}/report/"
    assert report.build(consultation).proposed
    before = client.get(address).content.decode()
    decide(cast, consultation.version.policy)
    assert not report.build(consultation).proposed
    assert client.get(address).content.decode() != before


def test_words_that_are_hidden_on_the_web_are_not_in_the_report_but_their_place_is(cast, consultation, client):
    hidden = Comment.objects.get(number=2)
    moderation.hide(hidden, reason="secrecy", by=cast.meja)
    publish(cast, consultation)
    view = report.build(consultation).annex[1]
    assert (view.reference, view.words, view.who) == ("S-0002", "", "")
    assert view.note
    for query in ("", "?part=annex", "?page=all"):
        page = client.get(f"/consultations/{consultation.slug}/report/{query}").content.decode()
        assert "Vem är det?" not in page and "Petra" not in page
        assert "S-0002" in page


def test_a_late_comment_is_counted_apart(cast, consultation):
    consultation.submissions.update(received_at=consultation.opens_at)
    consultation.submissions.filter(number=3).update(received_at=consultation.closes_at)
    assert [view.reference for view in report.build(consultation).late] == ["S-0003"]


def test_the_report_does_not_exist_before_the_answers_are_published(cast, consultation, client):
    answer_all(cast, consultation)
    for name in ("report/", "report.pdf"):
        assert client.get(f"/consultations/{consultation.slug}/{name}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_comments(cast):
    consultation = announce(cast, make_policy(cast))
    comment(consultation, "1.1")
    few = asked(consultation)
    for number in ["1.1", "1.2", None] * 10:
        comment(consultation, number)
    assert asked(consultation) == few
    assert report.build(consultation).faults() == []


def test_words_are_read_together_those_that_a_page_shows_or_all(cast, consultation, django_assert_num_queries):
    made = report.build(consultation)
    with django_assert_num_queries(2):
        made.words.read(made.annex[1:2])
        assert made.annex[1].words == "Vem är det?"
        assert [view.words for view in made.annex][1:] == ["Vem är det?", "Bra riktlinjer."]


def asked(consultation) -> int:
    with CaptureQueriesContext(connection) as queries:
        report.build(consultation)
    return len(queries)


def test_the_page_of_changes_says_why_once_the_answers_are_published(cast, consultation, client):
    publish(cast, consultation)
    address = f"/policies/{consultation.version.policy.slug}/compare/1/2/"
    page = client.get(address).content.decode()
    assert "<ins>" in page and "S-0001" in page and 'id="p-1-1"' in page
    consultation.answers_published_at = None
    consultation.save()
    page = client.get(address).content.decode()
    assert "<ins>" in page and "S-0001" not in page and "Dan" not in page


def test_two_versions_are_chosen_by_plain_get_and_have_an_address(cast, consultation, client):
    publish(cast, consultation)
    slug = consultation.version.policy.slug
    chosen = client.get(f"/policies/{slug}/compare/?from=2&to=1&show=all")
    assert chosen.headers["Location"] == f"/policies/{slug}/compare/1/2/?show=all"
    assert client.get(chosen.headers["Location"]).status_code == 200
    for wrong in ("compare/?from=x&to=1", "compare/2/1/", "compare/1/1/", "compare/1/3/", "compare/"):
        assert client.get(f"/policies/{slug}/{wrong}").status_code == 404


def test_the_paragraph_leads_to_what_it_became_and_the_comment_to_what_it_changed(cast, consultation, client):
    publish(cast, consultation)
    slug = consultation.version.policy.slug
    page = client.get(f"/policies/{slug}/v/1/p/1.1/").content.decode()
    # From the trail of the paragraph, the note that it has changed since, and the trail of the comment.
    assert page.count(f"/policies/{slug}/compare/1/2/#p-1-1") == 3
    assert "para-ch" in client.get(f"/policies/{slug}/v/2/").content.decode()
    # The change is how far it has come.
    assert re.search(r'<li data-s="now">\s*<a [^>]*>(Ändrade|Changed) 1.1</a>', page)
