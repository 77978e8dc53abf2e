"""A small policy folder for tests, and a comment in it."""

import json
import uuid
from pathlib import Path

from consultation.domain.folder import loading, reading

V1 = """# Regler för svar

Reglerna gäller alla.

## 1. Svar

Kommunen ska svara på frågor inom två dagar.

- Den som svarar skriver sitt namn.

## 2. Uppföljning

### Statistik

Frågorna räknas varje år.
"""
V2 = V1.replace("inom två dagar", "inom tre dagar")
VERSIONS = {"versions": [{"file": "v1.md", "date": "2026-03-01"}, {"file": "v2.md", "date": "2026-06-01"}]}


def write(path: Path, **files) -> Path:
    """A folder at `path` with two texts, and a JSON file for each of `files`."""
    path.mkdir()
    (path / "v1.md").write_text(V1)
    (path / "v2.md").write_text(V2)
    for name, values in ({"versions": VERSIONS} | files).items():
        (path / f"{name}.json").write_text(json.dumps(values, indent=1))
    return path


def said(**fields) -> dict:
    """A comment as comments.json has it."""
    return {"id": uuid.uuid4().hex, "created": "2026-03-05T12:00:00+01:00", "body": "Bra."} | fields


def load(path: Path, **options) -> loading.Loaded:
    return loading.load(reading.read(path, **options))
