"""The pages that compare two versions: what the public reads, and what officials see besides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.domain import lifecycle, merging
from drafts.domain import editing, texts
from tests.base import announce, answer_all, approve, close, comment, make_policy
from tests.doors.world import build
from tests.versions import at, freeze, rewritten, with_versions

pytestmark = pytest.mark.django_db
LIST = """# Regler

## Svar

Den som svarar:

- skriver sitt namn och sin funktion
- hänvisar till källan
- talar om när svaret kommer

Kritik bemöts sakligt.

## Undantag
"""
TABLE = "\n| Fråga | Svar inom |\n| --- | --- |\n| Akut | en timme |\n| Övrigt | två dagar |\n"


def public(policy, before=1, after=2, **shown) -> str:
    return reverse("compare", args=[policy.slug, before, after], query=shown)


def staff(policy, before=1, after="draft", **shown) -> str:
    return reverse("staff-compare", args=[policy.slug, before, after], query=shown)


def changes(client, address: str) -> list[tuple]:
    """(badge, number, where it stood before) of each change."""
    page = client.get(address).context["page"]
    return [(each.badge, each.number, each.formerly) for each in page.altered]


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def compared(cast, client, old: str, new: str) -> list[tuple]:
    return changes(client, public(with_versions(cast, old, new)))


def test_only_what_changed_or_the_whole_text_or_side_by_side(cast, client):
    policy = with_versions(cast, LIST, LIST.replace("sakligt", "vänligt"))
    page = text(client, public(policy))
    assert (
        '<del><span class="vh">deleted: </span>sakligt</del><ins><span class="vh">added: </span>vänligt</ins>' in page
    )
    assert '<details class="fold cw-same">' in page and "Undantag" not in page
    whole = text(client, public(policy, show="all"))
    assert '<details class="fold cw-same" open>' in whole and "Undantag" in whole
    side = text(client, public(policy, show="side"))
    before, after = side.split('class="ow ow-side"')[1].split("Proposal 2", 1)
    assert ("<del>" in before, "<ins>" in before, "<del>" in after, "<ins>" in after) == (True, False, False, True)


def test_the_form_leads_to_the_address_of_the_pair(cast, client):
    policy = with_versions(cast, LIST, LIST.replace("sakligt", "vänligt"))
    choose = reverse("compare-choose", args=[policy.slug])
    assert client.get(choose, {"from": "2", "to": "1", "show": "side"}).url == public(policy, show="side")
    assert client.get(choose, {"from": "1", "to": "2", "show": "x"}).url == public(policy)
    assert client.get(choose, {"from": "1", "to": "draft"}).status_code == 404


def test_an_item_that_was_split_in_two(cast, client):
    policy = with_versions(cast, LIST)
    item = at(policy, "1.1-a")
    editing.split(item, "skriver sitt namn", "skriver sin funktion", revision=item.revision, by=cast.dan)
    freeze(policy)
    assert changes(client, public(policy)) == [("split", "1.1-a", "1.1-a of proposal 1 became 1.1-a and 1.1-b")]
    page = text(client, public(policy))
    assert 'id="p-1-1-a"' in page and 'id="p-1-1-b"' in page


def test_two_items_that_became_one(cast, client):
    policy = with_versions(cast, LIST)
    first, second = at(policy, "1.1-a"), at(policy, "1.1-b")
    editing.join(
        second, first, f"{first.text}, {second.text}", revision=second.revision, seen=first.revision, by=cast.dan
    )
    freeze(policy)
    assert changes(client, public(policy)) == [("merged", "1.1-a", "1.1-a and 1.1-b of proposal 1 became 1.1-a")]


def test_items_that_changed_places_are_moved(cast, client):
    policy = with_versions(cast, LIST)
    editing.move(at(policy, "1.1-c"), after=at(policy, "1.1"), by=cast.dan)
    freeze(policy)
    assert changes(client, public(policy)) == [("moved", "1.1-a", "moved from 1.1-c")]
    assert "The words are the same." in text(client, public(policy))


def test_an_item_that_came_in_between(cast, client):
    new = LIST.replace("- hänvisar", "- är vänlig mot alla\n- hänvisar")
    assert compared(cast, client, LIST, new) == [("new", "1.1-b", "")]


def test_a_paragraph_that_became_a_heading_is_said(cast, client):
    policy = with_versions(cast, LIST)
    editing.rewrite(
        at(policy, "1.2"),
        "Kritik bemöts sakligt.",
        kind="heading",
        level=1,
        revision=at(policy, "1.2").revision,
        by=cast.dan,
    )
    freeze(policy)
    page = text(client, public(policy))
    assert "It became a heading." in page and "The words are the same; the form changed." in page


def test_an_item_that_became_a_sub_item_is_said(cast, client):
    policy = with_versions(cast, LIST.replace("- ", "1. "))
    editing.rewrite(
        at(policy, "1.1-b"), at(policy, "1.1-b").text, level=2, revision=at(policy, "1.1-b").revision, by=cast.dan
    )
    freeze(policy)
    assert changes(client, public(policy)) == [("changed", "1.1-a-a", "formerly 1.1-b")]
    assert "It was set in: level 1 → 2" in text(client, public(policy))


def test_several_paragraphs_deleted_in_a_row_and_an_empty_section_filled(cast, client):
    new = LIST.replace("- hänvisar till källan\n- talar om när svaret kommer\n\nKritik bemöts sakligt.\n", "")
    new += "\nChefen får besluta om annat.\n"
    assert compared(cast, client, LIST, new) == [
        ("removed", "1.1-b", ""),
        ("removed", "1.1-c", ""),
        ("removed", "1.2", ""),
        ("new", "2.1", ""),
    ]


def test_a_table_stands_as_a_table(cast, client):
    policy = with_versions(cast, LIST + TABLE, LIST + TABLE.replace("två", "tre") + "| Helger | aldrig |\n")
    page = text(client, public(policy))
    assert '<td><del><span class="vh">deleted: </span>två</del>' in page
    assert "1 row was added." in page


def test_a_paragraph_that_is_less_alike_than_two_fifths_stands_old_and_new_whole(cast, client):
    policy = with_versions(cast, LIST)
    editing.rewrite(
        at(policy, "1.2"),
        "Ingen får bli illa behandlad i kommentarerna.",
        revision=at(policy, "1.2").revision,
        by=cast.dan,
    )
    freeze(policy)
    page = text(client, public(policy))
    assert 'cw-gone" lang="sv">' in page and "<ins>Ingen" not in page


def settle(cast, policy, words: str) -> None:
    """Answers what came in on the newest version and freezes the draft with new words of 1.1 for it."""
    consultation = policy.versions.newest().consultation
    close(consultation)
    merging.rewrite(
        at(policy, "1.1"), words, revision=at(policy, "1.1").revision,
        because_of=list(consultation.comments.all()), reason=f"Därför {policy.versions.newest().number}.", by=cast.dan,
    )  # fmt: skip
    answer_all(cast, consultation)
    policy.refresh_from_db()
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)


def test_the_reasons_of_all_steps_between_are_told_with_their_comments(cast, consultation, client):
    policy = consultation.version.policy
    comment(consultation, "1.1", "För långsamt.")
    settle(cast, policy, "Kommunen ska svara på frågor inom tre dagar.")
    rewritten(policy, texts.source(policy.versions.draft()).replace("tre dagar", "fyra dagar"))
    freeze(policy)
    page = text(client, public(policy))
    assert "Därför 1." in page and "För långsamt." in page
    later = text(client, public(policy, 1, 3))
    assert "Därför 1." in later and "Changed in proposal 2" in later
    assert "Därför 1." not in text(client, public(policy, 2, 3))


def test_a_change_leads_to_every_place_where_comments_behind_it_stand(cast, consultation, client):
    policy = consultation.version.policy
    comment(consultation, "2.1", "Svara fortare.")
    comment(consultation, None, "Svara mer.", name="Petra")
    settle(cast, policy, "Kommunen ska svara på frågor inom tre dagar.")
    page = client.get(public(policy)).content.decode()
    assert reverse("paragraph", args=[policy.slug, 1, "2.1"]) in page and "also on the whole text" in page


def test_no_reason_is_told_before_the_answers_are_public(cast, consultation, client):
    policy = consultation.version.policy
    comment(consultation, "1.1", "För långsamt.")
    settle(cast, policy, "Kommunen ska svara på frågor inom tre dagar.")
    consultation.refresh_from_db()
    consultation.answers_published_at = None
    consultation.save()
    page = text(client, public(policy))
    assert "Därför" not in page and "För långsamt" not in page


def test_a_version_that_is_not_published_is_compared_by_officials_only(cast, client):
    policy = with_versions(cast, LIST)
    rewritten(policy, LIST.replace("sakligt", "vänligt"))
    freeze(policy, public=False)
    assert client.get(public(policy)).status_code == 404
    assert client.get(public(policy, 1, 1)).status_code == 404
    client.force_login(cast.dan)
    page = text(client, staff(policy, after=2))
    assert "vänligt</ins>" in page and "Version 2, not published" in page


def test_the_chooser_lists_published_versions_only(cast, client):
    policy = with_versions(cast, LIST, LIST.replace("sakligt", "vänligt"))
    rewritten(policy, LIST.replace("sakligt", "lugnt"))
    freeze(policy, public=False)
    assert [code for code, _words in client.get(public(policy)).context["versions"]] == [1, 2]
    client.force_login(cast.dan)
    assert [code for code, _words in client.get(staff(policy)).context["versions"]] == [1, 2, 3, "draft"]


def test_an_adopted_version_has_its_date_its_state_its_changes_and_no_form(client):
    world = build("adopted")
    page = text(client, reverse("version", args=[world.policy.slug, 2]))
    assert public(world.policy) in page and "Changed since proposal 1" in page
    assert "adopted" in page and "1 June 2026" in page
    assert reverse("comment-whole", args=[world.policy.slug, 2]) not in page
    assert "Changed in version 2" in text(client, public(world.policy))


def test_officials_compare_with_the_draft_which_is_marked_as_such(cast, dan, consultation):
    policy = close(consultation).version.policy
    policy.refresh_from_db()
    lifecycle.begin_compiling(policy, by=cast.dan)
    editing.rewrite(at(policy, "1.1"), "Kommunen ska svara på frågor inom tre dagar.", revision=1, by=cast.olga)
    page = text(dan, staff(policy))
    assert "tre</ins>" in page and '<option value="draft" selected>The draft</option>' in page
    assert reverse("version-bring-back", args=[policy.slug, 1]) in page
    choose = reverse("staff-compare-choose", args=[policy.slug])
    assert dan.get(choose, {"from": "draft", "to": "1", "show": "all"}).url == staff(policy, show="all")
    assert dan.get(choose, {"from": "draft", "to": "draft"}).url == staff(policy)
    assert dan.get(staff(policy, 1, "v7")).status_code == dan.get(staff(policy, 7)).status_code == 404


def test_the_overview_leads_to_the_comparisons_of_each_version(cast, dan):
    policy = with_versions(cast, LIST, LIST.replace("sakligt", "vänligt"))
    page = text(dan, reverse("staff-policy", args=[policy.slug]))
    assert all(address in page for address in (staff(policy, after=2), staff(policy), staff(policy, 2)))


def test_a_comparison_asks_as_much_for_one_change_as_for_many(cast, client):
    counts = []
    for title, n in (("Ett", 1), ("Många", 30)):
        lines = [f"Stycke {number} handlar om något eget och har sina ord." for number in range(30)]
        old = "# Regler\n\n" + "\n\n".join(lines)
        new = "# Regler\n\n" + "\n\n".join(
            line.replace("sina", "andra") if at < n else line for at, line in enumerate(lines)
        )
        policy = with_versions(cast, old, new, title=title)
        with CaptureQueriesContext(connection) as asked:
            assert len(changes(client, public(policy))) == n
        counts.append(len(asked))
    assert counts[0] == counts[1] < 12


def test_hostile_words_are_escaped_on_both_pages(cast, client):
    hostile = LIST.replace("Kritik bemöts sakligt.", "Kritik `<script>alert(1)</script>` bemöts sakligt.")
    policy = with_versions(cast, LIST, hostile)
    client.force_login(cast.dan)
    for address in (public(policy), public(policy, show="side"), staff(policy, after=2)):
        assert "<script>alert" not in text(client, address)


def test_a_reader_finds_the_paragraphs_life_through_all_versions(cast, client):
    policy = with_versions(cast, LIST, LIST.replace("sakligt", "vänligt"), LIST.replace("sakligt", "lugnt"))
    steps = client.get(reverse("paragraph", args=[policy.slug, 3, "1.2"])).context["steps"]
    assert [(step.words, step.when) for step in steps] == [
        ("1.2 in proposal 1", "changed"),
        ("1.2 in proposal 2", "changed"),
        ("1.2 in proposal 3", ""),
    ]
    first = client.get(reverse("paragraph", args=[policy.slug, 1, "1.2"])).context["steps"]
    assert [step.words for step in first] == ["1.2 in proposal 1", "1.2 in proposal 2", "1.2 in proposal 3"]


def test_a_first_proposal_has_nothing_to_be_compared_with(cast, client):
    policy = announce(cast, make_policy(cast)).version.policy
    assert client.get(public(policy)).status_code == 404
