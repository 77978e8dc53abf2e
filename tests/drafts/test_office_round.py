"""Out to Word or OpenDocument, edited outside, in again: every paragraph keeps its words and its identity."""

import pytest

from drafts.domain import texts
from drafts.domain.blocks import join
from drafts.domain.export import copy, formats
from drafts.domain.office import readers
from tests.base import make_policy

pytestmark = pytest.mark.django_db
TEXT = """# Riktlinjer

Ingress[^1] med **fet**, *kursiv*, `x_1`, H<sub>2</sub>O och [länk](https://ekeby.se).

## Ansvar

Kommunen ska svara.

- ett
- två

  Fortsätter två.

  - under två

## Mer

1. a
2. b

Mellan.

3. c

> Citat här.

| A | B |
| --- | --: |
| x | 7<br>8 |

```
kod
```

### Underrubrik

Text [x] med * och 3. sak, se noten[^1].

[^1]: Noten.
"""


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_text_that_was_handed_out_comes_back_as_it_was(cast, form):
    draft = make_policy(cast, text=TEXT).versions.draft()
    reading = readers.read(formats.write(copy.of_draft(draft), form), form)
    assert join(reading.text) == texts.source(draft)
    assert reading.lineages == [str(paragraph.lineage) for paragraph in draft.paragraphs.all()]
