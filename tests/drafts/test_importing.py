"""Putting a whole text in over a draft: paragraphs keep their identity."""

import pytest

from drafts.domain import importing, texts
from drafts.domain.blocks import split
from drafts.models import Descent
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from tests.base import TEXT, announce, close, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def lineages(policy) -> dict[str, str]:
    draft = policy.versions.draft()
    return {p.text: str(p.lineage) for p in draft.paragraphs.all()}


def test_the_same_text_again_changes_nothing(cast):
    policy = make_policy(cast)
    before = lineages(policy)
    counts = importing.put_in(policy, TEXT.replace("\n", "\r\n"), by=cast.dan)
    assert (dict(counts), lineages(policy)) == ({"kept": 8}, before)


def test_an_edited_a_moved_and_a_new_paragraph_are_told_apart(cast):
    policy = make_policy(cast)
    before = lineages(policy)
    new = TEXT.replace("inom två dagar", "inom tre dagar").replace(
        "Riktlinjerna gäller alla som arbetar i kommunen.\n\n", ""
    )
    new += "\nRiktlinjerna gäller alla som arbetar i kommunen.\n\nAlla konton ska avslutas när de inte behövs.\n"
    counts = importing.put_in(policy, new, by=cast.dan)
    after = lineages(policy)
    assert dict(counts) == {"kept": 6, "edited": 1, "moved": 1, "new": 1}
    assert (
        after["Kommunen ska svara på frågor inom tre dagar."] == before["Kommunen ska svara på frågor inom två dagar."]
    )
    moved = "Riktlinjerna gäller alla som arbetar i kommunen."
    assert after[moved] == before[moved]


def test_the_draft_reads_as_the_text_that_was_put_in(cast):
    policy = make_policy(cast)
    draft = policy.versions.draft()
    assert texts.source(draft) == TEXT
    assert split(texts.source(draft)).title == "Riktlinjer för sociala medier"


def test_a_text_over_a_frozen_one_settles_the_ties(cast):
    policy = make_policy(cast)
    close(announce(cast, policy))
    policy.state = State.COMPILING
    policy.save()
    importing.put_in(policy, TEXT.replace("- som publicerar inlägg\n", "") + "\nNytt sist.\n", by=cast.dan)
    importing.put_in(policy, TEXT.replace("två dagar", "fem dagar"), by=cast.dan)
    ties = Descent.objects.filter(version__policy=policy, version__number=None)
    kinds = sorted(tie.change_kind for tie in ties if tie.is_changed)
    assert kinds == ["edited", "new", "removed"]
    assert ties.count() == 9


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x01binary", "## Ett\n\n#### Fyra nivåer ned\n\nText.", "x" * 10_000_001, "[" * 10_000]
)
def test_a_text_that_cannot_be_taken_in_leaves_the_draft_as_it_was(cast, text):
    policy = make_policy(cast)
    before = lineages(policy)
    with pytest.raises(ActRefused) as refusal:
        importing.put_in(policy, text, by=cast.dan)
    assert len(str(refusal.value)) > 10
    assert lineages(policy) == before


def test_a_file_that_is_not_text_is_said_to_be_so():
    with pytest.raises(ActRefused, match="UTF-8"):
        importing.read_upload(b"PK\x03\x04\xff\xfe\x00\x80")
