"""Versions as files: who may fetch which, under what name, and that what is kept stays the same."""

import hashlib
import json
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from consultation.domain.exporting import copy_of
from drafts.domain import versions
from drafts.domain.export import data
from tests.base import approve, close
from tests.doors.world import DAY, build

pytestmark = pytest.mark.django_db
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "xml": "application/akn+xml",
}


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(policy, ending: str, number: int = 1) -> str:
    return reverse("version-export", args=[policy.slug, number, ending])


def test_a_published_version_is_a_file_with_a_name_that_says_what_it_is(client, policy, consultation):
    for ending, content_type in TYPES.items():
        answer = client.get(address(policy, ending))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
        name = f"KS-2026-123_{policy.slug}_v1_forslag.{ending}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert ("sandbox" in answer.headers["Content-Security-Policy"]) == (ending == "html")
        again = client.get(address(policy, ending), headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_diary_number_with_letters_of_its_own_makes_a_name_that_headers_can_carry(client, policy, consultation):
    policy.diary_number = "ÖN 2026/4"
    policy.save()
    said = client.get(address(policy, "json")).headers["Content-Disposition"]
    assert said == f"attachment; filename*=utf-8''%C3%96N-2026-4_{policy.slug}_v1_forslag.json"


def test_an_office_file_is_made_once_and_kept_to_the_letter(client, policy, consultation, monkeypatch):
    first = client.get(address(policy, "docx")).content
    kept = default_storage.listdir("exports")[1]
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "/nowhere")
    assert (client.get(address(policy, "docx")).content, len(kept)) == (first, 1)


def test_the_head_follows_the_decision_and_every_paragraph_says_where_it_came_from(client):
    policy = build("adopted").policy
    answer = client.get(address(policy, "json", 2))
    first, found = json.loads(client.get(address(policy, "json")).content), json.loads(answer.content)
    assert answer.headers["Content-Disposition"].endswith('_v2_antagen.json"')
    assert [found["version"][name] for name in ("standing", "mark")] == ["adopted", ""]
    assert found["head"][2] == {"label": "Status", "strong": "Antaget", "value": ""}
    assert {event["kind"]: event["day"] for event in found["events"]}["adopted"] == DAY.isoformat()
    source = client.get(reverse("version-markdown", args=[policy.slug, 2])).content
    assert found["version"]["checksum"] == hashlib.sha256(source).hexdigest()
    before = {each["lineage"]: each["number"] for each in first["paragraphs"]}
    ties = [(tie["before"], tie["after"]["number"], tie["kind"]) for tie in found["descents"]]
    assert ties == [
        (
            {"version": 1, "lineage": each["lineage"], "number": before[each["lineage"]]},
            each["number"],
            "edited" if each["number"] == "1.1" else "kept",
        )
        for each in found["paragraphs"]
    ]


def test_a_file_that_is_fetched_after_the_last_day_does_not_say_open(client, policy, consultation):
    assert "Öppet till och med" in json.loads(client.get(address(policy, "json")).content)["version"]["mark"]
    close(consultation)
    found = json.loads(client.get(address(policy, "json")).content)
    assert found["version"]["mark"].endswith("Samrådet är slut.")
    assert "Samrådet är slut" in [row["strong"] for row in found["head"]]


def test_what_is_not_public_is_for_officials_alone(client, cast, policy):
    approve(cast, policy)
    versions.freeze(policy, by=cast.dan)
    pages = [
        reverse("draft-export", args=[policy.slug, "md"]),
        reverse("staff-version-export", args=[policy.slug, 1, "md"]),
    ]
    assert [client.get(page).status_code for page in [address(policy, "md"), *pages]] == [404, 302, 302]
    client.force_login(cast.sam)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(cast.dan)
    answers = [client.get(page) for page in pages]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["private, no-store"] * 2
    names = [answer.headers["Content-Disposition"].split("_", 2)[2] for answer in answers]
    assert names == ['utkast.md"', 'v1_forslag.md"']


def test_the_public_is_told_of_no_tie_to_a_text_that_is_not_published(dan, cast, policy):
    for _number in (1, 2):
        versions.freeze(policy, state="imported", by=cast.dan)
    second = policy.versions.get(number=2)
    ours = json.loads(dan.get(reverse("staff-version-export", args=[policy.slug, 2, "json"])).content)
    public = replace(copy_of(second), address="https://ekeby.example/")
    assert (len(ours["descents"]), list(data.descents(public))) == (second.paragraphs.count(), [])


@pytest.mark.parametrize("name", ["draft-export", "staff-version-export", "version-export"])
def test_an_unknown_format_is_not_there(dan, cast, policy, consultation, name):
    arguments = [policy.slug, "exe"] if name == "draft-export" else [policy.slug, 1, "exe"]
    assert dan.get(reverse(name, args=arguments)).status_code == 404


def test_a_draft_says_that_it_is_one_and_nothing_of_it_is_kept(dan, policy):
    page = dan.get(reverse("draft-export", args=[policy.slug, "html"])).content.decode()
    assert '<p class="mark">' in page
    assert dan.get(reverse("draft-export", args=[policy.slug, "docx"])).status_code == 200
    assert not default_storage.exists("exports")
