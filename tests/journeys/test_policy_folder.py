"""Policy folders from end to end: the demo's own go the whole way, the real ones stand where they should."""

import shutil

import pytest
from django.conf import settings
from django.urls import reverse

from consultation.domain import gates, report
from consultation.domain.folder import loading, reading
from consultation.models import Change, Comment, Consultation
from drafts.domain import versions
from drafts.models.policy import State
from tests.journeys import walk

pytestmark = [pytest.mark.django_db]

DEMO = settings.BASE_DIR / "demo" / "policies"
JOURNEYS = {"policy-for-digital-tillganglighet": "v2.md", "plan-for-medborgardialog": "draft.md"}
# How many of the comments must stand on a paragraph; how many there are.
PLACED = {"us-source-code-policy": (70, 137), "us-18f-open-source-policy": (125, 176)}


@pytest.mark.slow
@pytest.mark.parametrize("name", JOURNEYS)
def test_a_demo_policy_goes_its_way_and_nothing_is_lost(cast, name, tmp_path, client):
    folder, text = tmp_path / name, (DEMO / name / JOURNEYS[name]).read_text()
    shutil.copytree(DEMO / name, folder)
    for later in ("dispositions.json", "changes.json", "draft.md"):
        (folder / later).unlink(missing_ok=True)
    loaded = loading.load(reading.read(folder, until="v1"))
    policy = loaded.policy
    consultation = Consultation.objects.get(version__policy=policy)

    used = walk.answer(cast, consultation, text)
    revised = walk.revise(cast, policy, text)

    first = policy.versions.get(number=1)
    policy.refresh_from_db()
    consultation.refresh_from_db()
    assert policy.state == State.PROPOSAL
    assert [version.state for version in (first, revised)] == ["imported", "frozen"]
    assert walk.letters_of_version(revised) == walk.letters_of_markdown(text)
    assert versions.is_intact(first) and versions.is_intact(revised)
    assert walk.same_text_same_lineage(first, revised) == []
    assert used and Change.objects.filter(comments__in=used).count() == len(used)
    assert gates.progress(consultation).left == 0
    found = report.build(consultation)
    assert (found.faults(), found.comments) == ([], len(loaded.comments))
    for comment in Comment.objects.filter(policy=policy).exclude(paragraph=None).select_related("paragraph"):
        page = client.get(reverse("paragraph", args=[policy.slug, 1, comment.paragraph.number]))
        assert comment.reference in page.content.decode()
    for version in (first, revised):
        assert walk.missing(version.paragraphs.all(), walk.paper(version, "clean")) == []


@pytest.mark.data
@pytest.mark.parametrize("name", PLACED)
def test_the_comments_of_a_real_policy_stand_on_its_paragraphs(shared, name):
    loaded = loading.load(reading.read(shared / "inputs" / name, language="en"))
    least, every = PLACED[name]
    assert len(loaded.comments) == loaded.placed.total() == every
    assert loaded.placed["exact"] + loaded.placed["likeness"] >= least
    numbers = Comment.objects.filter(policy=loaded.policy).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, every + 1))


def test_thousands_of_comments_keep_their_threads_and_their_senders(shared):
    loaded = loading.load(reading.read(shared / "inputs" / "fr-republique-numerique", language="fr"))
    consultation = Consultation.objects.get()
    rows = {row.pk: row for row in consultation.comments.select_related("paragraph")}
    assert (len(rows), consultation.submissions.count()) == (4986, 1538)
    assert loaded.counts["replies"] == sum(row.is_reply for row in rows.values()) == 3130
    assert all(row.paragraph_id == rows[row.parent_id].paragraph_id for row in rows.values())
    assert max(len(row.comment) for row in rows.values()) >= 19_409
    assert [row for row in rows.values() if row.paragraph is None] == []
    assert loaded.policy.language == "fr"
