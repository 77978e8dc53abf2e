"""A comment that is named as a cause and answered as not met is pointed at; nothing is refused for it."""

import pytest
from django.urls import reverse

from consultation.domain import contradictions, dispositions, lifecycle, merging
from organisation.exceptions import ActRefused
from tests.base import answer_all, approve, close, comment
from tests.consultation.merge_table import THREE, address, draft, sent

pytestmark = pytest.mark.django_db
SAID = "S-0001 is answered “not met”, and named as a cause of the change in 1.1."


@pytest.fixture
def tied(cast, policy, consultation):
    """Paula's comment is the cause of the new words in 1.1, and not answered."""
    wish = comment(consultation)
    close(consultation)
    merging.rewrite(draft(policy), THREE, revision=1, because_of=[wish], by=cast.dan)
    return wish


def test_the_merge_table_says_it_when_the_answer_is_saved_and_the_answer_while_it_lasts(dan, cast, policy, tied):
    data = sent(dan.get(address(policy)))
    key = data["card"][0]
    said = dan.post(address(policy), data | {f"a{key}-outcome": "not_met", f"a{key}-reason": "Nej."}, follow=True)
    assert SAID in said.content.decode()
    page = reverse("answer", args=[tied.consultation.slug, tied.number])
    assert SAID in dan.get(page).content.decode()
    tied.refresh_from_db()
    dispositions.dispose([tied], outcome="partly", reason="Tre dagar.", by=cast.dan)
    assert "named as a cause" not in dan.get(page).content.decode() and not contradictions.found(policy)


def test_one_answer_for_many_says_it_too(dan, policy, tied):
    chosen = {"comment": [tied.pk], "seen": f"{tied.pk}:", "outcome": "outside", "reason": "En annan sak."}
    said = dan.post(reverse("dispose", args=[tied.consultation.slug]), chosen, follow=True).content.decode()
    assert "answered “outside the matter”" in said


def test_the_gate_names_it_with_the_way_to_both_and_lets_the_proposal_go_on(dan, cast, policy, tied):
    answer_all(cast, tied.consultation, outcome="not_met")
    approve(cast, policy)
    gate = dan.get(reverse("gate", args=[policy.slug])).content.decode()
    assert SAID in gate and address(policy) in gate
    assert reverse("answer", args=[tied.consultation.slug, tied.number]) in gate
    assert lifecycle.freeze_revised(policy, by=cast.dan).number == 2


def test_a_change_that_nobody_gives_a_reason_for_holds_the_proposal_and_every_page_says_so(dan, cast, policy, tied):
    gate, overview = reverse("gate", args=[policy.slug]), reverse("staff-policy", args=[policy.slug])
    dispositions.dispose([tied], outcome="met", reason="", by=cast.dan)
    approve(cast, policy)
    assert "Without a reason" in dan.get(gate).content.decode()
    assert f'<a href="{gate}">1 change without a reason</a>' in dan.get(overview).content.decode()
    with pytest.raises(ActRefused, match="1 change made after comments has no reason"):
        lifecycle.freeze_revised(policy, by=cast.dan)
    dispositions.dispose([tied], outcome="met", reason="Tre dagar räcker.", by=cast.dan)
    assert "Without a reason" not in dan.get(gate).content.decode()
    assert "without a reason" not in dan.get(overview).content.decode()
