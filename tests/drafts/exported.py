"""A text with everything in it that an export may meet, and office files looked into."""

import datetime
import uuid
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from drafts.domain import blocks, numbering, rendering
from drafts.domain.export.copy import Copy, Event
from drafts.domain.paper.content import HeadRow
from drafts.models import DocumentType, Paragraph, Policy, Version
from organisation.models import Unit

RICH = """# Riktlinjer för sociala medier

Riktlinjerna gäller **alla** som [arbetar](https://ekeby.example/arbete?a=1&b=2) i kommunen.[^1]

## Ansvar

Varje konto ska ha:

1. en *ansvarig*
   - som publicerar
   - som svarar

     och som tar över vid ledighet
2. en ersättare

   som kan kontot

Svar ges enligt tabellen.[^regel] Se också [^1].

| Kanal | Tid & plats |
|---|--:|
| E-post | två dagar[^tabell] |
| Telefon \\| växel | `genast` |

### Undantag

> Var och en ska svara.
>
> - i tid
> - vänligt

```python
if x < 3:
    svara("i dag")
```

3) tredje

## Uppföljning

- punkt direkt under rubriken

Rad ett<br>rad två, H<sub>2</sub>O, <span lang="en">policy</span>, <abbr title="styrelsen">KS</abbr> & <q>ord</q>.

[^1]: Enligt *beslut* 2026.

[^regel]: Se `KS 2026/1`.

    Och ett stycke till.

[^tabell]: Räknat i arbetsdagar.

[^ensam]: En not som inget hänvisar till.
"""
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
ODF = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def copy_of(markdown: str, **more) -> Copy:
    """A text as the copy of a proposal; nothing is in the database."""
    policy = Policy(
        slug="riktlinjer", title=more.pop("policy_title", "Riktlinjer"), diary_number="KS 2026/123", language="sv",
        document_type=DocumentType(name="Riktlinje"), unit=Unit(name="Kommunstyrelsen"),
        created_at=datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
    text = blocks.split(markdown, lenient=True)
    frozen = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)
    version = Version(policy=policy, number=1, title=text.title, links=text.links, checksum="c" * 64, frozen_at=frozen)
    said = {
        "language": "sv", "municipality": "Ekeby kommun", "kind": "Riktlinje, förslag", "edition": "Förslag 1",
        "standing": "proposal", "mark": "Inte beslutat.", "events": [Event("published", datetime.date(2026, 11, 3))],
        "head": [HeadRow("Diarienummer", "KS 2026/123"), HeadRow("Status", "inte beslutat", strong="Förslag")],
    }  # fmt: skip
    copy = Copy(version=version, **(said | more))
    copy.__dict__["paragraphs"] = paragraphs(text, version)
    return copy


def paragraphs(text: blocks.Text, version: Version) -> list[Paragraph]:
    """The blocks of a text as rows that were never saved."""
    anchors = blocks.anchors(text.blocks)
    return [
        Paragraph(
            version=version, lineage=uuid.uuid5(uuid.NAMESPACE_OID, number), number=number, kind=block.kind,
            level=block.level, marker=block.marker, text=block.text, html=rendering.render(block, text.links, anchors),
        )
        for block, number in zip(text.blocks, numbering.number(text.blocks), strict=True)
    ]  # fmt: skip


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def trees(data: bytes) -> dict[str, ElementTree.Element]:
    """Every XML part, parsed."""
    found = parts(data)
    return {name: ElementTree.fromstring(found[name]) for name in found if name.endswith((".xml", ".rels", ".rdf"))}


def name(prefix: str, local: str, spaces: dict = WORD) -> str:
    return f"{{{spaces[prefix]}}}{local}"
