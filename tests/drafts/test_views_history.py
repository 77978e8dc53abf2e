"""Who changed what, and when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.domain import lifecycle
from drafts.domain import editing, importing
from tests.base import announce, close, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def at(policy, number):
    return policy.versions.draft().paragraphs.get(number=number)


def history_of(policy):
    return reverse("draft-history", args=[policy.slug])


def test_the_history_tells_who_changed_which_words(cast, client, policy):
    editing.rewrite(at(policy, "1.1"), "Kommunen ska svara på frågor inom tre dagar.", revision=1, by=cast.olga)
    editing.remove(at(policy, "2.1"), revision=1, by=cast.dan)
    client.force_login(cast.asa)
    answer = client.get(history_of(policy))
    first, second, *_rest = answer.context["moments"]
    assert [(c.kind, c.number, c.by) for c in (first.changes[0], second.changes[0])] == [
        ("removed", "2.1", cast.dan),
        ("edited", "1.1", cast.olga),
    ]
    page = answer.content.decode()
    assert '<del><span class="vh">deleted: </span>två</del>' in page
    assert '<ins><span class="vh">added: </span>tre</ins>' in page


def test_a_text_put_in_at_once_is_one_moment(cast, client, policy):
    client.force_login(cast.dan)
    [moment] = client.get(history_of(policy)).context["moments"]
    assert (len(moment.changes), moment.by) == (8, cast.dan)


def test_a_long_text_is_one_moment_on_one_page(cast, client):
    policy = make_policy(cast, text="\n\n".join(f"Stycke {number}." for number in range(1, 61)))
    editing.rewrite(at(policy, "0.1"), "Andra ord.", revision=1, by=cast.olga)
    client.force_login(cast.dan)
    answer = client.get(history_of(policy))
    assert [(len(each.changes), each.count) for each in answer.context["moments"]] == [(1, 1), (50, 60)]
    assert "10 more are not listed" in answer.content.decode() and not answer.context["page"].has_next()


def test_that_a_draft_begins_as_a_copy_is_no_change(cast, client, policy):
    close(announce(cast, policy))
    client.force_login(cast.dan)
    answer = client.get(history_of(policy))
    assert answer.context["moments"] == []
    assert f"{reverse('staff-policy', args=[policy.slug])}#versions" in answer.content.decode()


def test_a_paragraphs_history_goes_through_all_versions(cast, client, policy):
    close(announce(cast, policy))
    policy.refresh_from_db()
    lifecycle.begin_compiling(policy, by=cast.dan)
    paragraph = at(policy, "1.1")
    editing.rewrite(paragraph, "Kommunen ska svara på frågor inom tre dagar.", revision=1, by=cast.olga)
    client.force_login(cast.dan)
    answer = client.get(reverse("paragraph-history", args=[policy.slug, paragraph.lineage]))
    changes = [(c.kind, c.version.number, c.by) for c in answer.context["page"]]
    assert changes == [("edited", None, cast.olga), ("new", 1, cast.dan)]
    assert "version 1 as 1.1" in answer.content.decode()


def test_a_paragraph_that_was_removed_keeps_its_history(cast, client, policy):
    paragraph = at(policy, "1.1")
    editing.remove(paragraph, revision=1, by=cast.dan)
    client.force_login(cast.dan)
    answer = client.get(reverse("paragraph-history", args=[policy.slug, paragraph.lineage]))
    assert [change.kind for change in answer.context["page"]] == ["removed", "new"]


def test_hostile_words_are_shown_escaped(cast, client, policy):
    editing.rewrite(at(policy, "1.1"), "<script>alert(1)</script> ord", revision=1, by=cast.dan)
    client.force_login(cast.dan)
    assert "<script>alert" not in client.get(history_of(policy)).content.decode()


def test_the_history_takes_the_same_queries_for_few_and_many_changes(cast, client, policy):
    client.force_login(cast.dan)
    counts = []
    for times in (1, 30):
        for n in range(times):
            paragraph = at(policy, "1.1")
            editing.rewrite(paragraph, f"Ord {times} {n}.", revision=paragraph.revision, by=cast.dan)
        for page in (history_of(policy), reverse("paragraph-history", args=[policy.slug, paragraph.lineage])):
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_strangers_find_no_history_and_nothing_is_posted_there(cast, client, policy):
    pages = [history_of(policy), reverse("paragraph-history", args=[policy.slug, at(policy, "1.1").lineage])]
    client.force_login(cast.sam)
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.dan)
    assert {client.post(page).status_code for page in pages} == {405}


def test_a_history_of_a_paragraph_elsewhere_is_not_there(cast, client, policy):
    other = make_policy(cast, title="En annan")
    client.force_login(cast.dan)
    page = reverse("paragraph-history", args=[policy.slug, at(other, "1.1").lineage])
    assert client.get(page).status_code == 404


def test_what_a_text_put_in_over_another_changed_is_told(cast, policy):
    importing.put_in(policy, "# Riktlinjer för sociala medier\n\nRiktlinjerna gäller alla.\n", by=cast.dan)
    assert policy.versions.draft().paragraphs.count() == 1
