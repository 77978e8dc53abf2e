"""The press: HTML in, PDF/A-3a and PDF/UA-1 out. A process of its own, the only place that knows WeasyPrint.

Run by render() as `python -m drafts.domain.paper.press`, with an empty font configuration. Reads an order (JSON,
files in base64) from standard input; writes a line with the number of pages and then the PDF to standard output, or
a line of JSON that says why not, with status 3. What it hooks into WeasyPrint is private there: the version is pinned.
"""

import base64
import datetime
import gc
import io
import json
import logging
import os
import re
import resource
import sys
import zlib
from pathlib import Path

import pydyf
import weasyprint
from weasyprint import HTML, Attachment, layout
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout import page as paging
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags
from weasyprint.text import line_break
from weasyprint.text.line_break import split_first_line
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import sparing, xmp

PRINT = Path(__file__).resolve().parents[2] / "print"
if os.environ.get("FONTCONFIG_FILE") != str(PRINT / "fonts.conf"):
    raise SystemExit("The press runs with its own font configuration only, so that no system font slips in.")
if weasyprint.__version__ != "70.0":
    raise SystemExit("The hooks of press.py were tried with WeasyPrint 70.0 only.")

SITE = "https://samrad.invalid/"
OPTIONS = {"pdf_variant": "pdf/a-3a", "presentational_hints": True}  # a cell's align
LINE_NUMBERS_X = (25 + 15 + 118 + 12) * 96 / 25.4  # mm from the edge of the sheet to the right of the numbers
EVERY = 5


class Refused(Exception):
    """Why there is no paper: a word that the parent makes a sentence of, and what it concerns."""

    def __init__(self, reason: str, detail: list[str] | None = None) -> None:
        self.answer = {"refused": reason, "detail": detail or []}


class Table(URLFetcher):
    """Serves what lies in a fixed table, and nothing else."""

    def __init__(self, files: dict[str, tuple[bytes, str]]) -> None:
        super().__init__()
        self.files = files

    def fetch(self, url, headers=None):
        if url not in self.files:
            raise ValueError("not in the table")
        data, mime = self.files[url]
        return URLFetcherResponse(url, data, {"Content-Type": mime})


class Faults(logging.Handler):
    """Gathers what WeasyPrint warns of: a missing glyph, a picture without words."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef"):
            self.characters.append(record.args[0])
        elif "no required" in record.msg or "Missing required" in record.msg:
            self.errors.append(record.getMessage())


def walk(box):
    box = getattr(box, "_box", box) if isinstance(box, AbsolutePlaceholder) else box
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(child)


def baselines(box, inside=False):
    """Where the lines of the running text (class text) stand on a page; notes below it do not count."""
    box = getattr(box, "_box", box) if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox):
        return
    element = getattr(box, "element", None)
    inside = inside or (element is not None and "text" in (element.get("class") or "").split())
    if isinstance(box, boxes.LineBox):
        if inside and any(isinstance(part, boxes.TextBox) and part.text.strip() for part in walk(box)):
            yield box.position_y + box.baseline
        return
    for child in getattr(box, "children", ()):
        yield from baselines(child, inside)


def line_numbers(page_box):
    """Text boxes with every fifth line number, in the style of the running foot."""
    margins = [child for child in page_box.children if isinstance(child, boxes.MarginBox)]
    model = [box for margin in margins for box in walk(margin) if isinstance(box, boxes.TextBox)][-1]
    last, count = -100.0, 0
    for y in sorted(set(baselines(page_box))):
        if y - last < 8:
            continue
        last, count = y, count + 1
        if count % EVERY == 0:
            box = model.copy()
            box.text, box.justification_spacing = str(count), 0
            box.pango_layout, _, _, box.width, box.height, box.baseline = split_first_line(
                box.text, box.style, None, None, 0
            )
            box.position_x, box.position_y = LINE_NUMBERS_X - box.width, y - box.baseline
            yield box


def finish(page, numbered: bool) -> None:
    """Running head, foot and line numbers become artifacts, outside the tag tree; a link is one link."""
    page_box = page._page_box
    margins = [child for child in page_box.children if isinstance(child, boxes.MarginBox)]
    running = {id(box) for margin in margins for box in walk(margin)}
    numbers = list(line_numbers(page_box)) if numbered else []
    # WeasyPrint makes a second link of an emphasis within a link, and has no tag for it.
    page.links = [link for link in page.links if link[3].link]
    paint = page.paint

    def painted(stream, scale=1):
        marked = stream.marked
        stream.marked = lambda box, tag: stream.artifact() if id(box) in running else marked(box, tag)
        paint(stream, scale)
        if numbers:
            with stream.artifact(), stream.stacked():
                stream.transform(a=scale, d=scale)
                for box in numbers:
                    draw_text(stream, box, 0, "clip", "none")
        for font in stream._fonts.values():
            # A space and a hard space share a glyph; whichever came first would be what is copied out.
            for glyph, text in font.to_unicode.items():
                font.to_unicode[glyph] = text.replace("\xa0", " ")
        page_box.children = tuple(child for child in page_box.children if child not in margins)
        compress(stream)

    page.paint = painted


def compress(stream) -> None:
    """What is painted, compressed at once: pydyf keeps it in a thousand pieces and compresses it twice at the end."""
    stream.stream = [zlib.compress(b"\n".join(map(pydyf._to_bytes, stream.stream)))]
    stream.extra["Filter"], stream.compress = "/FlateDecode", False


def better_tags(build, heights: list[float]):
    """WeasyPrint's tag tree with what it leaves out: language of passages, scope, links' words, figures' place."""
    count = [0]

    def built(box, parent, pdf, page_number, *rest):
        real = getattr(box, "_box", box) if isinstance(box, AbsolutePlaceholder) else box
        html = real.element if real.element is not None and real.element.tag == real.element_tag else None
        for element in build(box, parent, pdf, page_number, *rest):
            if html is not None and html.tag not in ("html", "body"):
                if language := html.get("lang"):
                    element["Lang"] = pydyf.String(language)
                if element["S"] == "/TH":
                    element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
                if html.get("class") == "label":
                    element["S"] = "/Lbl"
                if "note" in (html.get("class") or "").split() and element["S"] in ("/P", "/Span"):
                    count[0] += 1
                    element["S"], element["ID"] = "/Note", pydyf.String(f"note-{count[0]}")
            if element["S"] == "/LI":
                labelled(element, pdf)
            if element["S"] == "/Figure" and "A" in element:
                x1, y1, x2, y2 = (value * 0.75 for value in element["A"]["BBox"])
                height = heights[page_number] * 0.75
                element["A"]["BBox"] = pydyf.Array([x1, height - y2, x2, height - y1])
            if real.link_annotation is not None:
                words = "".join(real.element.itertext()).strip() or "link"
                real.link_annotation["Contents"] = pydyf.String(words)
            yield element

    return built


def labelled(item, pdf) -> None:
    """The label of a list item stands in front of its body; here it is the first paragraph within it."""
    bodies = [pdf.objects[int(kid.split()[0])] for kid in item["K"]]
    label = bodies[0]["K"][0] if bodies and bodies[0]["S"] == "/LBody" and bodies[0]["K"] else None
    if isinstance(label, str) and pdf.objects[int(label.split()[0])]["S"] == "/Lbl":
        bodies[0]["K"].remove(label)
        item["K"].insert(0, label)
        pdf.objects[int(label.split()[0])]["P"] = item.reference


def files_of(order: dict) -> dict[str, tuple[bytes, str]]:
    """The fixed table: the style sheet, the fonts, the profile's colours, the arms, what is attached."""
    files = {SITE + "paper.css": ((PRINT / "paper.css").read_bytes(), "text/css")}
    files |= {f"{SITE}fonts/{font.name}": (font.read_bytes(), "font/ttf") for font in PRINT.glob("fonts/*.ttf")}
    files |= {SITE + file["name"]: (base64.b64decode(file["data"]), file["mime"]) for file in order["files"]}
    return files


def spare() -> None:
    """Puts in the place of what WeasyPrint does too often what does it once."""
    sparing.lean(weasyprint.UA_STYLESHEET)
    line_break.get_font_description = sparing.by_style(line_break.get_font_description)
    inline.strut = sparing.by_style(inline.strut)
    paging.set_page_type_computed_styles = sparing.alike(paging.set_page_type_computed_styles)
    layout.layout_fixed_boxes = lambda *nothing: ()  # no paper has any, and each page would look for them on all
    pydyf.PDF.page_references = sparing.by_pages(pydyf.PDF.page_references.fget)


def press(order: dict) -> tuple[int, bytes]:
    """Set, paint and write one paper. Refused when a character has no glyph or the tags would lack something."""
    faults, log = Faults(), logging.getLogger("weasyprint")
    log.handlers, log.level = [faults], logging.WARNING
    table = Table(files_of(order))
    spare()
    document = HTML(string=order["html"], base_url=SITE, url_fetcher=table).render(**OPTIONS)
    gc.collect()
    metadata = document.metadata
    metadata.created = metadata.modified = order["date"]
    rdf = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *args: xmp.complete(rdf(*args))
    when = datetime.datetime.fromisoformat(order["date"])
    for attached in order["attachments"]:
        url = SITE + attached.pop("file")
        metadata.attachments.append(Attachment(url=url, url_fetcher=table, created=when, modified=when, **attached))
    numbered = bool(re.search(r'<body class="[^"]*\bnumbered\b', order["html"]))
    for page in document.pages:
        finish(page, numbered)
    tags._build_box_tree = better_tags(tags._build_box_tree, [page.height for page in document.pages])
    paper = io.BytesIO()
    document.write_pdf(paper, finisher=once_attached, **OPTIONS)
    if faults.characters:
        raise Refused("characters", list(dict.fromkeys(faults.characters)))
    if faults.errors:
        raise Refused("incomplete", faults.errors)
    return len(document.pages), paper.getvalue()


def once_attached(document, pdf) -> None:
    """WeasyPrint lists each attached file twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def main() -> int:
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    gc.disable()  # one paper and then the end: looking for cycles takes an eighth of the time of a long one
    try:
        pages, paper = press(order)
    except Refused as refused:
        answer = refused.answer
    except RecursionError:
        answer = {"refused": "nesting", "detail": []}
    except MemoryError:
        answer = {"refused": "memory", "detail": []}
    else:
        sys.stdout.buffer.write(b"%d\n" % pages + paper)
        return 0
    print(json.dumps(answer))
    return 3


if __name__ == "__main__":
    sys.exit(main())
