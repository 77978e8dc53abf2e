"""Words masked by hand, two who hide, notices to the sender, reports that are settled."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import moderation, report
from consultation.domain.alterations import Told
from consultation.domain.causes import Cause
from consultation.domain.moderation import masking
from consultation.domain.taking_part import complaining
from consultation.models import Comment, ModerationAct, Submission
from organisation.exceptions import ActRefused
from organisation.models import Municipality, OutgoingMail, Role
from tests.base import comment, person

pytestmark = pytest.mark.django_db
WORDS = "Kalle  Svensson är lat. Fråga KALLE SVENSSON varför."


@pytest.fixture
def said(consultation):
    return comment(consultation, "1.1", WORDS)


def mask_page(row) -> str:
    return reverse("comment-mask", args=[row.consultation.slug, row.number])


def public(client, row) -> str:
    version = row.consultation.version
    return client.get(reverse("paragraph", args=[version.policy.slug, 1, "1.1"])).content.decode()


def test_masked_words_are_on_no_page_and_the_original_is_kept(client, cast, said):
    client.force_login(cast.meja)
    client.post(mask_page(said), {"words": "Kalle Svensson", "because": "personal_data"})
    client.logout()
    pages = public(client, said) + client.get(reverse("search") + "?q=Svensson").content.decode()
    assert "Kalle" not in pages and "KALLE" not in pages and pages.count("[masked]") >= 2
    (view,) = report.build(said.consultation).annex
    assert view.words == "[masked] är lat. Fråga [masked] varför."
    assert Comment.objects.get().comment == WORDS


def test_a_comparison_quotes_no_comment_with_anything_to_cover(cast, said):
    whole = comment(said.consultation, "1.1", "Tre dagar räcker.", name="Petra")
    masking.mask(said, "Kalle Svensson", reason="personal_data", by=cast.meja)
    behind = list(Comment.objects.select_related("submission").order_by("number"))
    for comments, quoted in ((behind, whole), (behind[:1], None)):
        cause = Cause("comments", "Skälet.", "Dan", timezone.now(), comments)
        assert Told(cause, "edited", "proposal 2").quoted == quoted


@pytest.mark.data
def test_masking_is_undone_and_both_acts_are_in_the_log(cast, said):
    row = masking.mask(said, "lat", reason="off_matter", by=cast.meja)
    assert masking.mask(said, "lat", reason="off_matter", by=cast.meja) == row
    masking.lift(masking.lift(row, by=cast.meja), by=cast.meja)
    said.refresh_from_db()
    assert said.masks == []
    kinds = ModerationAct.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["mask", "unmask"]


@pytest.mark.parametrize(("words", "reason"), [("finns inte", "secrecy"), ("K", "secrecy"), ("lat", "")])
def test_masking_is_refused_in_words_for_what_does_not_stand_there(client, cast, said, words, reason):
    client.force_login(cast.meja)
    answer = client.post(mask_page(said), {"words": words, "because": reason})
    assert answer.status_code == 200 and answer.context["masks"].errors
    assert Comment.objects.get().masks == []


def test_hiding_takes_two_where_the_municipality_says_so(cast, said):
    Municipality.objects.update(two_hide=True)
    other = person("Moa")
    Role.objects.create(user=other, unit=cast.unit, kind=Role.Kind.MODERATOR)
    held = moderation.hide(said, reason="off_matter", by=cast.meja)
    assert held.state == Comment.State.HELD
    with pytest.raises(ActRefused, match="Another moderator"):
        moderation.hide(held, reason="off_matter", by=cast.meja)
    assert moderation.hide(held, reason="off_matter", by=other).state == Comment.State.HIDDEN


def test_sender_is_told_why_and_told_again_when_it_is_shown(cast, said):
    Submission.objects.update(language="en")
    hidden = moderation.hide(said, reason="secrecy", by=cast.meja)
    moderation.show(hidden, by=cast.meja)
    first, second = OutgoingMail.objects.filter(recipient=said.submission.email).order_by("pk")[1:]
    assert "covered by secrecy" in first.text and said.reference in first.subject
    assert "shown on the web again" in second.text


def test_report_is_settled_when_the_comment_is_left_as_it_is(cast, said):
    complaining.complain(said, key=uuid.uuid4(), reason="off_matter")
    assert complaining.waiting(said.consultation) == 1
    moderation.show(said, by=cast.meja)
    assert complaining.waiting(said.consultation) == 0 and Comment.objects.get().state == Comment.State.SHOWN
