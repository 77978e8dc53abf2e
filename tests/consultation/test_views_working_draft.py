"""The draft of the merge before everybody's eyes: by setting, marked as working material, without answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain import dispositions, lifecycle, merging, openness
from organisation.exceptions import ActRefused
from organisation.models import Event
from tests.base import answer_all, approve, close, comment
from tests.consultation.merge_table import THREE, draft

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def page(policy):
    return reverse("working-draft", args=[policy.slug])


def switch(dan, consultation, shown: str):
    return dan.post(reverse("consultation-shows-draft", args=[consultation.slug]), {"shown": shown})


def test_the_draft_is_shown_from_its_first_change_while_the_setting_is_on(cast, dan, policy, consultation, page):
    public = Client()
    wish = comment(consultation)
    assert switch(dan, consultation, "yes").status_code == 302
    consultation.refresh_from_db()
    close(consultation)
    about = reverse("consultation", args=[consultation.slug])
    assert public.get(page).status_code == 404, "nothing has changed"
    assert page not in public.get(about).content.decode()
    merging.rewrite(draft(policy), THREE, revision=1, because_of=[wish], reason="Hemligt än.", by=cast.dan)
    dispositions.dispose([wish], outcome="partly", reason="Delvis hemligt.", by=cast.dan)
    answer = public.get(page)
    assert page in public.get(about).content.decode()
    words = answer.content.decode()
    assert answer.status_code == 200 and "not decided" in words and "<ins>" in words
    assert "hemligt" not in words.lower() and wish.reference not in words and "<form" not in words.split("<main")[1]
    assert (answer.headers["Cache-Control"], "noindex" in answer.headers["X-Robots-Tag"]) == ("no-store", True)
    switch(dan, consultation, "no")
    assert public.get(page).status_code == 404
    acts = (
        Event.objects.filter(chain=policy.uuid, verb__startswith="draft ").order_by("pk").values_list("verb", flat=True)
    )
    assert list(acts) == ["draft shown", "draft no longer shown"]


def test_it_is_gone_when_the_revised_proposal_is_published(cast, dan, policy, consultation, page):
    comment(consultation)
    openness.show_draft(consultation, shown=True, by=cast.dan)
    consultation.refresh_from_db()
    close(consultation)
    answer_all(cast, consultation)
    merging.rewrite(draft(policy), THREE, revision=1, by=cast.dan)
    assert Client().get(page).status_code == 200
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    assert Client().get(page).status_code == 404


def test_only_those_who_answer_choose_it_and_only_for_the_latest_consultation(cast, client, policy, consultation):
    client.force_login(cast.meja)
    assert switch(client, consultation, "yes").status_code == 403
    close(consultation)
    answer_all(cast, consultation)
    merging.rewrite(draft(policy), THREE, revision=1, by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    policy.refresh_from_db()
    lifecycle.announce(
        policy, opens_at=consultation.opens_at, closes_at=timezone.now() + timedelta(days=9), by=cast.dan
    )
    with pytest.raises(ActRefused, match="later consultation"):
        openness.show_draft(consultation, shown=True, by=cast.dan)
