"""A draft goes out as a file, is edited in a word processor and comes in again: every paragraph is known."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.consultation.readings import OLD_WORDS, lineages_of, save, send

pytestmark = pytest.mark.django_db
OTHER_WORDS = "Helt andra ord om helt andra saker."


def edited(data: bytes, old: str, new: str) -> bytes:
    """The file with other words in its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name in ("word/document.xml", "content.xml"):
                assert old in part.decode()
                part = part.decode().replace(old, new).encode()
            after.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_a_paragraph_that_was_written_anew_in_the_file_is_still_the_same(dan, policy, ending):
    before = lineages_of(policy)
    answer = dan.get(reverse("draft-export", args=[policy.slug, ending]))
    data = answer.getvalue() if answer.streaming else answer.content
    file = SimpleUploadedFile(f"utkast.{ending}", edited(data, OLD_WORDS, OTHER_WORDS))
    address = send(dan, policy, file=file)
    kinds = [row.kind for row in dan.get(address).context["proposal"].rows if row.kind != "kept"]
    assert kinds == ["edited"]
    assert save(dan, address).status_code == 302
    expected = {OTHER_WORDS if words == OLD_WORDS else words: lineage for words, lineage in before.items()}
    assert lineages_of(policy) == expected
