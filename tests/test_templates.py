"""What a template must not do to the words in it."""

import re

from django.conf import settings

FIELD = re.compile(r"<textarea\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>(.*?)</textarea>", re.S)


def test_a_text_field_holds_the_words_and_no_blanks_around_them():
    blanks = {}
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        for words in FIELD.findall(path.read_text()):
            # HTML drops one line break at the beginning, and nothing else.
            if words.removeprefix("\n") != words.strip():
                blanks[path.name] = words
    assert blanks == {}


def test_no_tag_is_broken_over_two_lines():
    broken = re.compile(r"\{%(?:(?!%\}).)*\n|\{\{(?:(?!\}\}).)*\n")
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [path.name for path in templates if broken.search(path.read_text())] == []
