"""Files that come with comments: taken by content, kept, scanned, screened, handed out closed in."""

import io
import os
import socket
import struct
import threading
import time
import zipfile

import pytest
from django.db import transaction
from django.urls import reverse

from consultation.domain import attachments, moderation, participation
from consultation.domain.attachments import clamd, screening, sweeping
from consultation.domain.participation import Sender
from consultation.models import Attachment, Comment, Submission
from organisation.exceptions import ActRefused
from tests.base import comment
from tests.consultation.attached import PDF, chosen, docx, odt, picture
from tests.consultation.posting import filled

ADDRESS = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/comment/"
PAGE = "/policies/riktlinjer-for-sociala-medier/v/1/p/1.1/"
VIRUS = b"%PDF-1.7 EICAR\n%%EOF\n"


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_member(data: bytes, name: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kept_as", "media_type"),
    [
        ("yttrande.pdf", PDF, "yttrande.pdf", "application/pdf"),
        ("..\\..\\brev.exe", PDF, "brev.exe.pdf", "application/pdf"),
        ("brev.docx", docx(), "brev.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("brev", odt(), "brev.odt", "application/vnd.oasis.opendocument.text"),
        ("foto.PNG", picture(), "foto.PNG", "image/png"),
        ("foto.png", picture("JPEG"), "foto.png.jpg", "image/jpeg"),
    ],
)
def test_a_file_is_what_it_holds_and_is_named_so(name, data, kept_as, media_type):
    made = attachments.upload(name, data)
    assert (made.name, made.media_type) == (kept_as, media_type)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "no PDF, Word"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no PDF, Word"),
        (b"<!doctype html><script>alert(1)</script>", "no PDF, Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Office"),
        (b"%PDF-1.7 cut", "not sent whole"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type"), "a program, a macro"),
        (PDF + zipped(a=b"b"), "two kinds of file"),
        (b"%PDF-1.7 <html><script>x</script>\n%%EOF", "two kinds of file"),
        (picture() + b"<?php", "something after it"),
        (picture() + zipped(a=b"b"), "two kinds of file"),
        (b"\xff\xd8\xff\xe0 no picture", "damaged"),
        (zipped(a=b"b"), "no Word or OpenDocument"),
        (with_member(docx(), "word/vbaProject.bin"), "a program, a macro"),
        (docx(kind="template"), "no Word or OpenDocument"),
        (with_member(odt(), "Basic/Standard/script-lb.xml"), "a program, a macro"),
        (with_member(docx(), "word/media/x.html"), "a program, a macro"),
        (docx()[:-40] + b"x" * 40, "damaged"),
    ],
    ids=range(18),
)
def test_what_could_harm_is_refused_by_name_with_what_to_do(data, words):
    with pytest.raises(ActRefused, match=f"“yttrande.pdf”.*{words}"):
        attachments.upload("yttrande.pdf", data)


def test_a_zip_that_swells_is_refused_also_when_it_lies_about_its_size(monkeypatch):
    monkeypatch.setattr("consultation.domain.attachments.sniffing.UNPACKED", 1_000_000)
    bomb = with_member(docx(), "word/bomb.xml", bytes(1_000_001))
    with pytest.raises(ActRefused, match="“bomb.docx”.*swells"):
        attachments.upload("bomb.docx", bomb)
    lying = bomb.replace((1_000_001).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    with pytest.raises(ActRefused, match="damaged"):
        attachments.upload("bomb.docx", lying)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr("consultation.domain.attachments.sniffing.PIXELS", 10)
    with pytest.raises(ActRefused, match="too many pixels"):
        attachments.upload("stor.png", picture())


@pytest.mark.django_db
def test_files_come_in_with_the_comment_once_each_and_wait_for_screening(consultation, client):
    files = [chosen(), chosen(name="samma.pdf"), chosen(picture(), "foto.png")]
    receipt = client.post(ADDRESS, filled(files=files), follow=True).content.decode()
    assert "yttrande.pdf" in receipt and "Shown on the web when a moderator has looked at it." in receipt
    rows = list(Attachment.objects.values_list("name", "media_type", "state", "size"))
    assert rows == [
        ("yttrande.pdf", "application/pdf", "waiting", len(PDF)),
        ("foto.png", "image/png", "waiting", len(picture())),
    ]
    kept = Attachment.objects.first()
    assert "yttrande" not in kept.file.name
    assert kept.file.read() == PDF


@pytest.mark.django_db
def test_a_wrong_file_keeps_the_words_and_says_that_files_are_chosen_again(consultation, client, settings):
    settings.ATTACHMENT_MEGABYTES = 1
    big = chosen(PDF + bytes(1_100_000), "stor.pdf")
    page = client.post(ADDRESS, filled(files=[big, chosen(b"<svg/>", "bild.svg"), chosen()])).content.decode()
    assert "“stor.pdf” is larger than 1 MB" in page
    assert "“bild.svg” was not taken" in page
    assert "Choose the 3 files again" in page
    assert "Två dagar är för kort." in page
    too_many = client.post(ADDRESS, filled(files=[chosen(name=f"{n}.pdf") for n in range(6)])).content.decode()
    assert "At most 5 files are taken." in too_many
    assert (Submission.objects.count(), Attachment.objects.count()) == (0, 0)


@pytest.fixture
def attached(consultation):
    """Paula's shown comment on 1.1 with a PDF."""
    sent = comment(consultation)
    return attachments.keep(sent.submission, [attachments.upload("yttrande.pdf", PDF)])[0]


@pytest.mark.django_db
@pytest.mark.data
def test_a_file_is_public_when_it_is_screened_and_its_comment_is_shown(cast, consultation, client, attached):
    address = reverse("attachment", args=[attached.pk])
    assert (client.get(address).status_code, "yttrande.pdf" in client.get(PAGE).content.decode()) == (404, False)
    screening.show(attached, by=cast.meja)
    response = client.get(address)
    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="yttrande.pdf"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert f'href="{address}"' in client.get(PAGE).content.decode()
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    moderation.hide(Comment.objects.get(), reason="off_matter", by=cast.meja)
    assert client.get(address).status_code == 404
    moderation.show(Comment.objects.get(), by=cast.meja)
    screening.keep_back(attached, by=cast.meja)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_page_asks_for_files_only_where_some_are(cast, consultation, attached, django_assert_num_queries):
    sent = Submission.objects.get()
    with django_assert_num_queries(0):
        assert attachments.shown_of([sent]) == {}
    screening.show(attached, by=cast.meja)
    sent.refresh_from_db()
    with django_assert_num_queries(1):
        assert attachments.shown_of([sent]) == {sent.pk: [attached]}


@pytest.mark.django_db
def test_a_moderator_looks_shows_and_keeps_back_and_a_drafter_may_not(cast, consultation, client, attached):
    pages = [reverse("attachments", args=[consultation.slug])]
    pages.append(reverse("attachment-file", args=[consultation.slug, attached.pk]))
    client.force_login(cast.dan)
    assert {client.get(page).status_code for page in pages} == {403}
    client.force_login(cast.meja)
    page = client.get(pages[0]).content.decode()
    assert "No virus scanner is set up" in page and attached.sha256 in page
    saved = client.get(pages[1] + "?look")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    act = reverse("attachment-screen", args=[consultation.slug, attached.pk])
    assert "is shown with its comment" in client.post(act, {"act": "show"}, follow=True).content.decode()
    attached.refresh_from_db()
    assert (attached.state, attached.screened_by) == ("shown", cast.meja)
    client.post(act, {"act": "keep"})
    attached.refresh_from_db()
    assert (attached.state, Submission.objects.get().files_shown) == ("kept", 0)


@pytest.mark.django_db
def test_a_picture_may_be_looked_at_closed_in(cast, consultation, client):
    sent = comment(consultation)
    kept = attachments.keep(sent.submission, [attachments.upload("foto.png", picture())])[0]
    client.force_login(cast.meja)
    response = client.get(reverse("attachment-file", args=[consultation.slug, kept.pk]) + "?look")
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in response.headers["Content-Security-Policy"]


class Scanner(threading.Thread):
    """A little clamd: takes one INSTREAM after another and finds EICAR."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.where = self.door.getsockname()
        self.says = None
        self.start()

    def run(self) -> None:
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack("!L", said.read(4))[0]:
                    data += said.read(size)
                found = b"Eicar-Test-Signature FOUND" if b"EICAR" in data else b"OK"
                line.sendall(self.says or b"stream: " + found + b"\0")


@pytest.fixture
def scanner(settings):
    """A virus scanner that is set for this site and answers."""
    made = Scanner()
    settings.CLAMD = made.where
    screening._again["at"] = 0
    yield made
    made.door.close()
    screening._again["at"] = 0


@pytest.mark.django_db
def test_the_scanner_finds_a_virus_and_the_file_is_neither_shown_nor_opened(cast, consultation, client, scanner):
    sent = comment(consultation)
    uploads = [attachments.upload("gott.pdf", PDF), attachments.upload("ont.pdf", VIRUS + bytes(200_000) + b"%%EOF")]
    good, bad = attachments.keep(sent.submission, uploads)
    with pytest.raises(ActRefused, match="has not looked at the file yet"):
        screening.show(good, by=cast.meja)
    assert screening.scan_waiting() == 2
    assert screening.scan_waiting() == 0
    screening.show(good, by=cast.meja)
    assert client.get(reverse("attachment", args=[good.pk])).status_code == 200
    with pytest.raises(ActRefused, match="A virus was found"):
        screening.show(bad, by=cast.meja)
    bad.refresh_from_db()
    assert (bad.state, bad.scan) == ("infected", "infected")
    client.force_login(cast.meja)
    assert client.get(reverse("attachment-file", args=[consultation.slug, bad.pk])).status_code == 404


@pytest.mark.django_db
def test_a_scanner_that_is_down_leaves_the_file_waiting_and_staff_are_told(
    cast, client, attached, scanner, settings, caplog
):
    settings.CLAMD = "/nowhere/clamd.ctl"
    assert screening.scan_waiting() == 0
    assert "The virus scanner did not answer" in caplog.text
    assert screening._again["at"] > 0
    attached.refresh_from_db()
    assert (attached.state, attached.scan) == ("waiting", "none")
    client.force_login(cast.meja)
    page = client.get(reverse("attachments", args=[attached.submission.consultation.slug])).content.decode()
    assert "A file has waited for the virus scanner since" in page


def test_an_answer_in_unknown_words_says_nothing_of_the_file(scanner):
    scanner.says = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(clamd.ScannerDown, match="size limit"):
        clamd.is_infected(PDF, scanner.where)


@pytest.mark.django_db
@pytest.mark.django_db
def test_files_of_a_posting_that_came_to_nothing_are_swept_away_and_no_others(consultation, attached):
    """The transaction is taken back after the file was written; the file of a posting that held stays."""
    storage, kept = attached.file.storage, attached.file.name
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = attachments.keep(attached.submission, [attachments.upload("brev.odt", odt())])[0].file.name
        raise RuntimeError
    assert storage.exists(lost) and sweeping.sweep() == 0  # it may be of a transaction that is under way
    for name, days in ((lost, 2), (kept, 2)):
        os.utime(storage.path(name), (time.time() - days * 24 * 3600,) * 2)
    assert sweeping.sweep() == 1
    assert not storage.exists(lost) and storage.exists(kept)


def test_a_submission_takes_no_more_than_five_files(consultation):
    files = [attachments.upload(f"{n}.pdf", PDF + bytes([n]) + b"%%EOF") for n in range(6)]
    sender = Sender(kind="private", email="paula@example.se")
    with pytest.raises(ActRefused, match="At most 5 files"):
        participation.submit(consultation, key="0" * 32, sender=sender, words="Hej.", paragraph=None, files=files)
