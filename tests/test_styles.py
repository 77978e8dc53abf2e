"""The stylesheets: every class that they dress is worn somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["organisation", "drafts", "consultation", "demo", "config"]
CLASS_ATTRIBUTE = re.compile(r'class="((?:[^"{]|\{[{%].*?[%}]\})*)"', re.S)
STRING = re.compile(r"""["']([^"'\n]*)["']""")
NAME = re.compile(r"[\w-]+")
# The blocks that a page fills with a class for its base.
BLOCK = re.compile(r"\{% block (?:width|body_class) %\}([^{]*)")
# What stands before a value that the page fills in: at-{{ step }}, para-h{{ level }}, b-{% if … %}.
BEGINNING = re.compile(r"[\w-]+(?=\{\{)|[\w-]+-(?=\{%)")


def texts(pattern: str, *folders: str) -> str:
    return "\n".join(path.read_text() for folder in folders for path in sorted((ROOT / folder).rglob(pattern)))


def dressed(css: str) -> set[str]:
    """The classes that a stylesheet has rules for."""
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", css, flags=re.S)
    return {name for rule in re.findall(r"([^{}]+)\{", css) for name in re.findall(r"\.([A-Za-z_][\w-]*)", rule)}


def test_every_class_of_the_stylesheets_is_used():
    pages = texts("*.html", "templates")
    attributes = "\n".join(CLASS_ATTRIBUTE.findall(pages) + BLOCK.findall(pages))
    strings = STRING.findall(pages + texts("*.py", *APPS) + texts("*.js", "static/js"))
    worn = set(NAME.findall(attributes)) | {name for string in strings for name in NAME.findall(string)}
    beginnings = tuple(BEGINNING.findall(attributes))
    unused = {
        sheet.name: names
        for sheet in (ROOT / "static" / "css").glob("*.css")
        if (names := sorted(n for n in dressed(sheet.read_text()) - worn if not n.startswith(beginnings)))
    }
    assert unused == {}
