"""Twenty people in one text at the same time: every save is in the history or was answered as too late."""

import random
from functools import partial

import pytest

from drafts.domain import steps
from drafts.domain.editing.changes import Form
from drafts.models import Paragraph
from tests.base import Cast, make_policy
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]

EDITORS, SAVES, HANDS = 20, 50, 4
PLAIN = Form("paragraph", 0, "")


def write(policy, editors: list[int], by, seed: int) -> list[tuple]:
    """What some editors try in turn, each with what it saw last: (paragraph, revision it made or None, words)."""
    chance, seen, tried = random.Random(seed), {}, []
    for turn in range(SAVES * len(editors)):
        editor = chance.choice(editors)
        if editor not in seen or chance.random() < 0.3:
            rows = Paragraph.objects.filter(version__policy=policy, version__number=None)
            seen[editor] = dict(rows.values_list("lineage", "revision"))
        lineage = chance.choice(sorted(seen[editor]))
        words = f"Redaktör {editor} i hand {seed} skrev {turn}."
        step = steps.Rewrite(lineage, seen[editor][lineage], PLAIN, words)
        try:
            (row,) = steps.take(policy, [step], by=by).paragraphs
        except steps.Overtaken as refusal:
            (clash,) = refusal.clashes
            (row,) = clash.rows
            assert row.text != words
            seen[editor][lineage] = row.revision
            tried.append((lineage, None, words))
        else:
            seen[editor][lineage] = row.revision
            tried.append((lineage, step.revision + 1, words))
    return tried


def test_of_a_thousand_saves_each_is_in_the_history_or_was_answered(db):
    cast = Cast()
    policy = make_policy(cast, text="# T\n\n" + "\n\n".join(f"Stycke {n}." for n in range(5)))
    begun = {(row.lineage, row.revision): row.text for row in policy.versions.draft().paragraphs.all()}
    hands = [range(EDITORS)[hand::HANDS] for hand in range(HANDS)]
    works = [
        partial(write, policy, list(editors), by, hand)
        for hand, (editors, by) in enumerate(zip(hands, [cast.dan, cast.olga] * 2, strict=True))
    ]
    tried = [each for outcome in at_once(*works) for each in outcome]
    assert len(tried) == EDITORS * SAVES
    saved = {(lineage, revision): words for lineage, revision, words in tried if revision}
    history = Paragraph.history.filter(version__policy=policy)
    assert {(row.lineage, row.revision): row.text for row in history} == begun | saved
    assert history.count() == len(begun) + sum(1 for _lineage, revision, _words in tried if revision)
    newest = {lineage: max(made for line, made in begun | saved if line == lineage) for lineage, _revision in begun}
    now = {(row.lineage, row.revision): row.text for row in policy.versions.draft().paragraphs.all()}
    assert now == {(lineage, revision): (begun | saved)[lineage, revision] for lineage, revision in newest.items()}
