"""The whole way of a policy by its acts, from draft to decision."""

import datetime

import pytest

from consultation.domain import decisions, dispositions, gates, lifecycle, merging
from consultation.models import Change, Comment
from drafts.domain import comparison, versions
from drafts.models.policy import State
from tests.base import announce, approve, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_a_policy_goes_from_draft_to_adopted_with_an_unchanged_text(cast):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    suggestion = "Kommunen ska svara på frågor inom tre dagar."
    wish = comment(consultation, "1.1", suggestion=suggestion)
    praise = comment(consultation, None, "Bra riktlinjer.", name="Petra")
    close(consultation)

    dispositions.dispose([praise], outcome="noted", reason="Tack.", by=cast.dan)
    assert gates.progress(consultation) == gates.Progress(answered=1, total=2)
    draft = policy.versions.draft()
    change = merging.use_suggestion(wish, revision=draft.paragraphs.get(number="1.1").revision, by=cast.dan)
    dispositions.dispose([wish], outcome="met", reason="Det blir tydligare.", by=cast.dan)
    approve(cast, policy)
    revised = lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    decisions.decide(
        policy,
        kind="adopt",
        body="Kommunfullmäktige",
        date=datetime.date(2027, 1, 14),
        section="12",
        in_force_from=datetime.date(2027, 2, 1),
        by=cast.sten,
    )

    policy.refresh_from_db()
    assert policy.state == State.ADOPTED
    assert versions.is_intact(revised)
    assert [c.number for c in change.comments.all()] == [wish.number]
    rows = comparison.compare(consultation.version, revised)
    assert [(row.kind, row.after.number) for row in rows if row.is_changed] == [("edited", "1.1")]
    assert Change.objects.get().descent_id == change.descent_id
    assert Comment.objects.unanswered().count() == 0
