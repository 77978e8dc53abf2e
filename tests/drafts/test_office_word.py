"""Word files read into texts: structure, numbers, notes, tables; what is left out is said."""

from html import unescape

import pytest

from drafts.domain import rendering
from drafts.domain.blocks import join
from drafts.domain.office import readers, sniffing, words
from organisation.exceptions import ActRefused
from tests.drafts.office_files import NAMES, docx, levels, notes, numbered, numbering, p, run, table

LEGAL = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
LETTERS = levels(("lowerLetter", "(%1)"), ("lowerRoman", "%2."))
BULLETS = levels(("bullet", "•"), ("bullet", "o"))
PARAGRAPHS = levels(("decimal", "§ %1"))
NUMBERING = numbering(LEGAL, LETTERS, BULLETS, PARAGRAPHS)
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{}"/><a:graphic><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"/></a:graphic></wp:inline></w:drawing></w:r>'
)


def field(code: str, result: str) -> str:
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def read(body: str, **parts):
    data = docx(body, **parts)
    return readers.read(data, sniffing.form_of(data))


def text(body: str, **parts) -> str:
    return join(read(body, **parts).text)


def losses(body: str, **parts) -> dict:
    return {row["what"]: (row["count"], row["detail"]) for row in read(body, **parts).losses.rows()}


def test_headings_of_swedish_word_and_of_a_style_of_ones_own_are_headings():
    body = p("Riktlinjer", "Rubrik") + p("Ansvar", "Rubrik1") + p("Vem", "EkebyRubrikB") + p("Alla.")
    assert text(body) == "# Riktlinjer\n\n## Ansvar\n\n### Vem\n\nAlla.\n"


def test_the_title_is_found_below_a_head_table():
    body = table(["Beslutad av", "Kommunfullmäktige"]) + p("Policy", "Rubrik") + p("Ord.")
    assert text(body) == "# Policy\n\n| Beslutad av | Kommunfullmäktige |\n| --- | --- |\n\nOrd.\n"


def test_legal_numbers_letters_and_roman_numerals_stay_as_the_author_saw_them():
    body = (
        numbered("Inledning", 0, 1, "Rubrik1")
        + numbered("Syfte", 1, 1, "Rubrik2")
        + numbered("En sats.", 2)
        + numbered("En till.", 2)
        + numbered("led ett", 0, 2)
        + numbered("led två", 0, 2)
        + numbered("underled", 1, 2)
        + numbered("Paragraf", 0, 4)
        + numbered("Ansvar", 0, 1, "Rubrik1")
    )
    expected = ["## 1. Inledning", "### 1.1 Syfte", "1.1.1 En sats.", "1.1.2 En till.", "(a) led ett", "(b) led två"]
    expected += ["i. underled", "§ 1 Paragraf", "## 2. Ansvar"]
    assert text(body, numbering=NUMBERING).strip().split("\n\n") == expected


def test_numbered_items_go_on_after_a_paragraph_and_bullets_lie_inside_them():
    body = numbered("ett") + numbered("två") + numbered("punkt", 1, 3) + p("Ord mellan.") + numbered("tre")
    assert text(body, numbering=NUMBERING) == "1. ett\n2. två\n\n   - punkt\n\nOrd mellan.\n\n3. tre\n"


def test_numbers_and_marks_that_were_typed_stay_words():
    typed = ["3. Skrivet för hand", "- streck", "# ingen rubrik", "______", "[x]: http://x.se", "> svar", "1) led"]
    read_back = read("".join(p(each.replace(">", "&gt;")) for each in typed)).text.blocks
    assert [block.kind for block in read_back] == ["paragraph"] * 7
    assert [block.text.replace("\\", "") for block in read_back] == typed


def test_letters_that_markdown_would_take_for_marks_are_only_words():
    said = "2 * 3, snake_case, _så_, *så*, [så](http://x.se), &lt;b&gt;, C:\\temp, &amp;amp; `x`"
    expected = r"2 * 3, snake_case, \_så\_, \*så\*, \[så](http://x.se), \<b>, C:\temp, &amp;amp; \`x\`"
    assert text(p(said)) == expected + "\n"


def test_looks_that_mean_something_are_kept():
    runs = (
        run("fet ", "<w:b/>")
        + run("och fetkursiv", "<w:b/><w:i/>")
        + run(" H")
        + run("2", '<w:vertAlign w:val="subscript"/>')
    )
    assert text(p(runs=runs)) == "**fet *och fetkursiv*** H<sub>2</sub>\n"


def test_footnotes_and_endnotes_become_notes():
    reference = '<w:r><w:{0}Reference w:id="1"/></w:r>'
    body = p("Ord", runs=reference.format("footnote")) + p("Slut", runs=reference.format("endnote"))
    parts = {"footnotes": notes("footnotes", "Fot."), "endnotes": notes("endnotes", "Slutnot.")}
    assert text(body, **parts) == "Ord[^1]\n\nSlut[^2]\n\n[^1]: Fot.\n\n[^2]: Slutnot.\n"


def test_cells_keep_their_bullets_and_a_merged_cell_its_words():
    merged = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Alla")}</w:tc>'
    cell = numbered("läser", 0, 3) + numbered("svarar | snabbt", 0, 3)
    body = table(["Roll", "Uppgift"], ["Ansvarig", cell], [merged])
    expected = "| Roll | Uppgift |\n| --- | --- |\n| Ansvarig | • läser<br>• svarar \\| snabbt |\n| Alla |  |\n"
    assert text(body, numbering=NUMBERING) == expected
    assert losses(body, numbering=NUMBERING)["merged cells"] == (1, "")


def test_a_cell_merged_downwards_leaves_the_others_in_their_columns():
    start, on = (
        '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc>',
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>",
    )
    body = table(["A", "B"], [start.format(p("länge")), "ett"], [on.format(p()), "två"])
    assert text(body).splitlines()[2:] == ["| länge | ett |", "|  | två |"]


def test_rows_of_other_lengths_lose_no_cell():
    late = table(["A", "B"], ["c", "d", "e"]).replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>', 1)
    assert text(late) == "|  | A | B |\n| --- | --- | --- |\n| c | d | e |\n"
    assert text(table(["A"], ["b", "c"])) == "| A |  |\n| --- | --- |\n| b | c |\n"


def test_a_border_that_was_moved_makes_no_columns():
    def wide(words, columns):
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p(words)}</w:tc>'

    body = table([wide("A", 2), "B"], ["c", wide("d", 2)])
    assert text(body) == "| A | B |\n| --- | --- |\n| c | d |\n"
    assert losses(body) == {}


def test_a_head_of_headings_makes_no_frame_of_a_table():
    body = table([p("Roll", "Rubrik2"), p("Ansvar", "Rubrik2")], ["Nämnd", "Beslutar."])
    assert text(body) == "| Roll | Ansvar |\n| --- | --- |\n| Nämnd | Beslutar. |\n"


def test_a_paragraph_as_far_in_as_an_item_goes_on_with_it():
    far = '<w:ind w:left="360"/>'
    body = numbered("ett") + p("Mer.", properties=far) + numbered("två") + p("Slut.")
    assert text(body, numbering=NUMBERING) == "1. ett\n\n   Mer.\n\n2. två\n\nSlut.\n"
    bold = numbered("ett") + p(properties=far, runs=run("Mål", "<w:b/>"))
    assert text(bold, numbering=NUMBERING) == "1. ett\n\n**Mål**\n"


def test_columns_keep_their_side():
    right = p("7", properties='<w:jc w:val="right"/>')
    assert text(table(["Ord", "Tal"], ["a", right], ["b", right])).splitlines()[1] == "| --- | --: |"


def test_a_second_reference_to_a_note_is_one():
    lineage = "_samrad_0123456789abcdef0123456789abcdef"
    first = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    second = f'<w:hyperlink w:anchor="{lineage}">{run("1")}</w:hyperlink>'
    inner = p(runs=f'<w:bookmarkStart w:id="1" w:name="{lineage}"/>{run("Noten.")}')
    parts = {"footnotes": notes("footnotes", "").replace(p(), inner)}
    assert text(p("Ett", runs=first) + p("Två", runs=second), **parts) == "Ett[^1]\n\nTvå[^1]\n\n[^1]: Noten.\n"


def test_a_frame_around_text_becomes_the_text_and_a_table_in_a_table_its_lines():
    assert text(table([p("Rubrik", "Rubrik1") + p("Ord.")])) == "## Rubrik\n\nOrd.\n"
    columns = table([p("Rubrik", "Rubrik1"), p("Ord.")])
    assert text(columns) == "## Rubrik\n\nOrd.\n"
    nested = table(["x", "y"], ["z", table(["a", "b"], ["c", "d"]) + p()])
    assert text(nested).splitlines()[2] == "| z | a; b<br>c; d |"


def test_a_table_of_contents_is_left_out_whether_a_field_or_typed():
    made = p("Innehåll", "Innehllsfrteckningsrubrik") + p("", "Innehll1", runs=field('TOC \\o "1-3"', run("Ansvar 3")))
    typed = p("Innehållsförteckning") + p("Ansvar ........ 3") + p("Uppföljning\t7")
    for body in (made, typed):
        assert text(body + p("Ansvar", "Rubrik1") + p("Alla.")) == "## Ansvar\n\nAlla.\n"
        assert losses(body + p("Alla."))["contents"][0] == 1
        assert text(body + p("Innehåll", "Rubrik1") + p("Alla.")) == "## Innehåll\n\nAlla.\n"


def test_page_heads_pictures_and_breaks_are_left_out_and_said():
    body = p("Ord, " * 20, runs=PICTURE.format("Vapnet") + PICTURE.format("") + '<w:r><w:br w:type="page"/></w:r>')
    body += p("Sida ", runs=field("PAGE", run("7"))) + p(
        runs=run("dolt", "<w:vanish/>") + run("gult", '<w:highlight w:val="yellow"/>')
    )
    found = losses(body, header=f"<w:hdr {NAMES}>{p('Ekeby kommun')}</w:hdr>")
    assert found == {
        "pictures described": (1, "Vapnet"),
        "pictures": (1, ""),
        "page breaks": (1, ""),
        "page numbers": (1, "PAGE"),
        "hidden text": (1, "dolt"),
        "colours": (1, "gult"),
        "page heads": (1, "Ekeby kommun"),
    }


def test_the_words_of_a_text_box_come_once_after_their_paragraph():
    inner = f"<w:txbxContent>{p('I rutan.')}</w:txbxContent>"
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
    box += f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert text(p("Före.", runs=box) + p("Efter.")) == "Före.\n\nI rutan.\n\nEfter.\n"


def test_only_links_to_the_web_and_to_mail_are_links():
    body = "".join(p(runs=f'<w:hyperlink r:id="{id}">{run(id)}</w:hyperlink>') for id in "abc")
    body += p(runs=field('HYPERLINK "https://falt.se/"', run("fält")))
    links = {"a": "https://ekeby.se/x(1)", "b": "javascript:alert(1)", "c": "file:///etc/passwd"}
    assert text(body, links=links) == "[a](<https://ekeby.se/x(1)>)\n\nb\n\nc\n\n[fält](https://falt.se/)\n"
    assert losses(body, links=links)["links"] == (2, "b (javascript:alert(1)); c (file:///etc/passwd)")


def test_quotes_are_quotes_and_an_indented_paragraph_is_not():
    assert text(p("Citerat.", "Citat") + p("Indraget.", "", '<w:ind w:left="900"/>')) == "> Citerat.\n\nIndraget.\n"


def test_a_hidden_bookmark_gives_its_paragraph_its_lineage_once():
    mark = '<w:bookmarkStart w:id="1" w:name="_samrad_0123456789abcdef0123456789abcdef"/><w:bookmarkEnd w:id="1"/>'
    reading = read(p("Ord.", runs=mark) + p("Ord igen.", runs=mark) + p("Andra."))
    assert reading.lineages == ["01234567-89ab-cdef-0123-456789abcdef", None, None]


def test_every_loss_has_a_sentence():
    assert words.sentence("pictures", 3) == "3 pictures without alternative text were left out."
    assert words.sentence("new code", 1) == "Something that is not known (new code) was left out."


def test_odd_beginnings_and_endings_come_back_word_for_word():
    starts, middles, ends = ("", "(", "– ", "1.2 ", "* ", "+ "), ("_", "[a] ", "&lt;"), ("", "*", "_", "!")
    odd = [f"{start}{middle} ord{end}" for start in starts for middle in middles for end in ends]
    blocks = read("".join(p(each) for each in odd)).text.blocks
    rendered = [unescape(rendering.words(rendering.render(block))) for block in blocks]
    assert rendered == [" ".join(unescape(each).split()) for each in odd]


def test_pictures_without_words_are_said_to_be_a_scanned_paper():
    with pytest.raises(ActRefused, match="looks like a scanned paper"):
        read(p(runs=PICTURE.format("")))
