"""Nearly equal comments: found as they come in, however they came, and taken apart by hand."""

import pytest
from django.core.management import call_command

from consultation.domain import alike
from consultation.domain.alike import grouping
from consultation.models import AlikeGroup, Comment, CommentText, LikenessKey
from organisation.exceptions import ActRefused
from tests.base import comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]

CAMPAIGN = (
    "Jag säger nej till att kommunen bara svarar på frågor inom två dagar. Vi som bor här behöver svar samma dag, "
    "särskilt när det gäller skolan och vattnet. Bemanna kontona på kvällar och helger också."
)


def said(consultation, *texts: str, number: str = "1.1", **more) -> list[Comment]:
    return [comment(consultation, number, text, name=f"P{at}", **more) for at, text in enumerate(texts)]


def groups() -> list[list[int]]:
    """The groups as lists of numbers."""
    found: dict[int, list[int]] = {}
    for number, group in Comment.objects.exclude(alike=None).order_by("number").values_list("number", "alike"):
        found.setdefault(group, []).append(number)
    return list(found.values())


def test_copies_with_edits_and_names_are_one_group_wherever_they_stand(consultation):
    said(
        consultation,
        CAMPAIGN,
        CAMPAIGN.replace("bara svarar", "svarar först").replace("också", "") + " Anna Berg, Ekeby",
        "Två dagar räcker gott för den som frågar, och pengarna gör större nytta i skolan än på sociala medier.",
    )
    comment(consultation, "2.1", CAMPAIGN.upper().replace("SAMMA", "redan samma"), name="Petra")
    assert alike.group_new() == 4
    assert groups() == [[1, 2, 4]]


def test_short_comments_are_alike_only_when_they_are_equal_and_on_the_same_paragraph(consultation):
    said(consultation, "Bra!", "bra", "Inte bra!", "Jag håller med.")
    comment(consultation, "2.1", "Bra!", name="Petra")
    alike.group_new()
    assert groups() == [[1, 2]]


def test_a_word_that_turns_the_meaning_keeps_brief_comments_apart(consultation):
    said(consultation, *(f"Jag tycker att två dagar {turn}räcker för att svara på frågor." for turn in ("", "inte ")))
    alike.group_new()
    assert groups() == []


def test_who_quotes_the_same_paragraph_says_other_things_all_the_same(consultation):
    quoted = "Riktlinjerna ses över senast två år efter beslutet. "
    own = [
        "Det är alldeles för sent, gör det varje höst i stället.",
        "Vem gör det, och vem får läsa vad ni kom fram till?",
    ]
    said(consultation, *(quoted * 3 + words for words in own), number="2.1")
    alike.group_new()
    assert groups() == []


def test_other_wordings_are_other_wishes(consultation):
    for at, wish in enumerate(["inom en dag.", "inom fem dagar.", "inom en dag."]):
        comment(consultation, "1.1", CAMPAIGN, suggestion=f"Kommunen ska svara {wish}", name=f"P{at}")
    alike.group_new()
    assert groups() == [[1, 3]]


def test_replies_that_only_agree_are_not_grouped(consultation):
    first, other = said(consultation, "Två dagar är för kort tid.", "Någon måste ha ansvaret för kontot.")
    for parent in (first, other):
        comment(consultation, "1.1", "Jag håller med.", parent=parent, name="Petra")
    alike.group_new()
    assert groups() == []


def test_what_comes_later_joins_and_two_groups_that_turn_out_to_be_one_become_one(consultation):
    words = CAMPAIGN.split()
    early, late = " ".join(words[:-7]), " ".join(words[7:])
    said(consultation, early, early + " Bo", late + " Eva", late)
    alike.group_new()
    assert groups() == [[1, 2], [3, 4]]
    comment(consultation, "1.1", CAMPAIGN, name="Petra")
    call_command("group_alike", verbosity=0)
    assert groups() == [[1, 2, 3, 4, 5]] and AlikeGroup.objects.count() == 1
    assert alike.group_new() == 0


def test_what_is_taken_out_by_hand_stays_out_and_the_rest_is_found_by_later_ones(cast, consultation):
    first, second, third = said(consultation, CAMPAIGN, CAMPAIGN + " Bo", CAMPAIGN + " Eva")
    alike.group_new()
    assert alike.take_out([Comment.objects.get(pk=first.pk)], by=cast.dan) == 1
    comment(consultation, "1.1", CAMPAIGN, name="Petra")
    alike.group_new()
    assert groups() == [[2, 3, 4]]
    with pytest.raises(ActRefused):
        alike.take_out([Comment.objects.get(pk=first.pk)], by=cast.dan)
    alike.take_out(list(Comment.objects.filter(number__in=[2, 3])), by=cast.dan)
    assert groups() == [] and not AlikeGroup.objects.exists()


def test_a_comment_that_its_sender_has_changed_is_compared_anew(consultation):
    first, second = said(consultation, CAMPAIGN, CAMPAIGN)
    alike.group_new()
    CommentText.objects.create(comment=second, words=second.comment)
    Comment.objects.filter(pk=second.pk).update(
        comment="Nu tycker jag tvärtom, två dagar är rimligt för den som arbetar."
    )
    assert alike.group_new() == 1
    assert groups() == []


def test_a_campaign_costs_each_comment_no_more_than_the_one_before(consultation):
    said(consultation, *(f"{CAMPAIGN} Person{n}" for n in range(grouping.HOLDERS + 4)))
    alike.group_new()
    assert len(groups()[0]) == grouping.HOLDERS + 4
    held = LikenessKey.objects.filter(consultation=consultation)
    assert max(held.filter(key=row.key).count() for row in held) <= grouping.HOLDERS
    assert held.count() < 40
