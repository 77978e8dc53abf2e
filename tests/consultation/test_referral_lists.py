"""A list of bodies from a spreadsheet: every way that Swedish Excel writes it; told line by line; nothing half done."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consultation.domain.referral import lists
from consultation.models import Invitation
from organisation.exceptions import ActRefused

pytestmark = pytest.mark.django_db
GOOD = "Remissinstans;E-post;Typ;Svara senast\r\nÄldrerådet;radet@example.se;council;2099-12-15\r\nÅsbro byalag;;;\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("mark", "head"), [(";", ""), (",", ""), ("\t", ""), (";", "sep=;\r\n")])
def test_every_encoding_and_separator_of_excel_reads_the_same(consultation, encoding, mark, head):
    text = lists.text_of((head + GOOD.replace(";", mark)).encode(encoding))
    first, second = lists.read(text, consultation)
    body = first.body
    assert (body.name, body.sender_kind, body.email) == ("Äldrerådet", "council", "radet@example.se")
    assert body.answer_by == datetime(2099, 12, 16, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert (second.body.name, second.body.answer_by, second.faults) == ("Åsbro byalag", None, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";a@example.se", "The name is missing."),
        ("Rådet;inte en adress", "is no e-mail address"),
        ("Rådet;;sällskap", "is no kind of sender"),
        ("Rådet;;;i juni", "is no date"),
        ("Rådet;;;2001-01-01", "has passed"),
        ("=HYPERLINK(1);;", "takes for a formula"),
        ("@SUM(A1);;", "takes for a formula"),
        ("R" * 151, "longer than 150"),
        ("Rå\u202edet", "cannot be seen"),
    ],
)
def test_each_fault_is_told_on_its_line(consultation, line, words):
    rows = lists.read(f"Bra förening;bra@example.se\n\n{line}\n", consultation)
    assert rows[0].faults == ()
    assert (rows[1].line, words in " ".join(rows[1].faults)) == (3, True)


def test_a_text_formula_of_excel_is_its_text_and_columns_may_stand_in_any_order(consultation):
    text = 'E-post;Telefon;Namn\na@example.se;="0123";="Rådet ""Ett"""\n'
    (row,) = lists.read(text, consultation)
    assert (row.body.name, row.body.email, row.faults) == ('Rådet "Ett"', "a@example.se", ())


def test_a_workbook_and_an_empty_list_are_refused_in_words(consultation):
    with pytest.raises(ActRefused, match="Save it as CSV"):
        lists.text_of(b"PK\x03\x04")
    with pytest.raises(ActRefused, match="no body in the list"):
        lists.read("Namn;E-post\n;;\n", consultation)


def test_the_registrar_sees_the_faults_puts_them_right_and_saves_all_at_once(cast, client, consultation):
    client.force_login(cast.rut)
    page = reverse("referral-import", args=[consultation.slug])
    faulty = SimpleUploadedFile("lista.csv", (GOOD + "Fel;ingen adress\r\nfel;\r\n").encode("cp1252"))
    said = client.post(page, {"file": faulty, "save": "1"}).content.decode()
    assert "2 lines must be put right" in said and "The same name stands on line 4." in said
    assert "Åsbro byalag" in said and 'name="save"' not in said
    assert not Invitation.objects.exists()
    assert 'name="save"' in client.post(page, {"text": GOOD}).content.decode()
    assert not Invitation.objects.exists()
    for words in ("2 bodies are on the list now.", "0 bodies are on the list now."):
        assert words in client.post(page, {"text": GOOD, "save": "1"}, follow=True).content.decode()
    assert Invitation.objects.filter(invited_by=cast.rut).count() == 2
    again = client.post(page, {"text": GOOD + "Ny förening"}).content.decode()
    assert "Stands on the list already" in again and "Put 1 body on the list" in again
