"""Akoma Ntoso: valid by its schema whatever the text, and every element that is a paragraph says its lineage."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from lxml import etree

from drafts.domain.export.formats import FORMATS, write
from tests.drafts.exported import RICH, copy_of
from tests.drafts.test_export_office import hostile

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SCHEMA = Path(__file__).parent / "akn" / "akomantoso30.xsd"
INPUTS = [
    "fr-republique-numerique/v1.md",
    "sv-digg-dcat-ap-se/v4.md",
    "us-18f-open-source-policy/v6.md",
    "us-source-code-policy/v4.md",
]


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMA))


def faults(schema, markdown: str, **more) -> list[str]:
    """What the schema says of a text's document, and identities that are missing or there twice."""
    copy = copy_of(markdown, **more)
    tree = etree.fromstring(write(copy, "xml"))
    schema.validate(tree)
    said = sorted(each.get("GUID") for each in tree.iter(f"{AKN}*") if each.get("GUID"))
    known = sorted(str(each.lineage) for each in copy.paragraphs)
    return [str(error) for error in schema.error_log] + ([] if said == known else ["other lineages than the text's"])


@pytest.mark.parametrize(
    "source", sorted((settings.BASE_DIR / "demo" / "policies").glob("*/*.md")), ids=lambda s: s.stem
)
def test_every_policy_of_the_demo_is_valid(schema, source):
    assert faults(schema, source.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("before", ["", "## Ansvar\n\n", "Ord:\n\n"])
def test_a_list_right_after_another_is_there_once(schema, before):
    assert faults(schema, f"# Policy\n\n{before}1. ett\n2. två\n\n- punkt\n- till\n\nSlut.\n") == []


@pytest.mark.parametrize("name", INPUTS)
def test_every_real_policy_is_valid(schema, shared, name):
    assert faults(schema, (shared / "inputs" / name).read_text(encoding="utf-8")) == []


def test_what_is_hostile_stays_text(schema, shared):
    bad = "<script>\x0b&\ufffe"
    assert faults(schema, hostile(shared), mark=bad, municipality=bad, body=bad, address=bad) == []
    found = etree.fromstring(write(copy_of(hostile(shared)), "xml"))
    assert {each.get("href").split(":")[0] for each in found.iter(f"{AKN}a")} == {"mailto"}


def test_a_rich_text_is_valid_and_lies_as_its_numbers_say(schema):
    assert faults(schema, RICH) == []
    tree = ElementTree.fromstring(write(copy_of(RICH), "xml"))
    found = {each.get("eId"): each for each in tree.iter() if each.get("GUID")}
    assert [key for key in found if key.startswith("sec_1") and "__list" not in key] == [
        "sec_1", "sec_1__para_1-1", "sec_1__para_1-2", "sec_1__para_1-3", "sec_1__sec_1-4",
        "sec_1__sec_1-4__para_1-4-1", "sec_1__sec_1-4__para_1-4-2",
    ]  # fmt: skip
    assert "sec_1__para_1-1__list_1__point_1-1-a__list_1__point_1-1-a-b__al_1-1-a-b-1" in found
    notes = [each.get("marker") for each in tree.iter(f"{AKN}authorialNote")]
    assert notes == ["1", "regel", "tabell"]
    assert "".join(found["hcontainer_notes__para_n4"].itertext()).endswith("till.")


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != "json"])  # ties are in the database
def test_a_draft_that_nobody_has_written_in_can_be_had(schema, ending):
    copy = copy_of("# Tom\n\nText")
    copy.paragraphs.clear()
    data = write(copy, ending)
    assert ending != "xml" or schema.validate(etree.fromstring(data))


def test_work_version_and_file_have_addresses_of_their_own():
    tree = ElementTree.fromstring(write(copy_of(RICH), "xml"))
    uris = [each.get("value") for each in tree.iter(f"{AKN}FRBRuri")]
    work = "/akn/se/doc/policy/ekeby-kommun/2026/riktlinjer"
    assert uris == [work, f"{work}/swe@2026-11-02", f"{work}/swe@2026-11-02.xml"]
    assert [each.get("value") for each in tree.iter(f"{AKN}FRBRversionNumber")] == ["1"]
    events = [(each.get("date"), each.get("refersTo")) for each in tree.iter(f"{AKN}eventRef")]
    assert events == [("2026-11-02", "#frozen"), ("2026-11-03", "#published")]
