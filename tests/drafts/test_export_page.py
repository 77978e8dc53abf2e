"""The page in one file: complete without a network, its parts found by number, nothing in it runs."""

import json
import re
from html.parser import HTMLParser

import pytest

from drafts.domain.export.data import one
from drafts.domain.export.formats import write
from tests.drafts.exported import RICH, copy_of
from tests.drafts.test_export_office import hostile


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page():
    return write(copy_of(RICH), "html")


def test_every_paragraph_is_found_by_its_number(page):
    ids = [attributes["id"] for _tag, attributes in Page(page).found if "id" in attributes]
    wanted = [each.anchor for each in copy_of(RICH).paragraphs if each.kind != "note"]
    assert ([each for each in ids if each.startswith("p-")], len(ids)) == (wanted, len(set(ids)))
    assert [each for each in ids if each.startswith("note-")] == ["note-1", "note-regel", "note-tabell", "note-ensam"]


def test_it_says_what_it_is_in_its_language_and_fetches_nothing(page):
    found = Page(page).found
    assert [attributes.get("lang") for tag, attributes in found if tag in ("html", "main")] == ["sv", "sv"]
    assert {tag for tag, _attributes in found} & {"script", "link", "img", "iframe", "form"} == set()
    assert re.findall(r"<title>(.*)</title>", page.decode()) == [
        "Riktlinjer för sociala medier – Förslag 1, KS 2026/123"
    ]
    assert '<p class="mark">Inte beslutat.</p>' in page.decode()


def test_what_is_hostile_stays_text(shared):
    bad = "<script>alert(1)</script>\x0b"
    page = Page(write(copy_of(hostile(shared), edition=bad, mark=bad, municipality=bad), "html"))
    tags = {tag for tag, _attributes in page.found}
    assert tags & {"script", "img", "svg", "iframe", "object", "embed", "form", "input", "math"} == set()
    names = {name for _tag, attributes in page.found for name in attributes}
    assert [name for name in names if name.startswith("on") or name in ("style", "src")] == []
    hrefs = {attributes["href"].split(":")[0] for tag, attributes in page.found if "href" in attributes}
    assert hrefs <= {"http", "https", "mailto"}


def test_json_has_what_a_paragraph_is():
    found = [one(each) for each in copy_of("# T\n\n## Ansvar\n\n3. *tredje*").paragraphs]
    assert [(each["number"], each["kind"], each["level"], each["marker"], each["text"]) for each in found] == [
        ("1", "heading", 1, "", "Ansvar"),
        ("1-a", "ordered", 1, "3.", "*tredje*"),
    ]
    assert json.loads(json.dumps(found[1]))["html"] == "<em>tredje</em>"
