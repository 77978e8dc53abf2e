"""The receipt: the number, what happens now, what was written. Its address is the key that only the sender has."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultation.domain import receipts as domain


@require_safe
@never_cache
def receipt(request: HttpRequest, key) -> HttpResponse:
    """Shown whatever the state of the comment: its sender may always see it."""
    found = domain.find(key)
    if found is None:
        raise Http404
    response = render(request, "consultation/receipt.html", {"receipt": found})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
