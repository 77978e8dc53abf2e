"""The report as CSV, spreadsheet and JSON: every comment once, nothing that the page hides, no formula."""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from consultation.domain import lifecycle, merging, moderation
from consultation.models import Comment
from drafts.domain.office import pandoc
from tests.base import answer_all, approve, close, comment
from tests.consultation.merge_table import THREE, draft

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://ont.example";"klicka")'


@pytest.fixture
def published(cast, policy, consultation):
    """Paula's suggestion is used; Petra's words look like a formula; Pia's are hidden; Per has a personal number."""
    wish = comment(consultation, "1.1", suggestion=THREE)
    formula = comment(consultation, "2.1", FORMULA, name="Petra")
    hidden = comment(consultation, None, "Fult.", name="Pia")
    comment(consultation, "2", "Jag heter 811228-9874.", name="Per", named=False)
    moderation.hide(hidden, reason="off_matter", remark="Fel ärende.", by=cast.meja)
    close(consultation)
    merging.use_suggestion(wish, revision=draft(policy).revision, reason="Fler hinner.", by=cast.dan)
    gone = draft(policy, "2.1")
    merging.remove(gone, revision=gone.revision, because_of=[formula], reason="Bort.", by=cast.dan)
    answer_all(cast, consultation)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    return consultation


def fetched(client, consultation, form) -> bytes:
    answer = client.get(reverse(f"report-{form}", args=[consultation.slug]))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return answer.content


def test_csv_has_every_comment_once_and_no_cell_that_is_a_formula(client, published):
    data = fetched(client, published, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert [row[0] for row in rows] == ["S-0001", "S-0002", "S-0003", "S-0004"]
    assert head[0] == "Comment" and rows[0][8] == THREE and rows[0][12] == "1.1" and rows[1][12] == "2.1, removed"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_spreadsheet_keeps_words_as_words_and_counts_apart(client, published):
    book = load_workbook(io.BytesIO(fetched(client, published, "xlsx")))
    comments, changes, numbers, _bodies = book.worksheets
    assert comments["H3"].value == FORMULA and comments["H3"].data_type == "s"
    assert [row[6].value for row in changes.iter_rows(min_row=2)] == ["S-0001", "S-0002"]
    assert dict(row[:2] for row in numbers.iter_rows(min_row=2, values_only=True))["Comments"] == 4


def test_json_has_the_counts_the_comments_and_the_changes(client, published):
    found = json.loads(fetched(client, published, "json"))
    assert found["counts"]["comments"] == len(found["comments"]) == 4
    change, _gone = found["changes"]
    assert (change["comments"], change["reason"], change["after"]["text"]) == (["S-0001"], "Fler hinner.", THREE)
    assert found["decided"] is False


def test_word_file_has_every_comment_with_its_number_and_is_made_once(client, published):
    data = fetched(client, published, "docx")
    words = pandoc.convert(data, source="docx", target="plain", options=["--wrap=none"]).decode()
    annex = words.split("Annex: the views word for word" if "Annex:" in words else "Bilaga")[-1]
    assert [f"S-{number:04d}" in annex for number in range(1, 5)] == [True] * 4
    assert FORMULA in annex and THREE in annex
    assert fetched(client, published, "docx") == data


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "docx"])
def test_no_file_tells_what_the_page_hides(client, published, form):
    data = fetched(client, published, form)
    if form == "docx":
        data = pandoc.convert(data, source="docx", target="plain", options=["--wrap=none"])
    if form == "xlsx":
        sheets = load_workbook(io.BytesIO(data)).worksheets
        data = "\n".join(
            str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
        ).encode()
    for secret in ("Fult.", "811228-9874", "example.se", "Per"):
        assert secret.encode() not in data.replace(b"Personer", b"").replace(b"Persons", b"")
    assert Comment.objects.filter(comment="Fult.").exists()
