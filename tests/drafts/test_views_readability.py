"""The page that helps with plain language."""

import pytest
from django.urls import reverse

from consultation.domain import lifecycle
from drafts.domain import importing
from drafts.models import Policy
from tests.base import approve

pytestmark = pytest.mark.django_db
LONG = "Den här meningen är skriven för att ha fler ord än vad som är lämpligt i en text som många ska läsa."


def page_of(dan, policy, **asked) -> str:
    return dan.get(reverse("readability", args=[policy.slug]), asked).content.decode()


# Counted by hand in tests/base.py: 38 words, 9 of them long, in 8 sentences: 4.75 + 23.7 = 28.4.
def test_the_page_tells_the_figure_in_words_and_by_section(dan, policy):
    page = page_of(dan, policy)
    assert "LIX 28" in page and "Very easy, like a children’s book." in page
    assert "38 words in 8 sentences: 4.8 words a sentence. 24 per cent" in page
    assert page.count('<th scope="row">') == 3 and "Before the first heading" in page


def test_long_sentences_are_marked_on_request_and_lead_to_their_paragraph(cast, dan, policy):
    importing.put_in(policy, f"# Riktlinjer\n\n## Ansvar\n\nKort. {LONG}\n\nOckså kort.\n", by=cast.dan)
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    edit = reverse("paragraph-edit", args=[policy.slug, paragraph.lineage])
    assert "<mark>" not in page_of(dan, policy)
    page = page_of(dan, policy, long="21")
    assert f"Long sentence, 22 words: </span>{LONG}</mark>" in page and edit in page
    assert page.count("<mark>") == 1 and "1 sentence has more than 21 words." in page
    assert "No sentence has more than 22 words." in page_of(dan, policy, long="22")


@pytest.mark.parametrize(("asked", "most"), [("", None), ("x", None), ("-3", None), ("2", 5), ("9" * 9, 200)])
def test_the_limit_is_kept_within_reason(dan, policy, asked, most):
    assert dan.get(reverse("readability", args=[policy.slug]), {"long": asked}).context["most"] == most


def test_the_draft_is_compared_with_the_newest_version(cast, dan, policy):
    approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    page = page_of(dan, policy)
    assert "Version 1 had LIX 28 and 4.8 words a sentence." in page and "In version 1" in page


def test_lix_is_not_told_of_an_english_text(dan, policy):
    Policy.objects.filter(pk=policy.pk).update(language="en")
    page = page_of(dan, policy)
    assert "LIX is not used for the language of this text." in page and "LIX 28" not in page
    assert "4.8 words a sentence" in page


def test_an_empty_draft_and_a_reader_have_no_links_to_edit(cast, client, policy):
    client.force_login(cast.asa)
    page = page_of(client, policy, long="5")
    assert "<mark>" in page and "/edit/" + str(policy.versions.draft().paragraphs.first().lineage) not in page
    policy.versions.draft().paragraphs.all().delete()
    assert "There is no text yet" in page_of(client, policy)
