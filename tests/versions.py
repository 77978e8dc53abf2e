"""Policies with several versions, published at once: for what is compared and brought back."""

from django.utils import timezone

from consultation.domain import lifecycle
from drafts.domain import blocks, importing, versions
from drafts.models import Policy, Version
from tests.base import Cast, make_policy


def rewritten(policy: Policy, text: str) -> None:
    """Puts a whole text in; who is who is found by likeness."""
    importing.replace_text(policy.versions.draft(), blocks.split(text), by=None)


def freeze(policy: Policy, *, public: bool = True) -> Version:
    """Freezes the draft past the gates, as an import does."""
    version = versions.freeze(policy, by=None, state=Version.State.IMPORTED)
    if public:
        lifecycle.publish(version, at=timezone.now())
    return version


def with_versions(cast: Cast, *texts: str, **more) -> Policy:
    """A policy whose public versions have these texts."""
    policy = make_policy(cast, text="", **more)
    for text in texts:
        rewritten(policy, text)
        freeze(policy)
    policy.refresh_from_db()
    return policy


def at(policy: Policy, number: str):
    """A paragraph of the draft."""
    return policy.versions.draft().paragraphs.get(number=number)
