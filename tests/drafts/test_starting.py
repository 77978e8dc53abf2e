"""Beginning a policy from something: a text that ships, an earlier policy."""

import re
import uuid

import pytest

from consultation.domain import lifecycle
from drafts.domain import starters, starting, texts
from drafts.models import DocumentType, Note, Policy
from organisation.models import Event, Unit
from tests.base import announce, approve, make_policy

pytestmark = pytest.mark.django_db
NAMES = [f"{kind}-{language}" for kind in starters.ORDER for language in ("sv", "en")]


def begin(cast, start, title="Riktlinjer för cykling", **more):
    fields = {"document_type": cast.guideline, "unit": cast.unit, "key": uuid.uuid4()} | more
    return starting.begin(start, title, by=cast.dan, **fields)


def from_policy(policy):
    return starting.find(f"policy:{policy.slug}", among=Policy.objects.all())


@pytest.mark.parametrize("name", NAMES)
def test_every_text_that_ships_is_whole(cast, name):
    starter = starters.named(name)
    source = texts.blocks.join(starter.text)
    assert starter.about.endswith(".")
    assert len(starter.hints) >= 3
    assert not re.search(r"<!--|\[kommunens namn\]|\[the municipality\]", source, re.I)
    assert "Ekeby kommun" in source
    assert source.count("[") == source.count("]")


@pytest.mark.parametrize("kind", starters.ORDER)
def test_the_languages_say_the_same_in_the_same_order(cast, kind):
    swedish, english = (starters.named(f"{kind}-{language}").text for language in ("sv", "en"))
    shape = [(block.kind, block.level) for block in swedish.blocks]
    assert [(block.kind, block.level) for block in english.blocks] == shape


def test_advice_stands_on_its_heading(cast):
    starter = starters.named("social-media-sv")
    advised = {starter.text.blocks[at].text: words for at, words in starter.hints}
    assert advised["Uppföljning"].startswith("Säg vem, när och hur.")


@pytest.mark.data
def test_a_policy_begins_from_a_template_with_its_advice_as_notes(cast):
    start = starting.find("template:social-media-sv", among=Policy.objects.none())
    policy = begin(cast, start)
    draft = policy.versions.draft()
    heading = draft.paragraphs.get(text="Vem som talar")
    note = Note.objects.get(policy=policy, lineage=heading.lineage)
    assert texts.source(draft) == texts.blocks.join(start.text).replace(start.title, "Riktlinjer för cykling", 1)
    assert note.words.startswith("Kärnan i riktlinjerna") and note.name == "Template: Riktlinjer för sociala medier"
    assert (policy.applies_to, policy.document_type) == (
        "Alla nämnder och förvaltningar, och alla som publicerar för kommunen i sociala medier",
        cast.guideline,
    )
    assert starting.origin_of(policy, among=Policy.objects.all()).words == (
        "the template “Riktlinjer för sociala medier”"
    )


@pytest.mark.data
def test_a_hearing_is_copied_as_new(cast, policy):
    consultation = announce(cast, policy)
    Policy.objects.filter(pk=policy.pk).update(applies_to="Alla nämnder", legal_ground="Kommunallagen")
    copy = begin(cast, from_policy(policy))
    old, new = consultation.version, copy.versions.draft()
    assert [row.text for row in new.paragraphs.all()] == [row.text for row in old.paragraphs.all()]
    lineages = [set(version.paragraphs.values_list("lineage", flat=True)) for version in (old, new)]
    assert lineages[0].isdisjoint(lineages[1])
    assert (copy.applies_to, copy.legal_ground, copy.contact) == ("Alla nämnder", "Kommunallagen", policy.contact)
    assert (copy.diary_number, copy.summary, copy.replaces, copy.state) == ("", "", "", "draft")
    assert not new.descents.exists() and not copy.versions.frozen().exists()


def test_one_begun_from_an_adopted_policy_replaces_it(cast, policy):
    announce(cast, policy)
    Policy.objects.filter(pk=policy.pk).update(state="adopted")
    start = from_policy(policy)
    assert start.words == "“Riktlinjer för sociala medier”, version 1"
    assert begin(cast, start).replaces == "Riktlinjer för sociala medier (KS 2026/123)"
    assert begin(cast, start, replaces="").replaces == ""


def test_a_version_that_was_set_aside_is_not_begun_from(cast, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    assert from_policy(policy).origin == {"policy": policy.pk, "version": 1}
    lifecycle.set_aside(policy, by=cast.dan)
    assert from_policy(policy).origin == {"policy": policy.pk, "version": None}


def test_a_policy_without_a_text_is_nothing_to_begin_from(cast):
    assert from_policy(make_policy(cast, text="")) is None


@pytest.mark.parametrize("chosen", ["", "template:", "template:../../settings", "policy:none", "policy", "x:y"])
def test_what_names_nothing_is_no_start(cast, chosen):
    assert starting.find(chosen, among=Policy.objects.all()) is None


def test_beginning_twice_with_one_key_makes_one_text(cast):
    start, key = starting.find("template:policy-sv", among=Policy.objects.none()), uuid.uuid4()
    first, second = (begin(cast, start, key=key) for _time in range(2))
    assert first == second
    assert first.versions.draft().paragraphs.count() == len(start.text.blocks)
    assert Note.objects.filter(policy=first).count() == len(start.hints)
    assert Event.objects.filter(chain=first.uuid, verb=starting.VERB).count() == 1


def test_a_key_that_began_an_empty_policy_which_was_written_since_changes_nothing(cast, policy):
    start = starting.find("template:policy-sv", among=Policy.objects.none())
    again = begin(cast, start, key=policy.uuid)
    assert again == policy
    assert texts.checksum(policy.versions.draft()) == texts.checksum(again.versions.draft())
    assert starting.origin_of(policy, among=Policy.objects.all()) is None


def test_the_unit_comes_along_only_where_the_person_may_begin(cast, policy):
    start = from_policy(policy)
    assert starting.carried(start, Unit.objects.all())["unit"] == cast.unit
    assert "unit" not in starting.carried(start, Unit.objects.exclude(pk=cast.unit.pk))


def test_an_earlier_policy_is_named_to_those_alone_who_may_view_it(cast, policy):
    copy = begin(cast, from_policy(policy))
    assert starting.origin_of(copy, among=Policy.objects.none()).words == "an earlier policy"
    seen = starting.origin_of(copy, among=Policy.objects.all())
    assert (seen.words, seen.policy) == ("the draft of “Riktlinjer för sociala medier”", policy)


def test_a_template_brings_its_type_only_where_the_municipality_has_it(cast):
    assert starting.find("template:letter-sv", among=Policy.objects.none()).head["document_type"] is None
    missive = DocumentType.objects.create(name="missiv", deciding_body="Kommunstyrelsen")
    assert starting.find("template:letter-sv", among=Policy.objects.none()).head["document_type"] == missive
