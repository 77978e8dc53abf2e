"""The first line of every officials' page of a consultation: fetch it, and see that this person may."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from consultation.models import Consultation
from drafts.models import Policy
from drafts.permissions import can_view
from organisation.models import User


def get_consultation_or_deny(user: User, slug: str, allowed: Callable[[User, Policy], bool] = can_view) -> Consultation:
    """The consultation, with its version and policy. 404 when the person may not know of it, 403 when not do this."""
    consultation = get_object_or_404(
        Consultation.objects.select_related("version__policy__document_type", "version__policy__unit"), slug=slug
    )
    policy = consultation.version.policy
    if not can_view(user, policy):
        raise Http404
    if not allowed(user, policy):
        raise PermissionDenied
    return consultation
