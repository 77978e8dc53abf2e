"""Two people at the same moment: one is served, the other is told, and nothing is lost or done twice."""

import datetime
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from consultation.domain import decisions, dispositions, lifecycle, moderation, participation, workspace
from consultation.domain.workspace import Answer, Wording
from consultation.models import Comment, Consultation, Decision, Disposition, ModerationAct
from drafts.domain import approvals, editing, importing, policies, texts, versions
from drafts.models import Approval
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import Stale
from organisation.models import OutgoingMail, Seal
from tests.base import TEXT, Cast, announce, answer_all, approve, close, comment, make_policy
from tests.threads import at_once, refusals

pytestmark = [pytest.mark.data, pytest.mark.django_db(transaction=True)]
ROUNDS = 4
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def cast(transactional_db):
    return Cast()


def rounds(cast, **more):
    """A new policy for each round: who comes first is chance, what comes out of it is not."""
    for number in range(ROUNDS):
        yield make_policy(cast, title=f"Riktlinjer {number}", **more)


def test_of_two_savings_of_one_paragraph_one_is_told_of_the_other(cast):
    for policy in rounds(cast):
        paragraph = policy.versions.get().paragraphs.get(number="1.1")
        words = ["Kommunen svarar inom tre dagar.", "Kommunen svarar inom en vecka."]
        save = partial(editing.rewrite, paragraph, revision=1)
        outcomes = at_once(partial(save, words[0], by=cast.dan), partial(save, words[1], by=cast.olga))
        (refused,) = refusals(outcomes)
        assert isinstance(refused, Stale)
        paragraph.refresh_from_db()
        winner = outcomes.index(refused) ^ 1
        assert (paragraph.text, paragraph.revision) == (words[winner], 2)
        assert refused.current.text == words[winner]
        assert list(paragraph.history.values_list("text", flat=True))[0] == words[winner]
        assert log.is_whole(policy.uuid)


def test_of_two_whole_texts_put_in_at_once_one_is_told_of_the_other(cast):
    for policy in rounds(cast):
        seen = texts.checksum(policy.versions.get())
        sources = [TEXT.replace("två dagar", "tre dagar"), TEXT.replace("två dagar", "en vecka")]
        works = [partial(importing.put_in, policy, text, by=cast.dan, seen=seen) for text in sources]
        (refused,) = refusals(at_once(*works))
        assert isinstance(refused, Stale)


def test_of_two_answers_to_one_comment_one_is_told_of_the_other(cast):
    for policy in rounds(cast):
        consultation = announce(cast, policy)
        sent = comment(consultation)
        close(consultation)
        answer = partial(dispositions.dispose, [sent], outcome="noted", seen={sent.pk: ""})
        outcomes = at_once(partial(answer, reason="Tack.", by=cast.dan), partial(answer, reason="Jaså.", by=cast.olga))
        (refused,) = refusals(outcomes)
        assert isinstance(refused, Stale)
        given = Disposition.objects.get(consultation=consultation)
        assert given.reason == ["Tack.", "Jaså."][outcomes.index(refused) ^ 1]
        assert Comment.objects.get(pk=sent.pk).disposition == given


def test_of_two_savings_of_one_merge_page_one_is_told_and_leaves_nothing_behind(cast):
    for policy in rounds(cast):
        consultation = announce(cast, policy)
        sent = comment(consultation)
        close(consultation)
        paragraph = policy.versions.draft().paragraphs.get(number="1.1")

        def save(by, words, sent=sent, paragraph=paragraph, policy=policy):
            wording = Wording(paragraph, paragraph.revision, words, causes=(sent,), offered=(sent,))
            return workspace.save(
                policy, answers=[Answer((sent,), "met", words)], wording=wording, seen={sent.pk: ""}, by=by
            )

        words = ["Inom tre dagar.", "Inom en vecka."]
        outcomes = at_once(partial(save, cast.dan, words[0]), partial(save, cast.olga, words[1]))
        (refused,) = refusals(outcomes)
        assert isinstance(refused, Stale)
        winner = words[outcomes.index(refused) ^ 1]
        paragraph.refresh_from_db()
        assert (paragraph.text, Disposition.objects.get(consultation=consultation).reason) == (winner, winner)


def test_a_text_is_not_edited_while_it_is_frozen(cast):
    for policy in rounds(cast):
        approve(cast, policy)
        paragraph = policy.versions.get().paragraphs.get(number="1.1")
        edit = partial(editing.rewrite, paragraph, "Kommunen svarar aldrig.", revision=1, by=cast.olga)
        outcomes = at_once(partial(lifecycle.freeze_proposal, policy, by=cast.dan), edit)
        (refused,) = refusals(outcomes)
        policy.refresh_from_db()
        frozen = policy.versions.newest()
        if refused is outcomes[0]:  # the edit came first and took the approval back
            assert (frozen, policy.state) == (None, State.DRAFT)
        else:
            assert versions.is_intact(frozen)
            assert frozen.paragraphs.get(number="1.1").text == "Kommunen ska svara på frågor inom två dagar."


def test_a_text_is_frozen_once(cast):
    for policy in rounds(cast):
        approve(cast, policy)
        outcomes = at_once(*[partial(lifecycle.freeze_proposal, policy, by=by) for by in (cast.dan, cast.olga)])
        assert len(refusals(outcomes)) == 1
        assert policy.versions.frozen().count() == 1


def test_a_consultation_is_announced_once(cast):
    for policy in rounds(cast):
        approve(cast, policy)
        lifecycle.freeze_proposal(policy, by=cast.dan)
        now = timezone.now()
        open_it = partial(lifecycle.announce, policy, opens_at=now, closes_at=now + timedelta(days=9))
        outcomes = at_once(partial(open_it, by=cast.dan), partial(open_it, by=cast.olga))
        assert len(refusals(outcomes)) == 1
        assert Consultation.objects.filter(version__policy=policy).count() == 1


def test_approval_is_given_or_refused_and_not_both(cast):
    for policy in rounds(cast):
        asked = approvals.ask(policy, by=cast.dan)
        yes = partial(approvals.approve, asked, checksum=asked.checksum, by=cast.asa)
        no = partial(approvals.send_back, asked, remark="Skriv om.", by=cast.olga)
        outcomes = at_once(yes, no)
        assert len(refusals(outcomes)) == 1
        policy.refresh_from_db()
        state = Approval.objects.get(version__policy=policy).state
        assert (state, policy.state) in (("given", State.APPROVED), ("refused", State.DRAFT))


def test_a_comment_is_hidden_once_and_by_one_moderator(cast):
    for policy in rounds(cast):
        sent = comment(announce(cast, policy))
        works = [
            partial(moderation.hide, sent, reason="off_matter", by=cast.meja),
            partial(moderation.hold, sent, by=cast.meja),
        ]
        at_once(*works)
        sent.refresh_from_db()
        last = ModerationAct.objects.filter(comment=sent).first()
        assert sent.state == {"hide": "hidden", "hold": "held"}[last.kind]


def test_a_comment_that_is_held_while_its_sender_confirms_is_not_shown(cast):
    for policy in rounds(cast):
        sent = comment(announce(cast, policy), confirmed=False)
        token = OutgoingMail.objects.latest("pk").text.split("/confirm/")[1].split("/")[0]
        at_once(partial(participation.confirm, token), partial(moderation.hold, sent, by=cast.meja))
        sent.refresh_from_db()
        assert (sent.state, sent.is_public) == ("held", False)


def test_an_act_is_not_lost_while_the_worker_seals_the_log(cast):
    for _round in range(2 * ROUNDS):
        chain = uuid.uuid4()
        for number in range(10):
            log.record(chain, "comment received", comment=number)
        acts = [partial(log.record, chain, "comment show", by=cast.meja, comment=n) for n in range(2)]
        at_once(*acts, log.seal_all, partial(log.seal, chain))
        log.seal_all()
        assert log.is_whole(chain)
        assert Seal.objects.filter(chain=chain).count() == 12


def test_a_policy_is_begun_once_and_two_of_one_title_get_two_addresses(cast):
    for number in range(ROUNDS):
        begin = partial(policies.create, f"Plan {number}", document_type=cast.guideline, unit=cast.unit)
        key = uuid.uuid4()
        made = at_once(*[partial(begin, key=key, by=cast.dan)] * 2, partial(begin, by=cast.olga))
        assert made[0] == made[1]
        assert len({policy.slug for policy in made}) == 2


def test_a_matter_is_decided_once(cast):
    for policy in rounds(cast):
        consultation = announce(cast, policy)
        comment(consultation)
        close(consultation)
        answer_all(cast, consultation)
        draft = policy.versions.draft()
        workspace.save(
            policy,
            wording=Wording(draft.paragraphs.get(number="1.1"), 1, "Inom tre dagar.", editorial=True),
            by=cast.dan,
        )
        approve(cast, policy)
        lifecycle.freeze_revised(policy, by=cast.dan)
        lifecycle.send_to_council(policy, by=cast.dan)
        decide = partial(
            decisions.decide,
            policy,
            body="Kommunfullmäktige",
            date=DAY,
            in_force_from=DAY,
            motive="För kort.",
            by=cast.sten,
        )
        outcomes = at_once(partial(decide, kind="adopt", section="12"), partial(decide, kind="return", section="13"))
        assert len(refusals(outcomes)) == 1
        policy.refresh_from_db()
        made = Decision.objects.get(policy=policy)
        assert policy.state == {"adopt": State.ADOPTED, "return": State.RETURNED}[made.kind]
        assert versions.is_intact(policy.versions.newest())
