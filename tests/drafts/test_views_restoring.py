"""An earlier text comes back as draft: a version's, a moment's, or one paragraph's wording."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from consultation.domain import lifecycle
from drafts.domain import approvals, blocks, chronicle, descents, editing, importing, restoring, texts
from drafts.models import Approval, Descent, Paragraph
from organisation.models import Event
from tests.base import TEXT, announce, approve, close, make_policy
from tests.versions import at, freeze

pytestmark = [pytest.mark.django_db, pytest.mark.data]
OTHER = "# Riktlinjer för sociala medier\n\nAllt är annorlunda nu.\n"


@pytest.fixture
def compiling(cast, policy):
    """The policy whose first version has been heard, with its draft open again."""
    close(announce(cast, policy))
    policy.refresh_from_db()
    lifecycle.begin_compiling(policy, by=cast.dan)
    policy.refresh_from_db()
    return policy


@pytest.fixture
def clock_back():
    """Sets what has been written so far an hour back: nobody waits in a test."""

    def set_back(policy):
        Paragraph.history.filter(version__policy=policy).update(history_date=F("history_date") - timedelta(hours=1))

    return set_back


def version_page(policy, number=1) -> str:
    return reverse("version-bring-back", args=[policy.slug, number])


def wording_page(row) -> str:
    return reverse("wording-bring-back", args=[row.version.policy.slug, row.lineage, row.history_id])


def post(client, page: str):
    """Sends the form of a page as it was opened."""
    answer = client.get(page)
    current = answer.context.get("current")
    return client.post(page, {"seen": answer.context.get("seen", ""), "revision": current.revision if current else 0})


def source(policy) -> str:
    return texts.source(policy.versions.draft())


def lineages(policy) -> list:
    return list(policy.versions.draft().paragraphs.values_list("lineage", flat=True))


def ties(policy) -> list[tuple]:
    """(kind, number before, number in the draft) of every tie that says that something changed."""
    rows = descents.changed(policy.versions.draft())
    return [(row.change_kind, row.before and row.before.number, row.after and row.after.number) for row in rows]


def test_a_version_comes_back_with_the_identity_of_every_paragraph(cast, dan, compiling):
    before, known = source(compiling), lineages(compiling)
    importing.put_in(compiling, OTHER, by=cast.dan)
    page = dan.get(version_page(compiling))
    assert {row.kind for row in page.context["rows"]} == {"new", "removed"}
    assert post(dan, version_page(compiling)).url == reverse("editor", args=[compiling.slug])
    assert (source(compiling), lineages(compiling), ties(compiling)) == (before, known, [])
    assert at(compiling, "1.1").revision == 2
    event = Event.objects.filter(chain=compiling.uuid, verb="text brought back").get()
    assert (event.actor, event.facts["version"]) == (cast.dan, 1)


def test_an_older_version_is_tied_to_the_newest_as_what_it_is(cast, dan, compiling):
    whole = at(compiling, "1.1")
    editing.split(whole, "Kommunen ska svara på frågor.", "Det sker inom två dagar.", revision=1, by=cast.dan)
    editing.remove(at(compiling, "2.1"), revision=1, by=cast.dan)
    importing.put_in(compiling, source(compiling) + "\nEtt nytt stycke om något helt annat.\n", by=cast.dan)
    approve(cast, compiling)
    freeze(compiling)
    post(dan, version_page(compiling))
    assert source(compiling) == texts.source(compiling.versions.get(number=1))
    assert ties(compiling) == [
        ("merged", "1.1", "1.1"),
        ("merged", "1.2", "1.1"),
        ("new", None, "2.1"),
        ("removed", "2.1", None),
    ]


def test_the_text_before_a_bad_import_is_known_to_the_letter(cast, policy):
    importing.put_in(policy, TEXT.replace("## Uppföljning", "## Ansvar för uppföljning"), by=cast.dan)
    editing.move(at(policy, "1.2-b"), after=at(policy, "1.2"), by=cast.dan)
    good, known = source(policy), lineages(policy)
    importing.put_in(policy, OTHER, by=cast.dan)
    rows = Paragraph.history.filter(version=policy.versions.draft())
    spoiled = rows.filter(text="Allt är annorlunda nu.").earliest("history_id")
    removed = rows.filter(history_type="-", history_id__lt=spoiled.history_id).earliest("history_id")
    earlier = restoring.of_moment(policy.versions.draft(), removed.history_id - 1)
    assert (blocks.join(earlier.text), list(earlier.lineages)) == (good, known)


def test_the_order_of_an_earlier_moment_is_known_when_neighbours_had_to_move_aside(cast, policy):
    states = []
    for n in range(14):
        place = at(policy, "1") if n % 2 else at(policy, "0.1")
        editing.insert(policy, f"Nytt stycke nummer {n}.", after=place, by=cast.dan)
        states.append((Paragraph.history.latest("history_id").history_id, source(policy)))
    draft = policy.versions.draft()
    assert Paragraph.history.filter(history_change_reason=chronicle.PLACED).exists()
    assert [blocks.join(restoring.of_moment(draft, row).text) for row, _text in states] == [
        text for _row, text in states
    ]


def test_a_moment_comes_back_from_the_history_page(cast, dan, policy, clock_back):
    before, known = source(policy), lineages(policy)
    clock_back(policy)
    importing.put_in(policy, OTHER, by=cast.olga)
    newest, oldest = dan.get(reverse("draft-history", args=[policy.slug])).context["moments"]
    page = reverse("moment-bring-back", args=[policy.slug, oldest.row])
    assert page in dan.get(reverse("draft-history", args=[policy.slug])).content.decode()
    assert post(dan, page).status_code == 302
    assert (source(policy), lineages(policy)) == (before, known)


def test_an_earlier_wording_comes_back(cast, dan, compiling):
    first = Paragraph.history.filter(version__policy=compiling, number="1.1").earliest("history_id")
    editing.rewrite(at(compiling, "1.1"), "Kommunen svarar när den hinner.", revision=1, by=cast.olga)
    history = reverse("paragraph-history", args=[compiling.slug, first.lineage])
    assert wording_page(first) in dan.get(history).content.decode()
    assert post(dan, wording_page(first)).status_code == 302
    assert at(compiling, "1.1").text == first.text
    assert ties(compiling) == []
    assert [stage.row for stage in dan.get(history).context["stages"]] == [None]


def test_a_removed_paragraph_comes_back_where_it_stood_and_is_the_same(cast, dan, compiling):
    gone = at(compiling, "1.2-b")
    row = gone.history.first()
    editing.remove(gone, revision=1, by=cast.olga)
    assert ties(compiling) == [("removed", "1.2-b", None)]
    for _twice in range(2):
        dan.post(wording_page(row), {"revision": 0})
    back = at(compiling, "1.2-b")
    assert (back.lineage, back.text, back.level) == (gone.lineage, gone.text, gone.level)
    assert ties(compiling) == []


def test_what_another_changed_meanwhile_is_never_overwritten(cast, dan, compiling):
    row = at(compiling, "1.1").history.first()
    editing.rewrite(at(compiling, "1.1"), "Olgas nya ord.", revision=1, by=cast.olga)
    seen = dan.get(version_page(compiling)).context["seen"]
    editing.rewrite(at(compiling, "1.1"), "Olgas nyare ord.", revision=2, by=cast.olga)
    answers = [dan.post(version_page(compiling), {"seen": seen}), dan.post(wording_page(row), {"revision": 2})]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert at(compiling, "1.1").text == "Olgas nyare ord."
    assert all("nyare" in answer.content.decode() for answer in answers)


def test_nothing_comes_back_while_the_draft_rests(cast, dan, consultation):
    policy = consultation.version.policy
    row = at(policy, "1.1").history.first()
    for page in (version_page(policy), wording_page(row)):
        assert dan.get(page).status_code == dan.post(page).status_code == 409
    assert version_page(policy) not in dan.get(reverse("staff-policy", args=[policy.slug])).content.decode()


def test_an_approval_is_taken_back_with_the_text(cast, dan, compiling):
    editing.rewrite(at(compiling, "1.1"), "Andra ord.", revision=1, by=cast.olga)
    approval = approvals.ask(compiling, by=cast.dan)
    post(dan, version_page(compiling))
    approval.refresh_from_db()
    assert approval.state == Approval.State.WITHDRAWN


def test_a_text_that_is_the_drafts_already_is_said_to_be(cast, dan, compiling):
    page = dan.get(version_page(compiling))
    assert "The draft reads so already" in page.content.decode()
    answer = dan.post(version_page(compiling), {"seen": page.context["seen"]})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (200, ["The draft reads so already."])


def test_no_row_of_another_policys_history_opens_the_page(cast, dan, compiling):
    other = make_policy(cast, title="En annan")
    row = at(other, "1.1").history.first()
    pages = [
        reverse("wording-bring-back", args=[compiling.slug, at(compiling, "1.1").lineage, row.history_id]),
        reverse("moment-bring-back", args=[compiling.slug, row.history_id]),
        version_page(compiling, 9),
    ]
    assert [dan.get(page).status_code for page in pages] == [404, 404, 404]


def test_what_moved_and_what_became_a_heading_is_told_as_such(cast, dan, policy):
    editing.move(at(policy, "1.2-b"), after=at(policy, "1.2"), by=cast.dan)
    editing.rewrite(at(policy, "2.1"), at(policy, "2.1").text, kind="heading", level=2, revision=1, by=cast.olga)
    first, second, *_rest = dan.get(reverse("draft-history", args=[policy.slug])).context["moments"]
    assert [(change.kind, change.remarks) for change in (first.changes[0], second.changes[0])] == [
        ("form", ["It became a heading."]),
        ("moved", []),
    ]


def test_a_paragraphs_page_follows_it_through_a_split(cast, dan, compiling):
    editing.split(at(compiling, "1.1"), "Kommunen ska svara.", "Det sker inom två dagar.", revision=1, by=cast.dan)
    second = at(compiling, "1.2")
    page = dan.get(reverse("paragraph-history", args=[compiling.slug, second.lineage]))
    assert [(stage.kind, stage.words) for stage in page.context["stages"]] == [
        ("split", "1.1 became 1.1 and 1.2"),
        ("new", ""),
    ]
    assert [list(stage.people) for stage in page.context["stages"]] == [["Dan"], ["Dan"]]
    assert Descent.objects.filter(kind="split").count() == 2
