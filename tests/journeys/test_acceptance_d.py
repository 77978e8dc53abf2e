"""What comparable tools test of comments when the text changes (acceptance D1 to D9)."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from consultation.domain import lifecycle, matter, suggestions
from consultation.domain.rounds import ways
from consultation.models import Comment
from drafts.domain import comparison, editing
from drafts.models import Descent
from tests.base import close
from tests.versions import freeze, rewritten, with_versions

pytestmark = pytest.mark.django_db
BASE = "Kommunen ska svara alla inom två dagar i sina kanaler."
TEXT = """# Plan

## Ett

Alfa är först här.

Beta kommer sedan då.

Gamma avslutar allt nu.

## Två

Delta är ensam.
"""


def heir(policy, words: str) -> str:
    """Where in version 2 what was said of these words of version 1 stands; "" when nowhere."""
    first, second = policy.versions.get(number=1), policy.versions.get(number=2)
    row = first.paragraphs.get(text__startswith=words)
    found = ways.between(first, second)[row.pk].heir(row, {each.pk: each for each in second.paragraphs.all()})
    return f"{found.number} {found.text}" if found else ""


@pytest.fixture
def written(it):
    """A policy with a frozen version and a draft to write in."""
    return with_versions(it.cast, TEXT, title="Plan")


def draft(policy, words: str):
    return policy.versions.draft().paragraphs.get(text__startswith=words)


def test_d1_an_edit_elsewhere_in_the_paragraph_leaves_the_comment_and_its_suggestion(it):
    both = it.policy.versions.frozen().order_by("number")
    (there,) = ways.between(*both)[it.said["edited"].paragraph_id].parts
    assert it.second.version.paragraphs.get(pk=there).text == "Lekplatser ska vara trygga och öppna."
    fit = suggestions.Fit(BASE, BASE.replace("två", "tre"), f"Alltid gäller: {BASE}")
    assert (fit.is_carried, fit.text) == (True, "Alltid gäller: Kommunen ska svara alla inom tre dagar i sina kanaler.")


def test_d2_a_block_put_in_before_it_moves_the_comment_along(it, written):
    editing.insert(written, "Helt nytt.", after=draft(written, "Ett"), by=it.cast.dan)
    freeze(written)
    assert heir(written, "Alfa") == "1.2 Alfa är först här."


def test_d3_when_the_words_are_gone_the_comment_is_shown_on_no_other_words(it, written):
    """Ours keeps it as a comment on version 1, in a list of its own; another paragraph may take the number."""
    row = draft(written, "Beta")
    editing.remove(row, revision=row.revision, by=it.cast.dan)
    editing.insert(written, "Något helt annat om trafik.", after=draft(written, "Alfa"), by=it.cast.dan)
    freeze(written)
    assert written.versions.get(number=2).paragraphs.get(number="1.2").text.startswith("Något")
    assert heir(written, "Beta") == ""


def test_d4_a_comment_on_a_whole_section_survives_an_edit_in_one_of_its_paragraphs(it, client):
    page = client.get("/policies/riktlinjer-for-lek/v/2/")
    part = next(part for part in page.context["page"].parts if part.heading and part.heading.number == "1")
    assert [said.text for each in part.earlier for said in each.comments] == ["Om section."]


def test_d5_comments_are_never_dropped_whatever_is_put_in(it):
    """On purpose unlike co-ment: there is no “keep comments: off”. What was received is kept and answered."""
    close(it.second)
    rewritten(it.policy, "# Riktlinjer för lek\n\nEn helt annan text om något annat.\n")
    assert Comment.objects.filter(policy=it.policy).count() == 11
    with pytest.raises(ProtectedError):
        it.said["again"].paragraph.delete()


def test_d6_every_page_opens_after_paragraphs_with_comments_were_edited_and_removed(it, client):
    base = "/policies/riktlinjer-for-lek/"
    pages = [base, f"{base}v/1/", f"{base}v/2/", f"{base}compare/1/2/", reverse("report", args=[it.first.slug])]
    pages += [f"{base}v/1/p/{each.number}/" for each in it.first.version.paragraphs.all()]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("by_file", [False, True])
def test_d7_a_moved_paragraph_is_moved_and_not_removed_and_new(it, written, by_file):
    if by_file:
        rewritten(written, TEXT.replace("Alfa är först här.\n\n", "").replace("Delta", "Alfa är först här.\n\nDelta"))
    else:
        editing.move(draft(written, "Alfa"), after=draft(written, "Två"), by=it.cast.dan)
    freeze(written)
    kinds = [row.kind for row in comparison.compare(*written.versions.frozen().order_by("number")) if row.is_changed]
    assert kinds == ["moved"] and heir(written, "Alfa") == "2.1 Alfa är först här."


@pytest.mark.parametrize(
    ("wish", "present", "carried"),
    [
        (f"{BASE} Det gäller alltid.", f"Först detta. {BASE}", True),
        (BASE.replace("alla ", ""), BASE.replace("i sina kanaler", "på webben"), True),
        (BASE.replace("två", "tre"), BASE.replace("två", "fyra"), False),
        (f"{BASE} Alltid.", f"{BASE} Aldrig.", False),
    ],
    ids=["inserted line", "change inside", "colliding change", "colliding insert"],
)
def test_d8_a_suggestion_on_version_1_is_carried_to_version_2_or_reported_as_colliding(wish, present, carried):
    fit = suggestions.Fit(BASE, wish, present)
    assert (fit.is_carried, fit.collides) == (carried, not carried)
    assert not carried or set(wish.split()) - set(BASE.split()) <= set(fit.text.split())


def test_d9_a_removed_heading_keeps_its_comments_in_the_list_of_what_is_gone(it, client):
    """Its section's paragraphs stay where they are with theirs; nothing goes with the heading."""
    close(it.second)
    lifecycle.begin_compiling(it.policy, by=it.cast.dan)
    row = it.draft("Platser")
    editing.remove(row, revision=row.revision, by=it.cast.dan)
    third = freeze(it.policy)
    lifecycle.publish(third, at=it.second.opens_at)
    found = matter.read(it.policy.slug)
    way = ways.between(found.versions[0], found.versions[2])
    assert (way[it.said["section"].paragraph_id].kind, way[it.said["into"].paragraph_id].kind) == ("removed", "merged")
    page = client.get(f"/policies/riktlinjer-for-lek/v/1/p/{it.said['section'].paragraph.number}/").content.decode()
    assert "Om section." in page and "compare/1/3/#gone-p-1" in page
    assert Descent.objects.filter(version=third, after=None).count() == 1
