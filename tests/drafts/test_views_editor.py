"""The editor's page and the plain text box: what they show, what the box saves, and two at once."""

import json

import pytest
from django.urls import reverse

from drafts.domain import editing, importing, sittings
from drafts.models import Sitting
from tests.base import TEXT, make_policy


def box(policy, section=None) -> str:
    return reverse("editor-text", args=[policy.slug]) + (f"?section={section.lineage}" if section else "")


def at(policy, number):
    return policy.versions.draft().paragraphs.select_related("version__policy").get(number=number)


def fields(client, address) -> dict:
    """The form of the page as a browser would send it back."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in ("key", "base", "title", "text")}


def texts_of(policy) -> list[str]:
    return [row.text for row in policy.versions.draft().paragraphs.all()]


def test_the_page_gives_the_script_all_it_needs_in_one_go(cast, dan, policy):
    page = dan.get(reverse("editor", args=[policy.slug]))
    script = json.loads(
        page.content.decode().split('id="editor-data" type="application/json">')[1].split("</script>")[0]
    )
    assert script["save"] == reverse("editor-save", args=[policy.slug])
    assert script["left"] is None
    first = at(policy, "0.1")
    row = f'data-lineage="{first.lineage}" data-revision="1" data-kind="paragraph"'
    assert row in page.content.decode()


def test_who_may_only_read_gets_no_script(cast, client, policy):
    client.force_login(cast.sten)
    assert "editor-data" not in client.get(reverse("editor", args=[policy.slug])).content.decode()


def test_a_section_is_the_heading_and_what_stands_under_it(cast, dan, policy):
    heading = at(policy, "1")
    page = dan.get(reverse("editor", args=[policy.slug]) + f"?section={heading.lineage}")
    assert [row.number for row in page.context["paragraphs"]] == ["1", "1.1", "1.2", "1.2-a", "1.2-b"]
    assert page.context["script"]["start"] == at(policy, "0.1").lineage
    assert dan.get(reverse("editor", args=[policy.slug]) + "?section=nothing").status_code == 404


def test_what_a_silent_window_held_is_offered_rendered(cast, dan, policy):
    row = at(policy, "1.1")
    step = {"do": "rewrite", "lineage": str(row.lineage), "revision": 1, "kind": "paragraph", "text": "**Svara** fort."}
    sitting = sittings.hear(policy.versions.draft(), row.lineage, unsaved=[step], by=cast.dan)
    Sitting.objects.filter(pk=sitting.pk).update(at=sitting.at - sittings.SILENT * 2)
    left = dan.get(reverse("editor", args=[policy.slug])).context["script"]["left"]
    assert [each["html"] for each in left["steps"]] == ["<strong>Svara</strong> fort."]


def test_the_box_unchanged_changes_nothing(cast, dan, policy):
    before = list(policy.versions.draft().paragraphs.values_list("lineage", "revision"))
    assert dan.post(box(policy), fields(dan, box(policy))).status_code == 302
    assert list(policy.versions.draft().paragraphs.values_list("lineage", "revision")) == before


@pytest.mark.data
def test_the_box_changes_what_was_changed_and_twice_is_once(cast, dan, policy):
    was = {row.text: row for row in policy.versions.draft().paragraphs.all()}
    sent = fields(dan, box(policy))
    sent["text"] = (
        sent["text"].replace("# Riktlinjer för", "# Regler för", 1).replace("inom två dagar", "inom tre dagar")
        .replace("- som svarar på frågor\n", "") + "\n\nEtt nytt sista stycke."
    )  # fmt: skip
    for _time in range(2):
        assert dan.post(box(policy), sent).status_code == 302
    draft = policy.versions.draft()
    assert draft.title == "Regler för sociala medier"
    assert texts_of(policy) == [
        "Riktlinjerna gäller alla som arbetar i kommunen.", "Ansvar", "Kommunen ska svara på frågor inom tre dagar.",
        "Varje konto ska ha en ansvarig:", "som publicerar inlägg", "Uppföljning",
        "Riktlinjerna ses över senast två år efter beslutet.", "Ett nytt sista stycke.",
    ]  # fmt: skip
    assert at(policy, "1.1").lineage == was["Kommunen ska svara på frågor inom två dagar."].lineage
    assert at(policy, "1.1").revision == 2 and at(policy, "2.1").revision == 1


def test_moved_and_split_in_the_box_are_that(cast, dan):
    halves = ["Ett första stycke som är långt nog.", "Och det har en andra halva som är lång."]
    rest = ["Det andra stycket handlar om något helt annat.", "Det tredje handlar om träden i parken."]
    policy = make_policy(cast, text="\n\n".join(["# T", " ".join(halves), *rest]))
    one, two, three = policy.versions.draft().paragraphs.all()
    sent = fields(dan, box(policy)) | {"text": "\n\n".join(["# T", three.text, *halves, two.text])}
    assert dan.post(box(policy), sent).status_code == 302
    rows = list(policy.versions.draft().paragraphs.all())
    assert [row.lineage for row in (rows[0], rows[1], rows[3])] == [three.lineage, one.lineage, two.lineage]


def test_a_section_in_the_box_leaves_the_rest_alone(cast, dan, policy):
    section = at(policy, "1")
    sent = fields(dan, box(policy, section))
    assert sent["text"].startswith("## Ansvar") and "Uppföljning" not in sent["text"]
    sent["text"] = sent["text"].replace("två dagar", "en vecka").replace("## Ansvar", "## Ansvar\n\nFörst i avsnittet.")
    assert dan.post(box(policy, section), sent).status_code == 302
    assert texts_of(policy)[:4] == [
        "Riktlinjerna gäller alla som arbetar i kommunen.", "Ansvar", "Först i avsnittet.",
        "Kommunen ska svara på frågor inom en vecka.",
    ]  # fmt: skip


def test_a_section_that_begins_deep_keeps_its_level(cast, dan):
    policy = make_policy(cast, text="# T\n\n## A\n\n### B\n\nOrd om B.\n\n## C\n\nOrd om C.\n")
    deep = at(policy, "1.1")
    sent = fields(dan, box(policy, deep))
    sent["text"] = sent["text"].replace("Ord om B.", "Nya ord om B.")
    assert dan.post(box(policy, deep), sent).status_code == 302
    assert [(row.kind, row.level, row.text) for row in policy.versions.draft().paragraphs.all()][:3] == [
        ("heading", 1, "A"), ("heading", 2, "B"), ("paragraph", 0, "Nya ord om B."),
    ]  # fmt: skip


def test_two_boxes_at_once_both_save_what_they_changed(cast, dan, client, policy):
    first, second = fields(dan, box(policy)), fields(dan, box(policy))
    first["text"] = first["text"].replace("två dagar", "tre dagar")
    second["text"] = second["text"].replace("senast två år", "senast fyra år")
    assert dan.post(box(policy), first).status_code == 302
    assert dan.post(box(policy), second).status_code == 302
    assert at(policy, "1.1").text == "Kommunen ska svara på frågor inom tre dagar."
    assert at(policy, "2.1").text == "Riktlinjerna ses över senast fyra år efter beslutet."


def test_the_same_paragraph_twice_shows_both_and_loses_nothing(cast, dan, policy):
    sent = fields(dan, box(policy))
    sent["text"] = (
        sent["text"].replace("inom två dagar", "inom två arbetsdagar").replace("senast två år", "senast fem år")
    )
    editing.rewrite(at(policy, "1.1"), "Kommunen ska alltid svara på frågor inom två dagar.", revision=1, by=cast.olga)
    page = dan.post(box(policy), sent)
    assert page.status_code == 409
    (clash,) = page.context["clashes"]
    together = "Kommunen ska alltid svara på frågor inom två arbetsdagar."
    assert (clash["mine"], clash["proposal"]) == ("Kommunen ska svara på frågor inom två arbetsdagar.", together)
    assert at(policy, "2.1").revision == 1
    again = {name: page.context["form"][name].value() for name in ("key", "base", "title", "text")}
    assert "senast fem år" in again["text"]
    assert dan.post(box(policy), again).status_code == 302
    assert at(policy, "1.1").text == together
    assert at(policy, "2.1").text == "Riktlinjerna ses över senast fem år efter beslutet."


def test_a_preview_saves_nothing(cast, dan, policy):
    sent = fields(dan, box(policy)) | {"preview": ""}
    sent["text"] = sent["text"].replace("två dagar", "**tre** dagar")
    page = dan.post(box(policy), sent)
    assert page.status_code == 200 and page.context["counts"]["changed"] == 1
    assert "<strong>tre</strong> dagar" in page.content.decode()
    assert at(policy, "1.1").revision == 1


@pytest.mark.parametrize("text", ["", "# T\n\n#### För djupt", "[a]: http://x.se\n\n[a]"])
def test_words_that_cannot_be_a_text_come_back_with_the_reason(cast, dan, policy, text):
    page = dan.post(box(policy), fields(dan, box(policy)) | {"text": text})
    assert page.status_code == 200 and page.context["form"].errors["text"]
    assert page.context["form"]["text"].value() == text


@pytest.mark.parametrize("base", ["", "[", "{}", "[[1, 2]]", '[["x", 1]]', "null", "[]", "[" * 5000])
def test_a_form_that_was_tampered_with_is_refused_in_words(cast, dan, policy, base):
    page = dan.post(box(policy), fields(dan, box(policy)) | {"base": base})
    assert page.status_code == 200 and page.context["form"].errors["base"]
    assert texts_of(policy)[0] == "Riktlinjerna gäller alla som arbetar i kommunen."


def test_the_pages_take_the_same_queries_for_a_long_text(cast, dan, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    policy = make_policy(cast)
    counts = {}
    for text in (TEXT, TEXT + "\n\n".join(f"Stycke {n}." for n in range(40))):
        importing.put_in(policy, text, by=cast.dan)
        for name in ("editor", "editor-text"):
            with CaptureQueriesContext(connection) as queries:
                assert dan.get(reverse(name, args=[policy.slug])).status_code == 200
            counts.setdefault(name, []).append(len(queries))
    assert counts["editor"][0] == counts["editor"][1] and counts["editor-text"][0] == counts["editor-text"][1]
