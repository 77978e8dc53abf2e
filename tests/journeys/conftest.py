"""Policies that have come far, built once for a module: every test takes back what it does."""

from dataclasses import replace

import pytest
from django.db import transaction

from consultation.models import Comment, Consultation
from drafts.models import Policy
from tests.base import Cast
from tests.journeys.proposals import heard
from tests.journeys.rounds import second_round


@pytest.fixture(scope="module")
def two_rounds(django_db_setup, django_db_blocker):
    """The policy of rounds.py, its second round open; never written to but by `it`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield second_round(Cast())
        transaction.set_rollback(True)


@pytest.fixture
def it(two_rounds, db):
    """The same as it is stored, for a test of its own."""
    every = Comment.objects.in_bulk()
    consultations = Consultation.objects.select_related("version__policy").in_bulk()
    return replace(
        two_rounds,
        policy=Policy.objects.get(pk=two_rounds.policy.pk),
        first=consultations[two_rounds.first.pk],
        second=consultations[two_rounds.second.pk],
        said={name: every[comment.pk] for name, comment in two_rounds.said.items()},
    )


@pytest.fixture(scope="module")
def one_round(django_db_setup, django_db_blocker):
    """The policy of proposals.py, heard and closed; never written to but by `at_work`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield heard(Cast())
        transaction.set_rollback(True)


@pytest.fixture
def at_work(one_round, db):
    """The same as it is stored, for a test of its own."""
    every = Comment.objects.in_bulk()
    return replace(
        one_round,
        policy=Policy.objects.get(pk=one_round.policy.pk),
        consultation=Consultation.objects.select_related("version__policy").get(pk=one_round.consultation.pk),
        said={name: every[comment.pk] for name, comment in one_round.said.items()},
    )
