"""A file becomes a text to look at: begun once, read, read again with another answer, discarded with its words."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from drafts.domain import imports
from drafts.domain.office import sniffing
from drafts.models import Import
from organisation.exceptions import ActRefused
from organisation.models import Event
from tests.base import announce
from tests.drafts.office_files import docx, p, run

pytestmark = pytest.mark.django_db
MARKDOWN = b"# Riktlinjer\n\n## Ansvar\n\nAlla svarar.\n\n### Vem\n\n- ett\n- tv\xc3\xa5\n"
BY = 'w:author="Anna" w:date="2026-03-01T10:00:00Z"'
TRACKED = docx(p("Ansvar", "Rubrik1") + p("Svara", runs=f'<w:ins w:id="1" {BY}>{run(" alltid")}</w:ins>'))


def begin(cast, policy, data=MARKDOWN, name="text.md", **more):
    return imports.begin(policy, data=data, name=name, by=cast.dan, **more)


@pytest.mark.data
def test_a_small_file_is_read_at_once_and_nothing_is_in_the_draft(cast, policy):
    before = list(policy.versions.draft().paragraphs.values_list("text", flat=True))
    row = begin(cast, policy, docx(p("Ansvar", "Rubrik1") + p("Alla svarar.")), "C:\\min\\text\u202e.docx")
    row.refresh_from_db()
    assert (row.state, row.form, row.name, row.text) == ("ready", "docx", "text.docx", "## Ansvar\n\nAlla svarar.\n")
    assert (row.found["headings"], row.found["paragraphs"], row.found["words"]) == (1, 1, 3)
    assert list(policy.versions.draft().paragraphs.values_list("text", flat=True)) == before
    assert Event.objects.filter(chain=policy.uuid, verb="import begun").count() == 1


@pytest.mark.data
def test_the_same_key_gives_the_same_row_and_nobody_elses(cast, policy):
    key = uuid.uuid4()
    assert begin(cast, policy, key=key).pk == begin(cast, policy, b"# Annat\n\nOrd.\n", key=key).pk
    assert Import.objects.count() == 1
    with pytest.raises(ActRefused, match="used for another text"):
        imports.begin(policy, data=MARKDOWN, name="", by=cast.asa, key=key)


def test_what_is_refused_leaves_nothing_behind(cast, policy):
    with pytest.raises(ActRefused, match="This is a PDF"):
        begin(cast, policy, b"%PDF-1.4 ...", "text.docx")
    assert not Import.objects.exists()


def test_a_draft_that_rests_takes_no_file(cast, policy):
    announce(cast, policy)
    with pytest.raises(ActRefused, match="cannot be changed now"):
        begin(cast, policy)


@pytest.mark.data
def test_a_large_file_is_read_by_a_job(cast, policy, monkeypatch):
    monkeypatch.setattr(imports, "SMALL", 100)
    row = begin(cast, policy, TRACKED, "stor.docx")
    assert (row.state, row.progress, row.text) == ("waiting", 0, "")
    job = DBTaskResult.objects.get(task_path="drafts.tasks.read_import")
    assert job.task.func(*job.args_kwargs["args"]) == "ready"
    row.refresh_from_db()
    assert (row.state, row.progress, row.text) == ("ready", 100, "## Ansvar\n\nSvara alltid\n")


def test_a_large_file_that_cannot_be_read_fails_in_words(cast, policy, monkeypatch):
    monkeypatch.setattr(imports, "SMALL", 100)
    row = begin(cast, policy, docx("<w:p><w:r>"), "trasig.docx")
    assert imports.read(row) == "failed"
    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", "The file is damaged. Open it, save it anew and try again.")
    assert not row.file


def test_tracked_changes_wait_for_an_answer_and_can_be_answered_again(cast, policy):
    row = begin(cast, policy, TRACKED)
    assert (row.tracked, row.found["tracked"], row.found["authors"]) == ("ask", 1, ["Anna"])
    texts = {}
    for answer in ("reject", "accept", "suggest"):
        imports.reread(row, tracked=answer, by=cast.dan)
        texts[answer] = (row.text.split("\n\n")[1].strip(), len(row.revisions))
    assert texts == {"reject": ("Svara", 0), "accept": ("Svara alltid", 0), "suggest": ("Svara", 1)}


def test_a_file_whose_every_word_is_tracked_can_be_read_with_another_answer(cast, policy):
    row = begin(cast, policy, docx(p(runs=f'<w:ins w:id="1" {BY}>{run("Alltid.")}</w:ins>')))
    imports.reread(row, tracked="suggest", by=cast.dan)
    assert (row.state, row.problem[:33]) == ("failed", "Without its tracked changes the f")
    imports.reread(row, by=cast.dan)
    assert (row.state, row.tracked, row.text) == ("ready", "ask", "Alltid.\n")


def test_many_peoples_changes_are_told_by_a_job(cast, policy, monkeypatch):
    row = begin(cast, policy, TRACKED)
    monkeypatch.setattr(imports, "LIGHT", sniffing.weight(TRACKED, "docx") * 1.5)
    assert imports.reread(row, tracked="reject", by=cast.dan).state == "ready"
    assert imports.reread(row, tracked="suggest", by=cast.dan).state == "waiting"


def test_headings_move_and_numbering_starts_where_it_is_said(cast, policy):
    row = begin(cast, policy)
    imports.reread(row, shift=1, by=cast.dan)
    assert [line for line in row.text.splitlines() if line.startswith("#")] == ["# Riktlinjer", "## Ansvar", "### Vem"]
    imports.reread(row, shift=-1, by=cast.dan)
    assert [line for line in row.text.splitlines() if line.startswith("##")] == ["## Ansvar", "## Vem"]
    imports.reread(row, shift=0, start=2, by=cast.dan)
    assert row.text == "# Riktlinjer\n\n**Ansvar**\n\nAlla svarar.\n\n## Vem\n\n- ett\n- två\n"


@pytest.mark.data
def test_discarding_deletes_the_file_and_the_words_once(cast, policy, django_capture_on_commit_callbacks):
    row = begin(cast, policy)
    path = row.file.name
    assert path.startswith("imports/")
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        imports.discard(row, by=cast.dan)
    row = imports.discard(row, by=cast.dan)
    assert (row.state, row.text, row.name, row.found) == ("discarded", "", "", {})
    assert not default_storage.exists(path)
    with pytest.raises(ActRefused, match="not open any more"):
        imports.reread(row, by=cast.dan)


def test_one_that_was_discarded_while_it_was_read_stays_so(cast, policy):
    row = begin(cast, policy)
    imports.discard(row, by=cast.dan)
    assert imports.read(row) == "discarded"


@pytest.mark.data
def test_what_nobody_came_back_to_is_thrown_away(cast, policy, django_capture_on_commit_callbacks):
    old, new = begin(cast, policy), begin(cast, policy)
    Import.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert imports.clear_abandoned() == 1
    rows = Import.objects.in_bulk([old.pk, new.pk])
    assert (rows[old.pk].state, rows[old.pk].text, rows[new.pk].state) == ("discarded", "", "ready")
    assert not default_storage.exists(old.file.name)
    assert imports.clear_abandoned() == 0


def test_pasted_text_is_markdown_or_a_page_as_it_came(cast, policy):
    assert begin(cast, policy, b"Ord <b>fet</b>", "").form == "markdown"
    pasted = begin(cast, policy, b"<p>Ord <b>fet</b></p><ul><li>punkt</ul>", "", form="html")
    assert (pasted.form, pasted.text) == ("html", "Ord **fet**\n\n- punkt\n")
    assert begin(cast, policy, "<p>Ord <b>fet\u00a0</b></p>".encode(), "del.HTM").text == "Ord **fet**\n"


@pytest.mark.parametrize("number", range(10))
def test_every_word_file_that_was_given_is_read(cast, policy, shared, number):
    file = sorted((shared / "inputs" / "word").glob("*.docx"))[number]
    row = begin(cast, policy, file.read_bytes(), file.name)
    assert (row.state, bool(row.text)) == ("ready", True)
