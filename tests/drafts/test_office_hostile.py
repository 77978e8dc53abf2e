"""Files that are not what they seem, or would harm: each gets a sentence that says what it is and what to do."""

import contextlib
import io
import struct
import time
import zipfile

import pytest

from drafts.domain.blocks import join
from drafts.domain.office import archive, readers, sniffing
from organisation.exceptions import ActRefused
from tests.drafts.office_files import NAMES, docx, odt, p, packed, run, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def read(data: bytes):
    return readers.read(data, sniffing.form_of(data))


def lying(data: bytes, name: bytes) -> bytes:
    """The zip with a member that says it is ten bytes long."""
    data = bytearray(data)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


REFUSED = {
    "password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password. Open it, take the password away",
    ),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "old kind (.doc). Open it in Word, save it as .docx"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), "old Office file that is no text"),
    "locked odt": (
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
                "content.xml": "",
            }
        ),
        "locked with a password",
    ),
    "workbook": (packed({"xl/workbook.xml": "x"}), "This is an Excel workbook"),
    "slides": (packed({"ppt/presentation.xml": "x"}), "This is a PowerPoint presentation"),
    "Pages": (packed({"Index/Document.iwa": "x"}), "This is a Pages file"),
    "zip in zip": (packed({"brev.docx": docx(p("Ord."))}), "zip archive. Unpack it"),
    "spreadsheet": (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "no OpenDocument text"),
    "truncated": (docx(p("Ord. " * 500))[:1500], "damaged or was not sent whole"),
    "broken xml": (docx("<w:p><w:r>"), "damaged"),
    "empty": (b"", "The file is empty."),
    "only blanks": (b" \n\t ", "The file is empty."),
    "PDF": (b"%PDF-1.7\n...", "This is a PDF"),
    "rich text": (b"{\\rtf1 ord}", "rich text"),
    "picture": (b"\x89PNG\r\n\x1a\n", "This is a picture"),
    "program": (bytes(range(256)) * 20, "no text that can be read"),
    "nothing in it": (docx(p()), "The text is empty"),
    "too large": (b"x" * (sniffing.LARGEST + 1), "The file is 20 MB. At most 20 MB"),
    "long text": (b"ord " * 300_000, "A text may be at most 1 MB"),
    "many paragraphs": (docx("<w:p/>" + "<w:p><w:r/></w:p>" * 20_001), "20001 paragraphs. At most 20000"),
    "a vast table": (docx(table(["x"] * 300, *[["y"]] * 700)), "more cells than are read"),
    "deep tables": (
        docx("<w:tbl><w:tr><w:tc>" * 60 + p("in") + "</w:tc></w:tr></w:tbl>" * 60),
        "deeper inside each other",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(what):
    data, sentence = REFUSED[what]
    with pytest.raises(ActRefused) as refusal:
        read(data)
    assert sentence in str(refusal.value)


def test_a_zip_that_swells_is_refused_whatever_its_headers_say(monkeypatch):
    monkeypatch.setattr(archive, "ALL", 3_000_000)
    bomb = packed({"word/document.xml": "<a/>", "word/media/a.bin": b"\x00" * 4_000_000})
    for data in (bomb, lying(bomb, b"word/media/a.bin")):
        with pytest.raises(ActRefused, match="swells to more|damaged"):
            sniffing.form_of(data)


@pytest.mark.parametrize("declared", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', ""])
def test_entities_and_document_types_are_refused_before_pandoc_sees_them(declared):
    body = f"<w:document {NAMES}><w:body>{p('&a;' if declared else 'Ord.')}</w:body></w:document>"
    word = {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<!DOCTYPE w [{declared}]>{body}"}
    writer = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<!DOCTYPE o [{declared}]><o/>"}
    for members in (word, writer):
        with pytest.raises(ActRefused, match="declares XML entities"):
            read(packed(members))


def test_macros_stay_behind_and_are_said():
    file = io.BytesIO(docx(p("Ord.")))
    with zipfile.ZipFile(file, "a") as members:
        members.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    reading = read(file.getvalue())
    assert (join(reading.text), reading.losses.counts["macros"]) == ("Ord.\n", 1)


def test_a_picture_outside_the_file_is_never_fetched_and_embedded_things_stay_behind():
    picture = '<w:r><w:drawing><a:blip r:link="x"/></w:drawing></w:r><w:r><w:object/></w:r>'
    reading = read(docx(p("Ord.", runs=picture) + '<w:altChunk r:id="y"/>', links={"x": "http://127.0.0.1:1/a.png"}))
    assert (join(reading.text), reading.losses.counts["embedded files"]) == ("Ord.\n", 2)


def test_lists_fifty_deep_are_made_less_deep_and_lose_nothing():
    html = "<html><body>" + "".join(f"<ul><li>led {n}" for n in range(50)) + "</body></html>"
    reading = read(html.encode())
    assert sum("led" in block.text for block in reading.text.blocks) == 50
    assert max(block.level for block in reading.text.blocks) == 6


def test_a_page_leaves_its_scripts_and_keeps_its_words():
    page = "<!doctype html><title>x</title><script>alert(1)</script><h1>Policy</h1><p onclick=x>Ord <b>fet</b>"
    page += "<a href='javascript:alert(1)'>ond</a> <a href='https://ekeby.se'>god</a><img src=x onerror=alert(1)>"
    page += "<ol type=a><li>led<li>led två</ol>"
    assert join(read(page.encode()).text).split("\n\n") == [
        "## Policy", "Ord **fet**ond [god](https://ekeby.se)", "a. led", "b. led två\n",
    ]  # fmt: skip


def test_lists_that_were_copied_from_word_are_lists():
    def item(mark, words, at, list="l0"):
        inside = f"<span style='font-family:x'><span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span></span>"
        return f"<p class=MsoListParagraph style='mso-list:{list} level{at} lfo1'>{inside}{words}<o:p></o:p></p>"

    page = item("·", "Ett", 1) + item("o", "Under", 2) + item("a)", "led", 1, "l2") + "<p>Ord.&#xfdd0;0&#xfdd1;</p>"
    page += item("3.", "Tre", 1, "l1") + "<p style='mso-list:l1 level1 lfo1'>utan märke</p>"
    read_back = join(readers.read(f"<h1>T</h1>{page}".encode(), "html").text)
    assert read_back == "## T\n\n- Ett\n\n  - Under\n\na) led\n\nOrd.0\n\n3. Tre\n\nutan märke\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_other_letters_is_read_and_said(encoding):
    reading = read("# Åtgärder\n\nÄven ö och å är bokstäver.\n".encode(encoding))
    assert join(reading.text) == "# Åtgärder\n\nÄven ö och å är bokstäver.\n"
    assert bool(reading.losses.rows()) == (not encoding.startswith("utf-8"))


def test_control_characters_and_our_own_marks_in_a_file_are_no_marks():
    hostile = "\ufdd07\ufdd1Ord\ufdd0" + "\u202e" + "\u200b" + "&#x85;"
    assert join(read(docx(p(hostile) + p("Mer."))).text) == "7Ord\n\nMer.\n"


def test_a_vast_table_of_an_opendocument_is_refused():
    rows = "<table:table-row>" + "<table:table-cell/>" * 300 + "</table:table-row>" + "<table:table-row/>" * 700
    with pytest.raises(ActRefused, match="more cells than are read"):
        read(odt(f"<table:table>{rows}</table:table>"))


def test_a_wide_table_and_a_long_one_are_kept_whole():
    wide = table([f"k{n}" for n in range(70)], [f"v{n}" for n in range(70)])
    long = table(["Nr", "Ord"], *[[str(n), "ord " * 40] for n in range(200)])
    blocks = read(docx(wide + p("mellan") + long)).text.blocks
    assert blocks[0].text.count("|") == 3 * 71
    assert [block.kind for block in blocks[2:]] == ["table", "table"]
    assert sum(block.text.count("\n| ") - 1 for block in blocks[2:]) == 200


def test_a_locked_or_broken_opendocument_is_refused():
    with pytest.raises(ActRefused, match="damaged"):
        read(odt("<text:p>Ord")[:900])


def test_strict_word_is_read_like_the_other():
    data = docx(p("Rubrik", "Rubrik1") + p(runs=run("Ord.")))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, text)
    assert join(read(file.getvalue()).text) == "## Rubrik\n\nOrd.\n"


@pytest.mark.parametrize("page", ["<" * 150_000, "<a " * 50_000 + ">", "<!--" * 50_000, "<b><i>" * 30_000 + "ord"])
def test_brackets_without_end_cost_no_time(page):
    begun = time.process_time()
    with contextlib.suppress(ActRefused):
        read(f"<html><body>{page}".encode())
    assert time.process_time() - begun < 10


def test_counts_that_lie_in_an_opendocument_are_not_followed():
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    reading = read(odt(f'<text:p>a<text:s text:c="2000000000"/>b</text:p><table:table>{row}</table:table>'))
    assert reading.text.blocks[0].text == "a b"
