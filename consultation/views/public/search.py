"""Search in titles, published texts and shown comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.domain import searching
from drafts.models import Policy


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits by plain GET; without words only the form."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    within = Policy.objects.public().filter(slug=request.GET.get("in", "")[:80]).first()
    context = {"words": words, "within": within, "found": searching.find(words, within=within)}
    return render(request, "consultation/search.html", context)
