"""The merge table of the cast's policy: its paragraphs in the draft, their pages, and two wordings to suggest."""

from django.urls import reverse

from consultation.models import Change, Comment
from drafts.models import Paragraph, Policy

THREE = "Kommunen ska svara på frågor inom tre dagar."
FOUR = "Kommunen ska svara på frågor inom fyra dagar."


def draft(policy: Policy, number: str = "1.1") -> Paragraph:
    return policy.versions.draft().paragraphs.get(number=number)


def address(policy: Policy, number: str = "1.1") -> str:
    return reverse("merge-paragraph", args=[policy.slug, draft(policy, number).lineage])


def sent(page) -> dict:
    """The fields of the page's form as a browser would send them back untouched."""
    sheet = page.context["sheet"]
    data = {"card": [card.pks for card in sheet.cards], "seen": [mark for card in sheet.cards for mark in card.seen]}
    for card in sheet.cards:
        for name in ("outcome", "reason", "note", "was"):
            data[card.form[name].html_name] = card.form[name].value() or ""
    if sheet.wording_form:
        form = sheet.wording_form
        data |= {name: form[name].value() for name in ("text", "reason", "revision", "was")}
        data["causes"] = sorted(form.chosen)
    return data


def stored(policy) -> tuple:
    """What a save could have changed."""
    return (
        draft(policy).text,
        list(Comment.objects.order_by("pk").values_list("disposition__outcome", "disposition__reason")),
        list(Change.objects.values_list("reason", "comments")),
    )
