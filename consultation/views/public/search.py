"""Search in titles, published texts and shown comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.domain import searching


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits by plain GET; without words only the form."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    return render(request, "consultation/search.html", {"words": words, "found": searching.find(words)})
