"""The draft, and frozen versions that are not public yet, as files for officials."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from consultation.domain.exporting import copy_of
from consultation.views.public.exports import file_response
from drafts.domain.export.formats import FORMATS
from drafts.models import Version
from drafts.views.access import draft_of, get_policy_or_deny


@login_required
@require_safe
def draft_export(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The draft as it is now."""
    return private(draft_of(get_policy_or_deny(request.user, slug)), ending)


@login_required
@require_safe
def version_export(request: HttpRequest, slug: str, version: int, ending: str) -> HttpResponse:
    """Any frozen version, public or not."""
    policy = get_policy_or_deny(request.user, slug)
    found = get_object_or_404(policy.versions.frozen(), number=version)
    found.policy = policy
    return private(found, ending)


def private(version: Version, ending: str) -> HttpResponse:
    """A file that no cache keeps."""
    if ending not in FORMATS:
        raise Http404
    response = file_response(copy_of(version), ending)
    response.headers["Cache-Control"] = "private, no-store"
    return response
