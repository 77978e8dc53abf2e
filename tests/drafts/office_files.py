"""Small Word and OpenDocument files, written by hand as word processors write them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
# Styles as Swedish Word writes them: ids in Swedish, names in English; the last is a municipality's own.
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'
    for id, name, more in (
        ("Rubrik", "Title", ""),
        ("Rubrik1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Rubrik2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Innehll1", "toc 1", ""),
        ("Innehllsfrteckningsrubrik", "TOC Heading", '<w:basedOn w:val="Rubrik1"/>'),
        ("Citat", "Quote", ""),
        ("EkebyRubrikB", "Ekeby rubrik B", '<w:basedOn w:val="Rubrik2"/>'),
    )
)


def p(words: str = "", style: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph of a Word file."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = run(words) if words else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{said}{runs}</w:p>"


def run(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def numbered(words: str, level: int = 0, list: int = 1, style: str = "", runs: str = "") -> str:
    about = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
    return p(words, style, about, runs)


def table(*rows: list[str]) -> str:
    """A table; a cell is words or the XML of its content."""
    made = "".join(
        "<w:tr>"
        + "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{content(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def content(cell: str) -> str:
    return cell if cell.startswith("<w:") else p(cell)


def levels(*formats: tuple[str, str]) -> str:
    """The levels of a numbering: number format and text, such as ("decimal", "%1.")."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{360 * (at + 1)}"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(formats)
    )


def numbering(*lists: str) -> str:
    """A numbering part: list 1 has the first levels, list 2 the second …"""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{each}</w:abstractNum>' for n, each in enumerate(lists, 1)
    )
    made = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return f"<w:numbering {NAMES}>{abstract}{made}</w:numbering>"


def notes(kind: str, *texts: str) -> str:
    """A part of footnotes or endnotes, numbered from 1."""
    one = kind.removesuffix("s")
    made = "".join(f'<w:{one} w:id="{n}">{p(text)}</w:{one}>' for n, text in enumerate(texts, 1))
    return f"<w:{kind} {NAMES}>{made}</w:{kind}>"


def docx(body: str, *, links: dict[str, str] | None = None, kind: str = "document", **parts: str) -> bytes:
    """A Word file; `parts` are other parts by their kind (numbering, footnotes, comments, header …)."""
    parts = {"styles": f"<w:styles {NAMES}>{STYLES}</w:styles>", **parts}
    own = [(f"id-{name}", name, f"{name}.xml", "Internal") for name in parts]
    own += [(id, "hyperlink", target, "External") for id, target in (links or {}).items()]
    members = {
        "[Content_Types].xml": types(kind, list(parts)),
        "_rels/.rels": relations([("r1", "officeDocument", f"word/{kind}.xml", "Internal")]),
        f"word/{kind}.xml": f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        f"word/_rels/{kind}.xml.rels": relations(own),
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    return packed(members)


def types(kind: str, parts: list[str]) -> str:
    """What each part is."""
    named = {kind: "document.main"} | {name: name for name in parts}
    made = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORDML}.{what}+xml"/>' for name, what in named.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{rels}"/>{made}</Types>'


def relations(rows: list[tuple[str, str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for id, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{PACKAGE}">{made}</Relationships>'


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


BASE = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{BASE}office:1.0",
        "text": f"{BASE}text:1.0",
        "table": f"{BASE}table:1.0",
        "style": f"{BASE}style:1.0",
        "draw": f"{BASE}drawing:1.0",
        "fo": f"{BASE}xsl-fo-compatible:1.0",
        "svg": f"{BASE}svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)


def odt(text: str, *, automatic: str = "", styles: str = "", masters: str = "", **members: bytes) -> bytes:
    """An OpenDocument text; `automatic` and `styles` are its styles, `masters` its pages."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<m:manifest xmlns:m="{BASE}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    )
    return packed(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {ODF}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{text}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
            "META-INF/manifest.xml": manifest,
            **members,
        }
    )
