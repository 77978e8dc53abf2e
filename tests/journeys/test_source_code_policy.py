"""A real policy goes the whole way in Samråd: four versions, 137 comments, none lost."""

from collections import Counter
from html import unescape

import pytest
from django.urls import reverse

from consultation.domain import gates, report
from consultation.domain.folder import loading, reading
from consultation.models import Change, Comment, Consultation
from drafts.domain import versions
from drafts.models.policy import State
from tests.journeys import walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEXTS = ("v1", "v2", "v3", "v4")


@pytest.fixture
def folder(shared):
    return shared / "inputs" / "us-source-code-policy"


@pytest.fixture
def journey(cast, folder):
    """Version 1 loaded with its comments; 2, 3 and 4 made here, each from what was said about the one before."""
    whole = reading.read(folder, language="en")
    loaded = loading.load(reading.read(folder, language="en", until="v1"))
    policy = loaded.policy
    consultation = Consultation.objects.get(version__policy=policy)
    placed, used = loaded.placed, {}
    for name in TEXTS[1:]:
        text = (folder / f"{name}.md").read_text()
        used[name] = walk.answer(cast, consultation, text)
        walk.revise(cast, policy, text)
        entries = [entry for entry in whole.comments if entry.version == name]
        if entries:
            consultation, received = walk.hear(cast, policy, entries)
            placed += received.placed
    policy.refresh_from_db()
    return {"policy": policy, "placed": placed, "used": used, "entries": whole.comments}


def test_the_source_code_policy_goes_its_way_and_nothing_is_lost(journey, folder, client):
    policy, placed = journey["policy"], journey["placed"]
    frozen = list(policy.versions.frozen().order_by("number"))
    assert [(version.number, version.state) for version in frozen] == [
        (1, "imported"),
        (2, "frozen"),
        (3, "frozen"),
        (4, "frozen"),
    ]
    assert policy.state == State.PROPOSAL
    for version, name in zip(frozen, TEXTS, strict=True):
        text = (folder / f"{name}.md").read_text()
        assert walk.letters_of_version(version) == walk.letters_of_markdown(text), name
        assert versions.is_intact(version)
    for before, after in zip(frozen, frozen[1:], strict=False):
        assert walk.same_text_same_lineage(before, after) == []

    assert placed.total() == 137 and placed["exact"] + placed["likeness"] >= 70
    assert {name: len(met) > 0 for name, met in journey["used"].items()} == {"v2": True, "v3": False, "v4": True}
    consultations = list(Consultation.objects.filter(version__policy=policy).order_by("version__number"))
    assert [gates.progress(each).left for each in consultations] == [0, 0, 0]
    for version in frozen[1:]:
        assert all(tie.is_changed for tie in version.descents.exclude(change=None))
        changed = [tie for tie in version.descents.select_related("before", "after") if tie.is_changed]
        assert Change.objects.filter(descent__in=changed).count() == len(changed)

    for consultation in consultations:
        found = report.build(consultation)
        assert found.faults() == []
        assert found.comments == consultation.comments.count()
    assert sum(report.build(each).comments for each in consultations) == 137
    assert every_comment_stands_where_it_was_about(policy, client) == Counter(
        {each.version.number: each.comments.count() for each in consultations}
    )
    assert papers_without_their_words(policy) == {}


def every_comment_stands_where_it_was_about(policy, client) -> Counter:
    """Opens the page of each place that was spoken about; how many comments stand on those pages, by version."""
    places, found = {}, Counter()
    for comment in Comment.objects.filter(policy=policy).select_related("paragraph", "consultation__version"):
        places.setdefault((comment.consultation.version.number, comment.paragraph), []).append(comment)
    for (number, paragraph), comments in places.items():
        kind, more = ("paragraph", [paragraph.number]) if paragraph else ("whole", [])
        page = client.get(reverse(kind, args=[policy.slug, number, *more]))
        assert page.status_code == 200
        shown = unescape(page.content.decode())
        found[number] += sum(comment.reference in shown for comment in comments)
    return found


def papers_without_their_words(policy) -> dict[str, list]:
    """What is missing in the papers: paragraphs in those of the versions, comments in those of the reports."""
    found = {}
    for version in policy.versions.frozen().order_by("number"):
        found[version.name] = walk.missing(version.paragraphs.all(), walk.paper(version, "clean"))
        consultation = Consultation.objects.filter(version=version).first()
        if consultation:
            printed = walk.paper(version, "report")
            found[f"report of {version.name}"] = [
                row.reference for row in consultation.comments.all() if walk.letters(row.reference) not in printed
            ]
    return {name: missing for name, missing in found.items() if missing}
