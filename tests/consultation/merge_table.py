"""The merge table of the cast's policy: its paragraphs in the draft, their pages, and two wordings to suggest."""

from django.urls import reverse

from drafts.models import Paragraph, Policy

THREE = "Kommunen ska svara på frågor inom tre dagar."
FOUR = "Kommunen ska svara på frågor inom fyra dagar."


def draft(policy: Policy, number: str = "1.1") -> Paragraph:
    return policy.versions.draft().paragraphs.get(number=number)


def address(policy: Policy, number: str = "1.1") -> str:
    return reverse("merge-paragraph", args=[policy.slug, draft(policy, number).lineage])
