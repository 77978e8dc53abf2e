"""Sorting comments: alike ones as one row, themes by hand and proposed, a colleague who answers."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import alike, dispositions, themes
from consultation.models import Agreement, Comment, Theme, ThemeProposal
from organisation.models import Event
from tests.base import close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]

CAMPAIGN = (
    "Bemanna kontona på kvällar och helger också, det är då vi som arbetar hinner skriva till kommunen om skolan."
)


def listing(consultation, **query) -> str:
    return reverse("triage", args=[consultation.slug], query=query or None)


def piles(page) -> list[list[int]]:
    """The numbers of the comments in each row."""
    numbers = dict(Comment.objects.values_list("pk", "number"))
    return [[numbers[pk] for pk in row.pks] for row in page.context["page"]]


def post(browser, door: str, consultation, *more, **data):
    return browser.post(reverse(door, args=[consultation.slug, *more]), data)


def send(consultation, *texts: str) -> list[Comment]:
    return [comment(consultation, words=text, name=f"P{at}") for at, text in enumerate(texts, start=1)]


@pytest.fixture
def campaign(consultation):
    """Three alike comments around one of its own, and the group found."""
    rows = send(consultation, CAMPAIGN, "Vem betalar?", CAMPAIGN + " Bo", CAMPAIGN + " Eva")
    alike.group_new()
    close(consultation)
    return rows


def test_alike_comments_are_one_row_that_opens_and_is_answered_as_one(dan, consultation, campaign):
    page = dan.get(listing(consultation))
    group = page.context["page"][0]
    assert piles(page) == [[1, 3, 4], [2]] and "3 alike" in page.content.decode()
    assert piles(dan.get(listing(consultation, order="newest"))) == [[4, 3, 1], [2]]
    assert piles(dan.get(listing(consultation, alike=group.group))) == [[1], [3], [4]]
    answer = post(dan, "dispose", consultation, comment=group.value, seen=group.seen, outcome="noted", reason="Tack.")
    assert answer.status_code == 302
    assert list(Comment.objects.unanswered().values_list("number", flat=True)) == [2]
    assert dan.get(listing(consultation)).context["page"][0].outcome == "noted"


def test_support_counts_those_who_are_alike_and_those_who_agree(dan, consultation, campaign):
    for number in range(4):
        confirmed = timezone.now() if number < 3 else None
        address = f"p{number}@example.se"
        Agreement.objects.create(comment=campaign[1], key=uuid.uuid4(), email=address, confirmed_at=confirmed)
    page = dan.get(listing(consultation, order="support"))
    assert piles(page) == [[2], [1, 3, 4]]
    assert [row.support for row in page.context["page"]] == [4, 3]


def test_of_many_chosen_those_answered_meanwhile_are_named_and_nothing_is_half_done(dan, cast, consultation, campaign):
    group = dan.get(listing(consultation)).context["page"][0]
    dispositions.dispose([campaign[2]], outcome="met", reason="", by=cast.olga)
    said = {"comment": group.value, "seen": group.seen, "outcome": "noted", "reason": "Tack."}
    page = post(dan, "dispose", consultation, **said)
    assert (
        page.status_code == 409
        and "1 of the 3 chosen" in page.context["sentence"]
        and "S-0003" in page.content.decode()
    )
    assert Comment.objects.unanswered().count() == 3
    rest = {"comment": page.context["rest"], "left": page.context["left"], "seen": page.context["seen"]}
    done = dan.post(reverse("dispose", args=[consultation.slug]), said | rest, follow=True)
    told = str(next(iter(done.context["messages"])))
    assert "2 comments are answered. 1 was left as it is" in told and "S-0003" in told
    assert Comment.objects.get(number=3).disposition.outcome == "met"


def test_members_are_taken_out_of_a_group_by_hand(dan, consultation, campaign):
    assert post(dan, "comments-apart", consultation, comment=campaign[3].pk).status_code == 302
    assert piles(dan.get(listing(consultation))) == [[1, 3], [2], [4]]
    assert post(dan, "comments-apart", consultation, comment=campaign[3].pk).status_code == 200
    assert Event.objects.get(verb="taken out of group").facts["comments"] == [4]


def test_themes_are_given_in_bulk_found_by_and_taken_back(dan, consultation, campaign):
    group = dan.get(listing(consultation)).context["page"][0]
    post(dan, "comments-theme", consultation, comment=group.value, new="Öppettider")
    theme = Theme.objects.get()
    post(dan, "comments-theme", consultation, comment=campaign[1].pk, new="öppettider")
    assert theme.comments.count() == 4 and Theme.objects.count() == 1
    post(dan, "comments-theme", consultation, everything="1", q="betalar", given=theme.pk, act="take")
    assert piles(dan.get(listing(consultation, theme=theme.pk))) == [[1, 3, 4]]
    assert piles(dan.get(listing(consultation, theme="none"))) == [[2]]
    page = post(dan, "comments-theme", consultation, comment=group.value, reason="Halvskrivet.")
    assert page.status_code == 200 and "Halvskrivet." in page.content.decode()
    merge = reverse("merge-paragraph", args=[consultation.version.policy.slug, campaign[0].paragraph.lineage])
    sheet = dan.get(merge, {"theme": theme.pk}).context["sheet"]
    assert [[each.number for each in card.comments] for card in sheet.cards] == [[1, 3, 4]]
    assert [(tag.theme.name, tag.number) for tag in sheet.themes] == [("Öppettider", 3)]


def test_themes_are_renamed_merged_and_removed(dan, cast, consultation, campaign):
    one, other = (themes.make(consultation, name, by=cast.dan) for name in ("Öppettider", "Tider"))
    themes.give(campaign[:2], one, by=cast.dan)
    themes.give(campaign[1:3], other, by=cast.dan)
    clash = post(dan, "theme-change", consultation, other.pk, act="rename", name="öppettider")
    assert clash.status_code == 200 and "Merge the two" in clash.context["mistake"]
    post(dan, "theme-change", consultation, other.pk, act="rename", name=" Svarstid  på kvällen ")
    assert Theme.objects.get(pk=other.pk).name == "Svarstid på kvällen"
    post(dan, "theme-change", consultation, other.pk, act="merge", into=one.pk)
    assert list(Theme.objects.all()) == [one] and one.comments.count() == 3
    post(dan, "theme-change", consultation, one.pk, act="remove")
    assert not Theme.objects.exists() and Comment.objects.count() == 4


def test_themes_are_proposed_from_words_in_common_and_explained(dan, consultation):
    cycling = [
        "Cyklar saknar parkering vid gatan",
        "Parkering för cyklarna på gatan",
        "Gatan behöver cyklar, ingen parkering",
    ]
    other = [
        "Lättläst svenska behövs",
        "Fritidsgården stänger tidigt",
        "Kyrkans klockor låter högt",
        "Vem betalar allt?",
    ]
    send(consultation, *cycling, "Gatorna: parkering, cyklar och träd", *other)
    post(dan, "themes", consultation, act="propose")
    proposal = ThemeProposal.objects.get()
    page = dan.get(reverse("theme-proposal", args=[consultation.slug, proposal.pk]))
    assert [each.number for each in page.context["comments"]] == [1, 2, 3, 4]
    assert page.context["why"] == "4 comments have the words cyklar, parkering in common."
    some = [each.pk for each in page.context["comments"][:3]]
    post(dan, "theme-proposal", consultation, proposal.pk, name="Cyklar", comments=some)
    assert [each.number for each in Theme.objects.get(name="Cyklar").comments.all()] == [1, 2, 3]
    post(dan, "theme-proposal", consultation, proposal.pk, act="decline")
    assert ThemeProposal.objects.get().state == "accepted"


def test_a_declined_proposal_does_not_come_back(dan, cast, consultation):
    send(consultation, *(f"Parkering vid gatan, {word}" for word in ("skolan", "torget", "kyrkan", "hamnen")))
    assert themes.propose(consultation, by=cast.dan) == 1
    post(dan, "theme-proposal", consultation, ThemeProposal.objects.get().pk, act="decline")
    assert themes.propose(consultation, by=cast.dan) == 0


def test_comments_are_given_to_a_colleague_who_finds_them_on_the_desk(dan, cast, client, consultation, campaign):
    keys = ",".join(str(row.pk) for row in campaign[:2])
    assert post(dan, "comments-assign", consultation, comment=keys, to=cast.kim.pk).status_code == 200
    post(dan, "comments-assign", consultation, comment=keys, to=cast.olga.pk)
    post(dan, "comments-assign", consultation, comment=campaign[1].pk, to="nobody")
    assert piles(dan.get(listing(consultation, assigned=cast.olga.pk))) == [[1]]
    assert piles(dan.get(listing(consultation, assigned="nobody"))) == [[2], [3, 4]]
    client.force_login(cast.olga)
    assert piles(client.get(listing(consultation, assigned="me"))) == [[1]]
    assert "1 comment waits for you" in client.get(reverse("desk")).content.decode()
    assert (
        "1 comment waits for you"
        in client.get(reverse("staff-consultation", args=[consultation.slug])).content.decode()
    )
