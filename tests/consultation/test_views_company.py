"""Two at the merge table see each other, and what comes in meanwhile, without anything typed being touched."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain import company
from drafts.models import Sitting
from tests.base import close, comment
from tests.consultation.merge_table import address, draft

pytestmark = [pytest.mark.django_db]


def beat(client, policy, number: str = "1.1", **more):
    lineage = draft(policy, number).lineage
    return client.post(reverse("merge-here", args=[policy.slug]), {"lineage": lineage} | more)


def olga_at(cast, policy, number: str) -> None:
    olga = Client()
    olga.force_login(cast.olga)
    assert beat(olga, policy, number).status_code == 200


def test_the_others_stand_on_the_page_and_in_the_list_of_paragraphs(cast, dan, policy, consultation):
    close(consultation)
    olga_at(cast, policy, "2.1")
    page = " ".join(dan.get(address(policy)).content.decode().split())
    assert f'Olga is at <a href="{address(policy, "2.1")}">2.1</a> now.' in page and "Olga is here" in page
    Sitting.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert "Olga" not in dan.get(address(policy)).content.decode()


def test_looking_at_the_page_seats_nobody_and_asking_again_tells_nothing_twice(cast, dan, policy, consultation):
    close(consultation)
    assert dan.get(address(policy)).status_code == 200 and not Sitting.objects.exists()
    olga_at(cast, policy, "2.1")
    answer = beat(dan, policy)
    assert "Olga" in answer.content.decode() and "Dan" not in answer.content.decode()
    assert beat(dan, policy, mark=answer.context["company"].mark).status_code == 204
    assert Sitting.objects.count() == 2


def test_a_comment_that_comes_in_meanwhile_is_a_line_to_open(dan, policy, consultation):
    comment(consultation)
    since = company.newest(consultation)
    late = comment(consultation, "2.1", "Sent men ändå.", name="Petra")
    close(consultation)
    words = beat(dan, policy, since=since).content.decode()
    assert "1 new comment on 2.1: show" in " ".join(words.split())
    assert late.reference in words and "Sent men ändå." in words
    assert "Sent men ändå." not in beat(dan, policy, since=company.newest(consultation)).content.decode()


def test_a_place_that_is_not_one_and_a_number_that_is_none_are_nothing(dan, policy, consultation):
    for data in ({"lineage": "x", "since": "-1"}, {"lineage": uuid.uuid4(), "since": "9" * 40}):
        assert dan.post(reverse("merge-here", args=[policy.slug]), data).status_code == 200
