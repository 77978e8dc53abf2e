"""OpenDocument texts read into texts: structure, numbers, comments, tracked changes; what is left out is said."""

from drafts.domain.blocks import join
from drafts.domain.office import readers, sniffing
from tests.drafts.office_files import odt

NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)
LOOKS = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:margin-left="2cm"'
    ' fo:break-before="page"/></style:style>'
)

AT = "2026-03-01T10:00:00"


def p(inside: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def h(inside: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{inside}</text:h>'


def items(*inside: str, style: str = "L1", more: str = "") -> str:
    made = "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)
    return f'<text:list text:style-name="{style}"{more}>{made}</text:list>'


def read(text: str, tracked: str = "accept", **parts):
    data = odt(text, **parts)
    return readers.read(data, sniffing.form_of(data), tracked=tracked)


def text(source: str, tracked: str = "accept", **parts) -> str:
    return join(read(source, tracked, **parts).text)


def test_title_headings_looks_and_notes():
    note = '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>'
    body = p("Policy", "Title") + h("Ansvar") + h("Vem", 2)
    note += f"{p('Noten.')}</text:note-body></text:note>"
    body += p(f'Alla <text:span text:style-name="T1">ska</text:span> svara{note}.', "P1")
    expected = "# Policy\n\n## Ansvar\n\n### Vem\n\nAlla **ska** svara[^1].\n\n[^1]: Noten.\n"
    assert text(body, automatic=LOOKS) == expected


def test_numbered_headings_and_lists_keep_the_numbers_that_were_seen():
    body = h("Inledning") + h("Syfte", 2) + items(p("ett"), p("två") + items(p("led"), p("led till")))
    body += (
        p("Mellan.")
        + items(p("tre") + p("fortsätter"), more=' text:continue-numbering="true"')
        + items(p("punkt"), style="L2")
    )
    expected = ["## 1 Inledning", "### 1.1 Syfte", "1. ett\n2. två", "   a) led", "   b) led till", "Mellan."]
    expected += ["3. tre", "   fortsätter", "- punkt\n"]
    assert text(body, automatic=NUMBERS, styles=OUTLINE).split("\n\n") == expected


def test_tables_keep_bullets_and_nested_tables_and_merged_cells():
    def cell(inside, more=""):
        return f"<table:table-cell{more}>{inside}</table:table-cell>"

    def rows(*made):
        return "".join(f"<table:table-row>{each}</table:table-row>" for each in made)

    inner = f"<table:table>{rows(cell(p('x')) + cell(p('y')))}</table:table>"
    merged = cell(p("Alla"), ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    body = rows(
        cell(p("Roll")) + cell(p("Gör")), cell(inner) + cell(items(p("läser"), p("svarar"), style="L2")), merged
    )
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    made = text(f"<table:table>{columns}{body}</table:table>", automatic=NUMBERS)
    assert made == "| Roll | Gör |\n| --- | --- |\n| x<br>y | • läser<br>• svarar |\n| Alla |  |\n"


def test_what_is_left_out_is_said():
    masters = f'<style:master-page style:name="M"><style:header>{p("Ekeby kommun")}</style:header></style:master-page>'
    picture = '<draw:frame><svg:desc>Vapnet</svg:desc><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    body = f"<text:table-of-content><text:index-body>{p('Ansvar 3')}</text:index-body></text:table-of-content>"
    body += p(
        "Ord, " * 20
        + picture
        + '<text:span text:style-name="T2">dolt</text:span><text:page-number>3</text:page-number>',
        "P1",
    )
    body += p(f"<draw:frame><draw:text-box>{p('I rutan.')}</draw:text-box></draw:frame>Efter.")
    reading = read(body, automatic=LOOKS, masters=masters)
    assert {row["what"]: (row["count"], row["detail"]) for row in reading.losses.rows()} == {
        "contents": (1, ""),
        "page breaks": (1, ""),
        "pictures described": (1, "Vapnet"),
        "hidden text": (1, "dolt"),
        "page numbers": (1, ""),
        "text boxes": (1, "I rutan."),
        "page heads": (1, "Ekeby kommun"),
    }
    assert [block.text for block in reading.text.blocks][1:] == ["Efter.", "I rutan."]


def test_a_heading_whose_style_takes_its_number_away_has_none():
    plain = '<style:style style:name="P2" style:family="paragraph" style:list-style-name=""/>'
    body = h("Inledning") + h("Bilagor").replace("<text:h", '<text:h text:style-name="P2"') + h("Ansvar")
    expected = "## 1 Inledning\n\n## Bilagor\n\n## 2 Ansvar\n"
    assert text(body, automatic=plain, styles=OUTLINE) == expected


def test_a_drawn_box_gives_its_headings_and_lists():
    inside = h("Fakta") + p("Ord.") + items(p("punkt"), style="L2")
    body = p(f"Före.<draw:g><draw:custom-shape>{inside}</draw:custom-shape></draw:g>")
    assert text(body, automatic=NUMBERS) == "Före.\n\n## Fakta\n\nOrd.\n\n- punkt\n"


def test_comments_stand_on_their_paragraphs():
    comment = (
        f'<office:annotation office:name="c" loext:resolved="true"><dc:creator>Anna</dc:creator><dc:date>{AT}</dc:date>'
    )
    body = p("Först.") + p(
        f'Svara {comment}{p("För kort?")}</office:annotation>genast<office:annotation-end office:name="c"/>.'
    )
    assert read(body).remarks == [
        {
            "block": 1,
            "quote": "genast",
            "author": "Anna",
            "at": AT,
            "words": "För kort?",
            "reply_to": None,
            "done": True,
        }
    ]


def change(id: str, kind: str, author: str, inside: str = "") -> str:
    info = f"<office:change-info><dc:creator>{author}</dc:creator><dc:date>{AT}</dc:date></office:change-info>"
    return f'<text:changed-region text:id="{id}"><text:{kind}>{info}{inside}</text:{kind}></text:changed-region>'


def test_tracked_changes_are_taken_left_out_or_told():
    tracked = change("a", "insertion", "Anna") + change("b", "deletion", "Bo", p("två"))
    tracked += change("c", "deletion", "Bo", p("") + p("Bort.") + p(""))
    body = f"<text:tracked-changes>{tracked}</text:tracked-changes>"
    added = '<text:change-start text:change-id="a"/>tre<text:change-end text:change-id="a"/>'
    body += p(f'Svara inom <text:change text:change-id="b"/>{added} dagar.<text:change text:change-id="c"/>') + p(
        "Sist."
    )
    assert text(body) == "Svara inom tre dagar.\n\nSist.\n"
    assert text(body, "reject") == "Svara inom två dagar.\n\nBort.\n\nSist.\n"
    told = read(body, "suggest")
    assert [(row["block"], row["author"], row["kind"], row["text"]) for row in told.revisions] == [
        (0, "Bo", "edit", "Svara inom dagar."),
        (0, "Anna", "edit", "Svara inom tvåtre dagar."),
        (1, "Bo", "remove", ""),
    ]


def test_an_added_paragraph_that_is_left_out_leaves_no_gap():
    body = f"<text:tracked-changes>{change('a', 'insertion', 'Anna')}</text:tracked-changes>"
    body += (
        p('Ett.<text:change-start text:change-id="a"/>')
        + p("Nytt.")
        + p('<text:change-end text:change-id="a"/>')
        + p("Två.")
    )
    assert (text(body), text(body, "reject")) == ("Ett.\n\nNytt.\n\nTvå.\n", "Ett.\n\nTvå.\n")
