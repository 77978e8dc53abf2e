"""A policy on paper for the tests: from Markdown by the same way as in the application, without a database."""

import datetime

from django.utils import translation

from drafts.domain import numbering, rendering
from drafts.domain.blocks import split
from drafts.domain.markdown.notes import anchors
from drafts.domain.paper import Attachment, Profile, render
from drafts.domain.paper.content import VersionPaper, html_of
from drafts.domain.paper.head import Facts
from drafts.domain.paper.text import Piece, rows
from drafts.domain.paper.variants import proposal

DATE = datetime.date(2026, 12, 18)
CHECKSUM = "36be05c0" * 8
ARMS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v4L5 8 1 5z" fill="#1d5646"/></svg>'
MARKDOWN = """\
# Guidelines for social media

Before the first heading: *who* may speak, and **how**.[^law]

## Who they apply to

They apply to [all boards and *departments*](https://example.org/boards).

1. The town answers.
2. The town answers in time:
   - on weekdays, and
   - when there is danger.

   Even then in writing.
5. The town says who answers.

### When

| Channel | Answer |
|---|---|
| Letter | Ten days |
| Telephone | At once → ✓ |

> Whoever asks shall be answered.

```
GET /policies/
```

## Follow-up

The guidelines are reviewed on 14 January 2029, § 12. Καλημέρα, Добрый день, Łódź.

[^law]: The law on electronic notice boards.
"""


def pieces(markdown: str) -> list[Piece]:
    """The paragraphs of a text, numbered and rendered."""
    text = split(markdown)
    links, notes = "\n".join(text.links), anchors(text.blocks)
    return [
        Piece(block.kind, block.level, number, rendering.render(block, links, notes), block.marker)
        for block, number in zip(text.blocks, numbering.number(text.blocks), strict=True)
    ]


def facts(**fields) -> Facts:
    known = {
        "language": "en",
        "text_language": "en",
        "municipality": "Ekeby",
        "title": "Guidelines for social media",
        "document_type": "Guidelines",
        "diary_number": "KS 2026/123",
        "number": 3,
        "date": DATE,
        "body": "The council",
    }
    return Facts(**known | fields)


def paper(markdown: str = MARKDOWN, **fields) -> VersionPaper:
    words = facts(**fields)
    with translation.override(words.language):
        return proposal(words, rows(pieces(markdown)), CHECKSUM)


def printed(content: VersionPaper | None = None, template: str = "version") -> bytes:
    """The PDF of a paper, with its source attached and the arms on it."""
    source = Attachment("text.md", MARKDOWN.encode(), description="The source of the text")
    return render(
        html_of(template, content or paper()), date=DATE, attachments=[source], profile=Profile("#1d5646", ARMS)
    )


def page(body: str, *, language: str = "en", head: str = "") -> str:
    """A bare page for the press."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Trial</title>'
        f'<link rel="stylesheet" href="paper.css">{head}</head><body><h1>Trial</h1>{body}</body></html>'
    )
