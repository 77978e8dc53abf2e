"""A folder that cannot be read: a sentence with file and line, status 1, and nothing written."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from consultation.models import Comment, Consultation, Submission
from drafts.models import Policy, Version
from organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.data]

TEXT = "# Regler\n\n## Svar\n\nKommunen ska svara på frågor inom två dagar.\n"
COMMENT = {"id": "S-0001", "version": "v1", "paragraph": "1.1", "created": "2026-03-02T10:00:00+01:00", "body": "Bra."}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "regler"
    path.mkdir()
    (path / "v1.md").write_text(TEXT)
    write(path, "versions.json", {"versions": [{"file": "v1.md", "date": "2026-03-01"}]})
    write(path, "comments.json", [COMMENT])
    return path


def write(path, name, values):
    (path / name).write_text(values if isinstance(values, str) else json.dumps(values, indent=1))


def refusal(path, **options) -> str:
    """What the command says; afterwards the database is as empty as before."""
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_policy", path, stdout=StringIO(), **options)
    for model in (Policy, Version, Consultation, Submission, Comment, Unit):
        assert model.objects.count() == 0
    assert refused.value.returncode == 1
    return str(refused.value)


def test_a_folder_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "none") == f"There is no folder {tmp_path / 'none'}."


def test_a_folder_without_a_text(folder):
    (folder / "v1.md").unlink()
    assert refusal(folder) == "The file v1.md is missing."
    (folder / "versions.json").unlink()
    assert refusal(folder) == "The file v1.md is missing."


def test_json_that_breaks_off_is_told_with_its_line(folder):
    write(folder, "comments.json", '[\n {"id": "a",\n  "body": \n }\n]')
    assert refusal(folder) == "comments.json, line 4: This is not JSON (column 2)."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ('"no"', "line 1: A list in brackets is expected here."),
        ({"versions": []}, "line 1: A list in brackets is expected here."),
        ([COMMENT, "no"], "line 9: Every entry of the list is an object in braces; this one is not."),
        ([COMMENT, COMMENT], "line 10: The id “S-0001” stands twice."),
        ([COMMENT | {"version": "v7"}], "line 4: There is no version “v7” in the folder."),
        (
            [COMMENT | {"created": "yesterday"}],
            "line 6: “created” is not a date such as 2026-12-15 or 2026-12-15T09:30:00+01:00: “yesterday”.",
        ),
        ([COMMENT | {"body": ["a"]}], "line 7: “body” is text."),
        ([COMMENT | {"state": "gone"}], "line 8: “state” is one of"),
        ([COMMENT | {"named": "yes"}], "line 8: “named” is true or false."),
        ([COMMENT | {"submission": 0}], "line 8: “submission” is a whole number above zero."),
        ([COMMENT | {"author": "x" * 101}], "line 8: “author” has 101 characters; there is room for 100."),
    ],
)
def test_a_fault_in_the_comments_is_told_with_its_line(folder, values, said):
    write(folder, "comments.json", values)
    assert refusal(folder).startswith(f"comments.json, {said}")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("versions.json", [{"file": "../v1.md"}], "line 3: “../v1.md” is not the name of a text in this folder."),
        ("versions.json", [{"file": "v1.md", "date": "2026-13-01"}], "line 4: “date” is not a date such as"),
        ("versions.json", [{"file": "v1.md", "checksum": "abc"}], "line 4: The text of v1.md is not the one that"),
        ("versions.json", [{"file": "v1.md"}] * 2, "line 6: The file v1.md is listed twice."),
        ("policy.json", [], "line 1: An object in braces is expected here."),
        ("policy.json", {"title": "x" * 201}, "line 2: “title” has 201 characters; there is room for 200."),
        ("policy.json", {"state": "lost"}, "line 2: “state” is one of"),
        ("policy.json", {"language": "svenska!"}, "line 2: “svenska!” is not a language tag such as sv or en."),
        ("policy.json", {"slug": "a b"}, "line 2: “a b” cannot be an address."),
        ("policy.json", {"review_by": "soon"}, "line 2: “review_by” is not a date such as"),
        ("consultations.json", [{"version": "v2"}], "line 3: There is no version “v2” in the folder."),
        (
            "consultations.json",
            [{"version": "v1", "opens": "2026-03-02", "closes": "2026-03-01"}],
            "line 5: The consultation closes before it opens.",
        ),
        ("dispositions.json", [{"comments": ["S-2"], "outcome": "met"}], "line 3: There is no comment “S-2” in"),
        ("dispositions.json", [{"comments": ["S-0001"], "outcome": "no"}], "line 6: “outcome” is one of"),
        ("dispositions.json", [{"comments": ["S-0001"], "outcome": "noted"}], "line 6: Give a reason"),
        ("dispositions.json", [{"comments": ["S-0001"], "outcome": "met"}] * 2, "line 9: S-0001 has two answers."),
        ("changes.json", [{"version": "v1"}], "line 2: A change has a paragraph before it or after it, or both."),
        ("changes.json", [{"version": "v1", "after": "9.9"}], "line 2: The text has no paragraph 9.9."),
        ("changes.json", [{"version": "v1", "after": "1.1"}], "line 2: There is no version before it"),
        ("decisions.json", [{"version": "v1", "kind": "adopt"}], "line 2: A decision has a date."),
        ("paragraphs.json", {"v1": [["1", "no"]]}, "line 2: A list of pairs is expected here"),
        (
            "paragraphs.json",
            {"v1": [["9", "5d2f3c0e-8f0a-5c5e-9a53-6f8a0d1f6b11"]]},
            "line 2: These are not the paragraphs of v1.md.",
        ),
    ],
)
def test_a_fault_in_another_file_is_told_with_its_line(folder, name, values, said):
    write(folder, name, values)
    assert refusal(folder).startswith(f"{name}, {said}")


def test_binary_instead_of_markdown(folder):
    (folder / "v1.md").write_bytes(b"\xff\xfe\x00PK")
    assert refusal(folder) == "v1.md: this is not plain text in UTF-8."
    (folder / "v1.md").write_bytes(b"# A\n\n\x00\x01")
    assert refusal(folder).startswith("v1.md: This is not a text: it has control characters.")


def test_ten_megabytes_of_text(folder):
    (folder / "v1.md").write_text(TEXT + "ord " * 2_500_000)
    assert refusal(folder) == "v1.md: The text is 10.0 MB. A text may be at most 1 MB."


def test_until_a_version_that_is_not_there(folder):
    assert refusal(folder, until="v2") == "There is no version v2 in the folder; it has v1."


def test_a_late_fault_takes_back_all_that_was_written(folder):
    write(folder, "changes.json", [{"version": "draft", "before": "7"}])
    (folder / "draft.md").write_text(TEXT + "\nMer.\n")
    assert refusal(folder) == "changes.json, line 2: The text has no paragraph 7."


def test_a_policy_that_is_here_already_stays_as_it_is(folder):
    call_command("load_policy", folder, stdout=StringIO())
    before = list(Policy.objects.values())
    with translation.override("en"), pytest.raises(CommandError, match="already a policy at the address “regler”"):
        call_command("load_policy", folder, stdout=StringIO())
    assert list(Policy.objects.values()) == before
    call_command("load_policy", folder, slug="regler-igen", stdout=StringIO())
    assert sorted(Consultation.objects.values_list("slug", flat=True)) == ["regler", "regler-igen"]


def test_a_dump_is_refused_in_words(folder, tmp_path):
    call_command("load_policy", folder, stdout=StringIO())
    with translation.override("en"):
        with pytest.raises(CommandError, match="no policy at the address “other”"):
            call_command("dump_policy", "other", tmp_path / "out", stdout=StringIO())
        with pytest.raises(CommandError, match="is not empty"):
            call_command("dump_policy", "regler", folder, stdout=StringIO())
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("dump_policy", "regler", folder / "v1.md" / "out", stdout=StringIO())


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    outside = tmp_path / "secrets"
    outside.write_text("# Hemligt\n\nLösenordet är blomma.\n")
    (folder / "v1.md").unlink()
    (folder / "v1.md").symlink_to(outside)
    assert refusal(folder) == "The file v1.md is a link. A folder holds its texts itself."


@pytest.mark.parametrize("slug", ["a" * 80 + "/../x", "a" * 91])
def test_the_address_of_a_consultation_is_read_to_its_end(folder, slug):
    write(folder, "consultations.json", [{"version": "v1", "slug": slug}])
    assert "consultations.json, line 4: " in refusal(folder)


def test_a_policy_does_not_take_an_address_of_ours(folder):
    write(folder, "policy.json", {"slug": "new"})
    assert refusal(folder) == "policy.json, line 2: “new” cannot be an address."
