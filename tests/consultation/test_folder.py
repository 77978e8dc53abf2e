"""A policy travels as a folder: out of one database, into another, and out again as the same bytes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultation.domain import decisions, lifecycle, merging, moderation
from consultation.domain.folder import dumping, loading, reading
from consultation.domain.moderation import masking
from consultation.models import Consultation
from drafts.domain import editing
from drafts.models import Policy
from tests.base import answer_all, approve, close, comment, make_policy

pytestmark = [pytest.mark.django_db]

DEMO = settings.BASE_DIR / "demo" / "policies"
DEMO_POLICIES = sorted(path.parent.name for path in DEMO.glob("*/policy.json"))
INPUTS = ("us-source-code-policy", "us-18f-open-source-policy", "sv-digg-dcat-ap-se", "fr-republique-numerique")


def load(path: Path, **options) -> loading.Loaded:
    return loading.load(reading.read(path, **options))


def dumped_after_loading(path: Path, to: Path) -> dict[str, bytes]:
    """Loads a folder into a database that is then as empty as before, and gives the files of its dump."""
    with transaction.atomic():
        loaded = load(path)
        dumping.dump(loaded.policy, to)
        transaction.set_rollback(True)
    return files(to)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.data
@pytest.mark.parametrize("name", DEMO_POLICIES)
def test_a_demo_policy_comes_out_of_the_next_database_as_the_same_bytes(name, tmp_path):
    once = dumped_after_loading(DEMO / name, tmp_path / "once")
    assert dumped_after_loading(tmp_path / "once", tmp_path / "twice") == once


@pytest.mark.parametrize("name", INPUTS)
def test_a_real_policy_comes_out_of_the_next_database_as_the_same_bytes(name, shared, tmp_path):
    once = dumped_after_loading(shared / "inputs" / name, tmp_path / "once")
    assert dumped_after_loading(tmp_path / "once", tmp_path / "twice") == once


def steps(cast):
    """A policy on its way in Samråd, yielded in every state that it passes."""
    policy = make_policy(cast)
    yield policy
    approve(cast, policy)
    yield policy
    lifecycle.freeze_proposal(policy, by=cast.dan)
    yield policy
    lifecycle.set_aside(policy, by=cast.dan)
    yield policy
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    consultation = announced(cast, policy)
    wish = comment(consultation, "1.1", suggestion="Kommunen ska svara inom tre dagar.")
    reply = comment(consultation, "1.1", "Håller med.\r\nVerkligen.", parent=wish, name="Petra", named=False)
    comment(consultation, None, "> Kommunen ska svara på frågor inom två dagar.\n\nBra.", name="Pia")
    comment(consultation, "1", "Ej bekräftad.", name="Per", confirmed=False)
    moderation.hide(reply, reason="off_matter", remark="Fel ärende.", by=cast.meja)
    masking.mask(wish, "två dagar", reason="personal_data", by=cast.meja)
    yield policy
    close(consultation)
    answer_all(cast, consultation)
    draft = policy.versions.draft()
    merging.use_suggestion(wish, revision=draft.paragraphs.get(number="1.1").revision, by=cast.dan)
    first = draft.paragraphs.get(number="0.1")
    merging.remove(first, revision=first.revision, reason="Sägs redan.", by=cast.dan)
    added = editing.insert(policy, "Nytt stycke.", after=draft.paragraphs.get(number="1.1"), by=cast.dan)
    yield policy
    merging.give_cause(added.came_from.get(), because_of=[wish], by=cast.dan)
    editing.insert(policy, "Utan orsak.", after=added, by=cast.dan)
    approve(cast, policy)
    lifecycle.pass_over(policy, reason="Orsaken står i protokollet.", by=cast.asa)
    lifecycle.freeze_revised(policy, by=cast.dan)
    yield policy
    lifecycle.send_to_council(policy, by=cast.dan)
    decided(policy, cast, kind="return", motive="Utred kostnaden.", section="11")
    yield policy


def announced(cast, policy):
    now = timezone.now()
    return lifecycle.announce(policy, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=9), by=cast.dan)


def decided(policy, cast, **fields):
    fields = {"kind": "adopt", "body": "Kommunfullmäktige", "date": date(2027, 1, 14), "section": "12"} | fields
    return decisions.decide(policy, by=cast.sten, **fields)


@pytest.mark.data
def test_a_policy_is_the_same_in_every_state(cast, tmp_path):
    seen = []
    for number, policy in enumerate(steps(cast)):
        policy.refresh_from_db()
        before = tmp_path / f"{number}-before"
        dumping.dump(policy, before)
        with transaction.atomic():
            move_away(policy)
            assert dumped_after_loading(before, tmp_path / f"{number}-after") == files(before)
            transaction.set_rollback(True)
        seen.append(policy.state)
    assert seen == ["draft", "approved", "approved", "draft", "announced", "compiling", "proposal", "returned"]


def move_away(policy: Policy) -> None:
    """Frees the addresses of a policy and its consultations."""
    Policy.objects.filter(pk=policy.pk).update(slug="elsewhere")
    for row in Consultation.objects.filter(version__policy=policy):
        Consultation.objects.filter(pk=row.pk).update(slug=f"elsewhere-{row.pk}")
