"""Beginning a policy from a file from elsewhere: a policy folder, an exported file, a text."""

import io
import json
import uuid
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consultation.domain.folder import beginning, dumping, unpacking
from consultation.exceptions import FolderRefused
from consultation.models import Comment
from drafts.domain import texts
from drafts.models import Import, Policy
from tests.base import announce, comment, make_policy

pytestmark = pytest.mark.django_db
DEMO = settings.BASE_DIR / "demo/policies/policy-for-digital-tillganglighet"


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def of_folder(path: Path, under: str = "") -> bytes:
    return packed({under + file.name: file.read_bytes() for file in path.iterdir() if file.is_file()})


def send(cast, dan, data: bytes, name: str = "policy.zip", **changed):
    fields = {"key": str(uuid.uuid4()), "title": "", "document_type": "", "unit": cast.unit.pk} | changed
    return dan.post(reverse("policy-start-file"), fields | {"file": SimpleUploadedFile(name, data)})


def refusal(answer) -> str:
    """What the page says of the file; nothing was made."""
    assert answer.status_code == 200 and not Policy.objects.exists()
    return " ".join(answer.context["form"].errors["file"])


@pytest.mark.parametrize("under", ["", "policy-for-digital-tillganglighet/", "a/b/"])
def test_the_newest_text_of_a_folder_begins_a_policy_and_its_comments_stay(cast, dan, under):
    answer = send(cast, dan, of_folder(DEMO, under), document_type=cast.guideline.pk)
    policy = Policy.objects.get()
    assert answer.headers["Location"] == reverse("editor", args=[policy.slug])
    draft = policy.versions.get()
    assert texts.source(draft) == texts.blocks.join(texts.blocks.split((DEMO / "v2.md").read_text(encoding="utf-8")))
    assert (policy.title, policy.state, policy.diary_number, policy.contact) == (draft.title, "draft", "", "")
    assert policy.applies_to == json.loads((DEMO / "policy.json").read_text(encoding="utf-8")).get("applies_to", "")
    assert not Comment.objects.exists()
    page = dan.get(reverse("staff-policy", args=[policy.slug])).content.decode()
    assert "a policy folder (policy-for-digital-tillganglighet, v2)" in page


def test_a_folder_without_versions_begins_with_its_draft(cast, dan):
    send(cast, dan, of_folder(DEMO.parent / "strategi-for-oppna-data"), document_type=cast.guideline.pk)
    assert Policy.objects.get().versions.draft().paragraphs.exists()


def test_what_was_dumped_here_begins_a_policy_with_its_type(cast, dan, policy):
    consultation = announce(cast, policy)
    comment(consultation)
    send(cast, dan, packed(dumping.contents(policy)), title="En egen titel")
    copy = Policy.objects.exclude(pk=policy.pk).get()
    assert (copy.title, copy.document_type, copy.unit) == ("En egen titel", cast.guideline, cast.unit)
    assert copy.versions.draft().title == "En egen titel"
    assert Comment.objects.count() == 1


EXPORTED = {
    "policy": {"title": "Policy för träd", "language": "sv", "document_type": "Riktlinje", "slug": "trad"},
    "version": {"number": 3, "title": "Policy för träd", "links": ""},
    "paragraphs": [
        {"kind": "heading", "level": 1, "text": "Syfte", "number": "1"},
        {"kind": "paragraph", "level": 0, "text": "Träd ger **skugga**.", "number": "1.1"},
        {"kind": "bullet", "level": 1, "text": "på gator", "number": "1.1-a"},
    ],
}
MARKDOWN = "# Policy för träd\n\n## Syfte\n\nTräd ger **skugga**.\n\n- på gator\n"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (json.dumps(EXPORTED), "an exported file (trad, 3)"),
        (json.dumps({"policy": EXPORTED["policy"], "markdown": MARKDOWN}), "an exported file (trad)"),
        (MARKDOWN, "a text in Markdown"),
    ],
)
def test_an_exported_file_begins_a_policy(cast, dan, data, named):
    send(cast, dan, data.encode(), "trad.json", document_type=cast.guideline.pk)
    policy = Policy.objects.get()
    assert texts.source(policy.versions.draft()) == MARKDOWN
    assert named in dan.get(reverse("staff-policy", args=[policy.slug])).content.decode()


RICH = (
    "# Riktlinjer\n\n## Ansvar\n\nSe [lagen][l] och noten[^1].\n\n3. tre\n   - *under*\n\n"
    "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n"
    '> Citat.\n\n```py\nkod\n```\n\n[^1]: En not.\n\n[l]: <https://lagen.example> "Lag"\n'
)


def test_what_samrad_exported_begins_a_policy_with_the_same_text(cast, dan):
    policy = make_policy(cast, text=RICH)
    data = dan.get(reverse("draft-export", args=[policy.slug, "json"])).getvalue()
    send(cast, dan, data, "x.json", title="Riktlinjer")
    copy = Policy.objects.exclude(pk=policy.pk).get()
    old, new = policy.versions.draft(), copy.versions.draft()
    assert texts.source(new) == texts.source(old)
    assert copy.document_type == policy.document_type


def test_sending_the_same_form_twice_begins_one(cast, dan):
    key, data = str(uuid.uuid4()), of_folder(DEMO)
    first, second = (send(cast, dan, data, document_type=cast.guideline.pk, key=key) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"] and Policy.objects.count() == 1


def test_a_word_document_is_led_to_the_import(cast, dan, policy):
    data = dan.get(reverse("draft-export", args=[policy.slug, "docx"])).getvalue()
    answer = send(cast, dan, data, "Riktlinjer 2026.docx", document_type=cast.guideline.pk)
    begun = Policy.objects.exclude(pk=policy.pk).get()
    reading = Import.objects.get(policy=begun)
    assert (begun.title, reading.form) == ("Riktlinjer 2026", "docx")
    assert answer.headers["Location"] == reverse("text-import", args=[begun.slug, reading.key])


def test_an_old_word_document_gets_a_sentence(cast, dan):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
    assert refusal(send(cast, dan, data, "gammal.doc", document_type=cast.guideline.pk)).endswith(".")


def test_what_the_file_does_not_say_is_asked_for(cast, dan):
    answer = send(cast, dan, b"Bara ett stycke.", "x.md")
    errors = answer.context["form"].errors
    assert errors["title"] == ["The file has no title. Write one."]
    assert errors["document_type"] == ["The file names no type that you have here. Choose one."]


def locked() -> bytes:
    """A zip that says that its file is locked."""
    data = bytearray(packed({"v1.md": "# A\n\nB"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


BAD = {
    "empty": (b"", "The text is empty."),
    "noise": (b"\xff\xfe\x00\x81" * 50, "nor a file that Samråd exported"),
    "pdf": (b"%PDF-1.7 \xe2", "This is a PDF."),
    "no folder": (packed({"readme.txt": "x", "photo.png": b"x"}), "neither policy.json nor v1.md"),
    "cut off": (packed({"v1.md": "# A\n\nB" * 99})[:120], "damaged"),
    "locked": (locked(), "locked with a password"),
    "many": (packed({f"{number}.txt": "" for number in range(unpacking.ENTRIES + 1)}), "at most 2000"),
    "bomb": (packed({"v1.md": b"a" * (unpacking.UNPACKED + 9)}), "more than 20 MB together"),
    "bad json": (packed({"policy.json": '{"title": ', "v1.md": "# A\n\nB"}), "policy.json, line 1"),
    "list": (b'{"policy": []}', "no “policy”"),
    "no text": (b'{"policy": {"title": "A"}}', "its text cannot be found"),
    "odd text": (b'{"policy": {}, "paragraphs": [3]}', "its text cannot be found"),
    "odd kind": (b'{"policy": {}, "paragraphs": [{"kind": "table", "text": "", "level": 999}]}', ""),
    "wrong sum": (
        packed({"v1.md": "# A\n\nB", "versions.json": '[{"file": "v1.md", "checksum": "00"}]'}),
        "not the one that this checksum was made from",
    ),
    "missing": (packed({"versions.json": '[{"file": "v9.md"}]'}), "v9.md is missing"),
    "outside": (packed({"versions.json": '[{"file": "../../etc/passwd"}]'}), "is not the name of a text"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_get_a_sentence_and_nothing_is_made(cast, dan, case):
    data, words = BAD[case]
    assert words in refusal(send(cast, dan, data, document_type=cast.guideline.pk, title="En titel"))


def test_a_file_over_20_mb_is_not_read(cast, dan, monkeypatch):
    monkeypatch.setattr(beginning, "SIZE", 10)
    assert "at most 20 MB" in refusal(send(cast, dan, b"# A\n\nmer text"))


def test_names_in_a_zip_never_become_paths(tmp_path):
    files = {"../../v1.md": "# Ut\n\nur", "..\\..\\policy.json": "{}", "/abs/deep/er/v1.md": "# Nej\n\nnej"}
    with unpacking.unpacked(packed(files)) as place:
        assert sorted(path.name for path in place.iterdir()) == ["policy.json", "v1.md"]
        assert (place / "v1.md").read_text() == "# Ut\n\nur"


def test_a_link_in_a_zip_is_passed_over():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        entry = zipfile.ZipInfo("v1.md")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(FolderRefused, match="not a policy folder"), unpacking.unpacked(held.getvalue()):
        pass


def test_a_file_that_has_to_be_chosen_again_is_said(cast, dan):
    assert "Choose the file again" in refusal(send(cast, dan, of_folder(DEMO), unit=""))
