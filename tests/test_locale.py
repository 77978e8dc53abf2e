"""Both catalogs are complete, and say nothing that the code would stumble on."""

import re
from pathlib import Path

import pytest
from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
QUOTED = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"(.*)"$')


def entries(language: str) -> list[dict[str, str]]:
    """The catalog's entries after its header: keyword -> text."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    found = []
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        entry, keyword = {"comments": ""}, None
        for line in part.splitlines():
            if quoted := QUOTED.match(line):
                keyword = quoted[1] or keyword
                entry[keyword] = entry.get(keyword, "") + quoted[2]
            else:
                entry["comments"] += line + "\n"
        found.append(entry)
    return found[1:]


def texts(entry: dict[str, str]) -> dict[str, str]:
    return {keyword: text for keyword, text in entry.items() if keyword.startswith("msgstr")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_complete(language):
    found = entries(language)
    assert len(found) > 1000
    lacking = [entry["msgid"] for entry in found if not all(texts(entry).values())]
    doubtful = [entry for entry in found if "fuzzy" in entry["comments"] or "#~" in entry["comments"]]
    assert (lacking, doubtful) == ([], [])


def test_catalogs_have_the_same_words():
    known = [{(e.get("msgctxt"), e["msgid"], e.get("msgid_plural")) for e in entries(code)} for code in LANGUAGES]
    assert all(words == known[0] for words in known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_of_a_text_are_those_of_its_original(language):
    wrong = []
    for entry in entries(language):
        if "python-format" not in entry["comments"]:
            continue
        for keyword, text in texts(entry).items():
            # One is said as "one" in some singulars; the plural has every placeholder.
            original = entry["msgid"] if keyword == "msgstr[0]" else entry.get("msgid_plural", entry["msgid"])
            if sorted(map(str, PLACEHOLDER.findall(text))) != sorted(map(str, PLACEHOLDER.findall(original))):
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_around_a_text_is_that_of_its_original(language):
    def edges(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [
        entry["msgid"]
        for entry in entries(language)
        if any(edges(text) != edges(entry["msgid"]) for text in texts(entry).values())
    ]
    assert wrong == []
