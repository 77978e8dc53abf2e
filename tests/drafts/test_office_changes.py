"""Tracked changes and comments of Word files: taken, left out, or told as suggestions; comments on their paragraphs."""

import re

import pytest

from drafts.domain.blocks import join
from drafts.domain.office import readers
from tests.drafts.office_files import NAMES, docx, levels, numbered, numbering, p, run, table

ANNA, BO = 'w:author="Anna" w:date="2026-03-01T10:00:00Z"', 'w:author="Bo" w:date="2026-03-02T10:00:00Z"'


def ins(words: str, by: str = ANNA) -> str:
    return f'<w:ins w:id="1" {by}>{run(words)}</w:ins>'


def gone(words: str, by: str = ANNA) -> str:
    return f'<w:del w:id="2" {by}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def mark(kind: str, by: str = ANNA) -> str:
    """A change of the paragraph's end."""
    return f'<w:rPr><w:{kind} w:id="3" {by}/></w:rPr>'


def text(body: str, tracked: str = "accept", **parts) -> str:
    return join(readers.read(docx(body, **parts), "docx", tracked=tracked).text)


def words(source: str) -> list[str]:
    return re.findall(r"[^\s*|\\]+", source)


def test_accepting_all_gives_the_words_of_the_accepted_twin(shared):
    folder = shared / "inputs" / "word"
    both = [
        join(readers.read((folder / name).read_bytes(), "docx", tracked="accept").text)
        for name in ("oxpt_tracked_revisions_01.docx", "oxpt_tracked_revisions_01_accepted.docx")
    ]
    assert words(both[0]) == words(both[1])


@pytest.mark.parametrize(
    ("tracked", "expected"), [("accept", "Svara inom tre dagar.\n"), ("reject", "Svara inom två dagar.\n")]
)
def test_changed_words_are_taken_or_left_out(tracked, expected):
    assert text(p("Svara inom ", runs=gone("två") + ins("tre") + run(" dagar.")), tracked) == expected


def test_a_paragraph_whose_end_was_taken_away_runs_on():
    body = p("Ett", properties=mark("del")) + p(" och två.")
    assert (text(body), text(body, "reject")) == ("Ett och två.\n", "Ett\n\noch två.\n")


def test_a_new_paragraph_and_a_removed_one():
    body = (
        p("Ett.") + p("", properties=mark("ins"), runs=ins("Nytt.")) + p("", properties=mark("del"), runs=gone("Bort."))
    )
    body += p("Sist.")
    assert text(body) == "Ett.\n\nNytt.\n\nSist.\n"
    assert text(body, "reject") == "Ett.\n\nBort.\n\nSist.\n"


def test_moved_words_stand_in_one_place():
    moved = '<w:moveFromRangeStart w:id="5" w:name="m"/><w:moveFrom w:id="6" {0}>{1}</w:moveFrom>'
    moved_to = '<w:moveTo w:id="7" {0}>{1}</w:moveTo>'
    body = p("Ett. ", runs=moved.format(ANNA, run("Flyttat."))) + p(
        "Två. ", runs=moved_to.format(ANNA, run("Flyttat."))
    )
    assert text(body) == "Ett.\n\nTvå. Flyttat.\n"
    assert text(body, "reject") == "Ett. Flyttat.\n\nTvå.\n"


def test_rows_that_were_added_or_removed():
    body = table(["Roll", "Tid"], ["A", "1"], ["B", "2"])
    first, second, third = body.split("<w:tr>")[1:]
    body = f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{first}<w:tr><w:trPr><w:ins w:id="1" {ANNA}/></w:trPr>{second}'
    body += f'<w:tr><w:trPr><w:del w:id="2" {BO}/></w:trPr>{third}'
    assert text(body).splitlines()[2:] == ["| A | 1 |"]
    assert text(body, "reject").splitlines()[2:] == ["| B | 2 |"]


def test_suggestions_are_told_for_each_block_and_author():
    body = (
        p("Svara inom ", runs=gone("två") + ins("tre") + run(" dagar") + ins(" alltid", BO) + run("."))
        + p("Bo tar bort.", properties="").replace(run("Bo tar bort."), gone("Bo tar bort.", BO))
        + p("", properties=mark("ins", BO), runs=ins("Bo lägger till.", BO))
        + p("Orört.")
    )
    reading = readers.read(docx(body), "docx", tracked="suggest")
    assert join(reading.text) == "Svara inom två dagar.\n\nBo tar bort.\n\nOrört.\n"
    rows = [(row["block"], row["author"], row["kind"], row["text"], row["base"]) for row in reading.revisions]
    assert rows == [
        (0, "Anna", "edit", "Svara inom tre dagar.", "Svara inom två dagar."),
        (0, "Bo", "edit", "Svara inom två dagar alltid.", "Svara inom två dagar."),
        (1, "Bo", "remove", "", "Bo tar bort."),
        (1, "Bo", "new", "Bo lägger till.", ""),
    ]
    assert (reading.tracked, set(reading.authors)) == (6, {"Anna", "Bo"})


def test_a_new_heading_is_no_suggestion_to_renumber_those_that_follow():
    numbers = numbering(levels(("decimal", "%1 §")))
    body = "".join(
        numbered(said).replace("</w:pPr>", f"{mark('ins') if new else ''}</w:pPr>").replace(run("Ny."), ins("Ny."))
        for said, new in (("Ett.", False), ("Ny.", True), ("Två.", False))
    )
    reading = readers.read(docx(body, numbering=numbers), "docx", tracked="suggest")
    assert [block.text for block in reading.text.blocks] == ["1 § Ett.", "2 § Två."]
    assert [(row["block"], row["kind"]) for row in reading.revisions] == [(0, "new")]


def test_a_parted_paragraph_is_one_suggestion_with_both_halves():
    body = p("Ett.", properties=mark("ins")) + p("Två.") + p("Tre.")
    reading = readers.read(docx(body), "docx", tracked="suggest")
    assert [block.text for block in reading.text.blocks] == ["Ett.Två.", "Tre."]
    assert [(row["block"], row["text"]) for row in reading.revisions] == [(0, "Ett.\n\nTvå.")]


def test_the_changes_of_the_real_file_can_be_suggestions(shared):
    data = (shared / "inputs" / "word" / "oxpt_tracked_revisions_01.docx").read_bytes()
    reading = readers.read(data, "docx", tracked="suggest")
    assert reading.tracked > 200
    blocks = len(reading.text.blocks)
    assert all(-1 <= row["block"] < blocks and row["author"] == "Author" for row in reading.revisions)
    for row in reading.revisions:
        assert row["base"] in ("", reading.text.blocks[row["block"]].text)


def test_comments_stand_on_their_paragraphs_and_answers_below_them():
    def comment(id, author, said, last):
        inner = f'<w:p w14:paraId="{last}"><w:r><w:annotationRef/></w:r>{run(said)}</w:p>'
        return f'<w:comment w:id="{id}" w:author="{author}" w:date="2026-03-01T10:00:00Z">{inner}</w:comment>'

    span = (
        '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
    )
    body = p("Först.") + p("Svara ", runs=span.format(1, run("inom två dagar")) + span.format(2, "") + run("."))
    said = comment(2, "Bo", "Jo, det går.", "B2") + comment(1, "Anna", "För kort?", "A1")
    comments = f"<w:comments {NAMES}>{said}</w:comments>"
    extended = f'<w15:commentsEx {NAMES}><w15:commentEx w15:paraId="A1" w15:done="1"/>'
    extended += '<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/></w15:commentsEx>'
    reading = readers.read(docx(body, comments=comments, commentsExtended=extended), "docx")
    at = "2026-03-01T10:00:00Z"
    first = {"block": 1, "quote": "inom två dagar", "author": "Anna", "at": at, "words": "För kort?", "reply_to": None}
    second = {"block": 1, "quote": "", "author": "Bo", "at": at, "words": "Jo, det går.", "reply_to": 0}
    assert reading.remarks == [first | {"done": True}, second | {"done": False}]
    assert join(reading.text) == "Först.\n\nSvara inom två dagar.\n"
