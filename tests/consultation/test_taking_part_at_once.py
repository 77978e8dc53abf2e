"""Several windows and people at the same moment: nothing lost, nothing doubled."""

import uuid

import pytest
from django.utils import timezone

from consultation.domain import moderation
from consultation.domain.participation import Sender, Written
from consultation.domain.taking_part import agreeing, agreements, changing, unsent
from consultation.models import Agreement, Comment, CommentText, Submission, UnsentComment
from organisation.models import OutgoingMail
from tests.base import Cast, announce, comment, make_policy
from tests.consultation.posting import links_sent
from tests.threads import at_once, refusals

pytestmark = [pytest.mark.data, pytest.mark.django_db(transaction=True)]
PAULA = Sender(kind="private", email="paula@example.se")


@pytest.fixture
def everything():
    cast = Cast()
    return cast, announce(cast, make_policy(cast))


def test_views_put_aside_are_sent_once_from_two_windows_and_by_a_double_click(everything):
    _cast, consultation = everything
    holder, keys = unsent.holder_of("secret"), [uuid.uuid4(), uuid.uuid4()]
    for key in keys:
        unsent.put_aside(consultation, Written("Två dagar är kort."), holder=holder, key=key)
    one, other = uuid.uuid4(), uuid.uuid4()

    def send(key):
        seen = [str(each) for each in keys]
        return lambda: unsent.send(consultation, holder=holder, seen=seen, key=key, sender=PAULA)

    outcomes = at_once(send(one), send(one), send(other), send(other))
    assert (Submission.objects.count(), Comment.objects.count(), UnsentComment.objects.count()) == (1, 2, 0)
    assert (len(refusals(outcomes)), links_sent()) == (2, 1)


def test_agreeing_at_the_same_moment_counts_each_once(everything):
    _cast, consultation = everything
    said = comment(consultation)
    OutgoingMail.objects.all().delete()
    at_once(*[lambda: agreeing.agree(said, email="lars@example.se")] * 3)
    assert (Agreement.objects.count(), links_sent()) == (1, 1)
    for name in ("lisa", "lena"):
        agreeing.agree(said, email=f"{name}@example.se")
    rows, now = list(Agreement.objects.all()), timezone.now()
    at_once(*[lambda row=row: agreements.confirmed(row, now) for row in rows * 2])
    said.refresh_from_db()
    assert said.agreed == Agreement.objects.confirmed().count() == 3


def test_a_change_meets_a_withdrawal_a_change_and_a_moderator(everything):
    cast, consultation = everything
    first, second, third = (comment(consultation, words=f"Synpunkt {n}.") for n in range(3))
    at_once(
        lambda: changing.change(first, "Ändrad.", seen=0),
        lambda: changing.withdraw(first),
        lambda: changing.change(second, "Ett.", seen=0),
        lambda: changing.change(second, "Två.", seen=0),
        lambda: changing.withdraw(third),
        lambda: moderation.hide(third, reason="off_matter", by=cast.meja),
    )
    for row in (first, second, third):
        row.refresh_from_db()
    assert first.state == "withdrawn" and second.comment in ("Ett.", "Två.")
    assert third.state in ("withdrawn", "hidden")
    assert CommentText.objects.filter(comment=second).count() == 1
