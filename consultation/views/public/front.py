"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.domain import front as domain


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Open consultations, coming ones, how the latest went, the latest decisions."""
    now = timezone.now()
    context = {
        "open": domain.calls(domain.public().open(now).order_by("closes_at"), now),
        "coming": domain.calls(domain.public().coming(now).order_by("opens_at"), now),
        "story": domain.story(now),
        "decisions": domain.decisions(),
    }
    return render(request, "consultation/front.html", context)
