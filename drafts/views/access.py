"""The first line of every officials' page of a policy: fetch it, and see that this person may."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from drafts.models import Paragraph, Policy, Version
from drafts.permissions import can_view
from organisation.models import User


def get_policy_or_deny(user: User, slug: str, allowed: Callable[[User, Policy], bool] = can_view) -> Policy:
    """The policy. 404 when the person may not know of it, 403 when they may, but may not do this."""
    policy = get_object_or_404(Policy.objects.select_related("document_type", "unit"), slug=slug)
    if not can_view(user, policy):
        raise Http404
    if not allowed(user, policy):
        raise PermissionDenied
    return policy


def draft_of(policy: Policy) -> Version:
    """The policy's draft, with the policy at hand."""
    draft = policy.versions.draft()
    draft.policy = policy
    return draft


def get_paragraph(policy: Policy, lineage: UUID) -> Paragraph:
    """A paragraph of the draft; 404 when there is none of this lineage."""
    return get_object_or_404(
        Paragraph.objects.select_related("version__policy"), version=draft_of(policy), lineage=lineage
    )
