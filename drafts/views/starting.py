"""What a new policy can begin from: the texts that ship, the earlier policies; reading one before it is chosen."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from drafts.domain import composition, starters
from drafts.models import Policy
from drafts.permissions import can_create, viewable

PAGE = 20


@login_required
@require_GET
def policy_start(request: HttpRequest) -> HttpResponse:
    """Chooses what to begin from; the earlier policies can be searched by words in the title."""
    if not can_create(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()
    found = with_text(viewable(request.user))
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    page = Paginator(found.select_related("document_type", "unit"), PAGE).get_page(request.GET.get("page"))
    context = {"starters": starters.every(get_language() or "sv"), "page": page, "words": words}
    return render(request, "drafts/policy_start.html", context)


def with_text(policies):
    """Those of the policies that have a text to begin from."""
    return policies.filter(pk__in=Policy.objects.filter(versions__paragraphs__isnull=False).values("pk"))


@login_required
@require_GET
def start_template(request: HttpRequest, name: str) -> HttpResponse:
    """One text that ships, with its advice, to read before it is chosen."""
    if not can_create(request.user):
        raise PermissionDenied
    starter = starters.named(name)
    if starter is None:
        raise Http404
    sections = composition.compose(starters.paragraphs(starter))
    return render(request, "drafts/start_template.html", {"starter": starter, "sections": sections})
